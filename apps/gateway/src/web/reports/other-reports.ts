import {
  addDays,
  dateBegins,
  dateOf,
  type FactId,
  piecesOf,
  quantilesOf,
  STAGES,
  type Sums,
} from "@circuito/domain";
import type { BacklogView, CircuitView } from "@circuito/protocol";
import { type Queryable, readSums } from "@circuito/store";
import { type AskedFilter, narrow } from "./narrow.ts";
import { datesOf, reportHead } from "./period.ts";
import { readAtOnce } from "./report-lines.ts";

interface Period {
  readonly from: string;
  readonly until: string;
}

/** How far the conversations of a period came. */
export async function circuitReport(
  q: Queryable,
  query: AskedFilter & Period,
): Promise<CircuitView> {
  const dates = datesOf(query);
  const head = await reportHead(q, query);
  const narrowed = narrow(query, undefined);
  const facts = STAGES.map((stage): FactId => `stage-${stage}`);
  const [all] = await readSums(q, { pieces: piecesOf(head.timeZone, dates), facts, ...narrowed });
  return {
    ...head,
    stages: STAGES.map((stage) => {
      const sums = all?.sums.get(`stage-${stage}`);
      return { stage, reached: sums?.count ?? 0, left: sums?.timed ?? 0, stay: stayOf(sums) };
    }),
  };
}

function stayOf(sums: Sums | undefined) {
  if (!sums || sums.timed === 0) return null;
  const [p50 = 0, p90 = 0] = quantilesOf(sums.values ?? [], [0.5, 0.9]);
  return { mean: sums.value / sums.timed / 1_000, p50, p90 };
}

/** Before anybody kept figures. */
const LONG_AGO = "2000-01-01";

/** What began less what was over, from the beginning on: three rows for each month there ever was. */
export async function backlogReport(
  q: Queryable,
  query: Pick<AskedFilter, "channel" | "inboxId"> & Period,
): Promise<BacklogView> {
  const dates = datesOf(query);
  const head = await reportHead(q, query);
  const { timeZone } = head;
  const of = { ...narrow(query, undefined), facts: FLOWS };
  const before = await readSums(q, {
    ...of,
    pieces: piecesOf(timeZone, { from: LONG_AGO, to: dates.from }),
  });
  const piece = {
    tier: "day" as const,
    from: dateBegins(timeZone, dates.from),
    to: dateBegins(timeZone, dates.to),
  };
  const changeOn = new Map<string, number>();
  for (const pieces of readAtOnce([piece])) {
    for (const { at, sums } of await readSums(q, { ...of, pieces, isSeries: true })) {
      const date = dateOf(timeZone, at ?? 0);
      changeOn.set(date, (changeOn.get(date) ?? 0) + flowOf(sums));
    }
  }
  let open = before.reduce((sum, { sums }) => sum + flowOf(sums), 0);
  const days: { date: string; open: number }[] = [];
  for (let date = dates.from; date < dates.to; date = addDays(date, 1)) {
    open += changeOn.get(date) ?? 0;
    days.push({ date, open });
  }
  return { ...head, days };
}

const FLOWS: readonly FactId[] = ["opened", "ended", "reopens"];

function flowOf(sums: ReadonlyMap<FactId, Sums>): number {
  const count = (fact: FactId) => sums.get(fact)?.count ?? 0;
  return count("opened") - count("ended") + count("reopens");
}
