import {
  type Figure,
  type FigureId,
  type FigureValue,
  factsOfFigure,
  figureOf,
  HOURLY_CUTS,
  workOut,
} from "@circuito/domain";
import type { FigureValueView, ReportGroup, ReportQuery, ReportView } from "@circuito/protocol";
import { loadReportNames, type Queryable, type ReportNames } from "@circuito/store";
import { HttpProblem } from "../problem.ts";
import { narrow } from "./narrow.ts";
import { datesOf, firstYoungDate, HOURS_DAYS_MAX, reportHead, splitAt } from "./period.ts";
import { type ReportLine, readLines, sumOfParts } from "./report-lines.ts";

/** Figures of a period, from roll-ups alone: what it costs grows with the period, not with history. */
export async function figuresReport(
  q: Queryable,
  query: Omit<ReportQuery, "figures"> & { readonly figures: readonly FigureId[] },
  now: number,
): Promise<ReportView> {
  const { by, step } = query;
  const dates = datesOf(query, step === "hour" ? HOURS_DAYS_MAX : undefined);
  const head = await reportHead(q, query);
  const names = await loadReportNames(q);
  const narrowed = narrow(query, by);
  if (step === "hour" && !HOURLY_CUTS.includes(narrowed.cut)) {
    const message = "query.step: by the hour only the whole, channels, inboxes, queues and levels";
    throw new HttpProblem("invalid", message);
  }
  const { timeZone } = head;
  const youngFrom = youngDates(query.figures, (days) => firstYoungDate(timeZone, now, days));
  const figures = [...new Set(query.figures)].map((id): AskedFigure => {
    const figure = figureOf(id);
    const { matureAfterDays } = figure;
    const isAlways = matureAfterDays === undefined;
    const matureParts = isAlways ? undefined : [...youngFrom.keys()].indexOf(matureAfterDays) + 1;
    return { id, figure, matureParts };
  });
  const lines = await readLines(q, {
    ...{ timeZone, narrowed, step },
    parts: splitAt(dates, [...youngFrom.values()]),
    facts: [...new Set(figures.flatMap(({ figure }) => factsOfFigure(figure)))],
  });
  const isWhole = by === undefined && step === undefined;
  const told = lines.length === 0 && isWhole ? [NOTHING_HAPPENED] : lines;
  const rows: ReportRow[] = [];
  for (const { key, name, at, parts } of inOrder(told, (key) => nameOf(key, by, names))) {
    rows.push({ key, name, at, figures: valuesOf(figures, parts) });
  }
  return { ...head, rows };
}

type ReportRow = ReportView["rows"][number];

interface AskedFigure {
  readonly id: FigureId;
  readonly figure: Figure;
  /** How many parts of the period can no longer change; undefined: nothing of it can, ever. */
  readonly matureParts: number | undefined;
}

const NOTHING_HAPPENED: ReportLine = { key: null, at: null, parts: [] };

/**
 * By how many days figures mature after: from which date on they are young, the earliest first. Each begins
 * a part of the period.
 */
function youngDates(
  figures: readonly FigureId[],
  firstYoung: (matureAfterDays: number) => string,
): ReadonlyMap<number, string> {
  const days = new Set(figures.flatMap((id) => figureOf(id).matureAfterDays ?? []));
  return new Map([...days].sort((a, b) => b - a).map((after) => [after, firstYoung(after)]));
}

function valuesOf(
  figures: readonly AskedFigure[],
  parts: ReportLine["parts"],
): ReportRow["figures"] {
  const values: Record<string, FigureValueView> = {};
  const all = sumOfParts(parts);
  for (const { id, figure, matureParts } of figures) {
    if (matureParts === undefined) {
      values[id] = viewOf(workOut(figure, all));
      continue;
    }
    const young = workOut(figure, sumOfParts(parts.slice(matureParts)));
    values[id] = {
      ...viewOf(workOut(figure, sumOfParts(parts.slice(0, matureParts)))),
      provisional: { of: young.of, value: young.value ?? null },
    };
  }
  return values;
}

/** Written out: a report of many lines has some hundred thousand of them. */
function viewOf({ of, value, wall, business, distribution }: FigureValue): FigureValueView {
  return {
    of,
    value: value ?? null,
    wall,
    business,
    distribution: distribution?.map(([points, count]) => [points, count]),
  };
}

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

/** One after the other in time, and by name within it; what has none comes last. */
function inOrder(
  lines: readonly ReportLine[],
  nameOf: (key: string | null) => string | null,
): readonly (ReportLine & { readonly name: string | null })[] {
  const keys = [...new Set(lines.map(({ key }) => key))].map((key) => ({ key, name: nameOf(key) }));
  keys.sort((a, b) => compareNames(a.name ?? a.key, b.name ?? b.key));
  // Names are few, lines many: each name is compared with others once.
  const places = new Map(keys.map(({ key, name }, place) => [key, { name, place }]));
  return lines
    .map((line) => ({ line, at: line.at ?? "", ...(places.get(line.key) ?? NO_PLACE) }))
    .sort((a, b) => (a.at === b.at ? a.place - b.place : a.at < b.at ? -1 : 1))
    .map(({ line, name }) => ({ ...line, name }));
}

const NO_PLACE = { name: null, place: Number.POSITIVE_INFINITY };
const collator = new Intl.Collator("pt");

function compareNames(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : collator.compare(a, b);
}
