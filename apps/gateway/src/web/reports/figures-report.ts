import {
  addSums,
  type Dates,
  dateBegins,
  dateOf,
  type FactId,
  type FigureId,
  type FigureValue,
  factsOfFigure,
  figureOf,
  type GrowingSums,
  HOURLY_CUTS,
  noSums,
  piecesOf,
  stepBegins,
  workOut,
} from "@circuito/domain";
import type { FigureValueView, ReportGroup, ReportQuery, ReportView } from "@circuito/protocol";
import {
  type GroupSums,
  loadReportNames,
  type Queryable,
  type ReportNames,
  readSums,
} from "@circuito/store";
import { iso } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { type Narrowed, narrow } from "./narrow.ts";
import { datesOf, firstYoungDate, HOURS_DAYS_MAX, reportHead, splitAt } from "./period.ts";

/** Sums of the report's groups and times: all of the period, and of what matures late, its parts. */
type Sums = ReadonlyMap<FactId, GrowingSums>;
interface Row {
  readonly key: string | null;
  readonly at: string | null;
  /** By the first date that was young, or `""` for the whole period. */
  readonly all: Map<FactId, GrowingSums>;
  readonly mature: Map<number, Map<FactId, GrowingSums>>;
  readonly young: Map<number, Map<FactId, GrowingSums>>;
}

/** Figures of a period, from roll-ups alone: what it costs grows with the period, not with history. */
export async function figuresReport(
  q: Queryable,
  query: Omit<ReportQuery, "figures"> & { readonly figures: readonly FigureId[] },
  now: number,
): Promise<ReportView> {
  const dates = datesOf(query, query.step === "hour" ? HOURS_DAYS_MAX : undefined);
  const head = await reportHead(q, query);
  const names = await loadReportNames(q);
  const narrowed = narrow(query, query.by);
  if (query.step === "hour" && !HOURLY_CUTS.includes(narrowed.cut)) {
    const message = "query.step: by the hour only the whole, channels, inboxes, queues and levels";
    throw new HttpProblem("invalid", message);
  }
  const figures = [...new Set(query.figures)];
  const rows = new Map<string, Row>();
  const take = (kind: "all" | "mature" | "young", days: number, sums: readonly GroupSums[]) => {
    for (const one of sums) {
      const row = rowOf(rows, keyOf(one.group), timeOf(one.at, query.step, head.timeZone));
      if (kind === "all") addAll(row.all, one.sums);
      else
        addAll(
          getOrMake(row[kind], days, () => new Map()),
          one.sums,
        );
    }
  };
  const read = (of: Dates, facts: readonly FactId[]) =>
    readPeriod(q, { timeZone: head.timeZone, dates: of, facts, narrowed, step: query.step });

  const facts = [...new Set(figures.flatMap((id) => factsOfFigure(figureOf(id))))];
  take("all", 0, await read(dates, facts));
  for (const id of figures) {
    const { matureAfterDays } = figureOf(id);
    if (matureAfterDays === undefined) continue;
    const [mature, young] = splitAt(dates, firstYoungDate(head.timeZone, now, matureAfterDays));
    take("mature", matureAfterDays, await read(mature, factsOfFigure(figureOf(id))));
    take("young", matureAfterDays, await read(young, factsOfFigure(figureOf(id))));
  }
  if (rows.size === 0 && query.by === undefined && query.step === undefined)
    rowOf(rows, null, null);
  return {
    ...head,
    rows: [...rows.values()]
      .map((row) => ({
        ...{ key: row.key, name: nameOf(row.key, query.by, names), at: row.at },
        figures: Object.fromEntries(figures.map((id) => [id, figureOfRow(id, row)])),
      }))
      .sort((a, b) => compare(a.at, b.at) || compare(a.name ?? a.key, b.name ?? b.key)),
  };
}

const NO_SUMS: Sums = new Map();

function figureOfRow(id: FigureId, row: Row): FigureValueView {
  const figure = figureOf(id);
  const days = figure.matureAfterDays;
  if (days === undefined) return viewOf(workOut(figure, row.all));
  const young = workOut(figure, row.young.get(days) ?? NO_SUMS);
  return {
    ...viewOf(workOut(figure, row.mature.get(days) ?? NO_SUMS)),
    provisional: { of: young.of, value: young.value ?? null },
  };
}

function viewOf({ value, distribution, ...rest }: FigureValue): FigureValueView {
  return {
    ...rest,
    value: value ?? null,
    ...(distribution && { distribution: distribution.map(([points, count]) => [points, count]) }),
  };
}

async function readPeriod(
  q: Queryable,
  asked: {
    readonly timeZone: string;
    readonly dates: Dates;
    readonly facts: readonly FactId[];
    readonly narrowed: Narrowed;
    readonly step: ReportQuery["step"];
  },
): Promise<readonly GroupSums[]> {
  const { timeZone, dates, facts, narrowed, step } = asked;
  if (dates.from >= dates.to) return [];
  const from = dateBegins(timeZone, dates.from);
  const to = dateBegins(timeZone, dates.to);
  const pieces =
    step === undefined
      ? piecesOf(timeZone, dates)
      : [{ tier: step === "hour" ? ("hour" as const) : ("day" as const), from, to }];
  return readSums(q, { pieces, facts, ...narrowed, isSeries: step !== undefined });
}

function timeOf(
  at: number | undefined,
  step: ReportQuery["step"],
  timeZone: string,
): string | null {
  if (at === undefined || step === undefined) return null;
  return step === "hour" ? iso(at) : stepBegins(dateOf(timeZone, at), step);
}

/** What happened nowhere is of none. */
const keyOf = (group: string | undefined): string | null =>
  group === undefined || group === NOWHERE ? null : group;
const NOWHERE = "00000000-0000-0000-0000-000000000000";

function nameOf(
  key: string | null,
  by: ReportGroup | undefined,
  names: ReportNames,
): string | null {
  if (key === null) return null;
  switch (by) {
    case "inbox":
      return names.inboxes.get(key) ?? null;
    case "queue":
      return names.queues.get(key) ?? null;
    case "agent":
      return names.agents.get(key) ?? null;
    case "category":
      return names.categories.get(key) ?? null;
    case "segment":
      return key;
    case "channel":
    case "level":
    case undefined:
      return null;
  }
}

function rowOf(rows: Map<string, Row>, key: string | null, at: string | null): Row {
  return getOrMake(rows, `${at ?? ""} ${key ?? ""}`, () => ({
    ...{ key, at, all: new Map(), mature: new Map(), young: new Map() },
  }));
}

function addAll(into: Map<FactId, GrowingSums>, sums: Sums): void {
  for (const [fact, of] of sums) addSums(getOrMake(into, fact, noSums), of);
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

const compare = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a.localeCompare(b, "pt");
};
