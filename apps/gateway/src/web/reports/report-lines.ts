import {
  addSums,
  type Dates,
  dateOf,
  type FactId,
  type GrowingSums,
  noSums,
  type PeriodStep,
  type Piece,
  piecesOf,
  type Sums,
  stepBegins,
} from "@circuito/domain";
import { type Queryable, readSums } from "@circuito/store";
import { iso } from "../instants.ts";
import { invalid } from "../problem.ts";
import type { Narrowed } from "./narrow.ts";

/**
 * Hours, days or months of groups and their places that are told apart by time: half a second's work. What is made
 * of more is for nobody to read.
 */
const ROLLUPS_MAX = 15_000;
/** Read by one statement: what becomes too much is found out before years of it are read. */
const READ_AT_ONCE_MS = 92 * 24 * 3_600_000;

export interface AskedLines {
  readonly timeZone: string;
  /** Parts of the period, one after the other. */
  readonly parts: readonly Dates[];
  readonly facts: readonly FactId[];
  readonly narrowed: Narrowed;
  readonly step: PeriodStep | undefined;
}

/** Sums of one group in one step of time. */
export interface ReportLine {
  /** Null: groups are not told apart, or it happened nowhere. */
  readonly key: string | null;
  /** When its hour began (ISO 8601), or its first date; null: the whole period. */
  readonly at: string | null;
  /** Of each part of the period, in their order; undefined where nothing happened. */
  readonly parts: (ReadonlyMap<FactId, Sums> | undefined)[];
}

/**
 * Reads each roll-up of a period once, and adds up what belongs to one line.
 * @throws HttpProblem where there are more than {@link ROLLUPS_MAX} in steps of time
 */
export async function readLines(
  q: Queryable,
  { timeZone, parts, facts, narrowed, step }: AskedLines,
): Promise<readonly ReportLine[]> {
  const lines = new Map<string, ReportLine & { readonly parts: PartSums[] }>();
  const timeOf = step && timesOf(step, timeZone);
  const isSeries = step !== undefined;
  let count = 0;
  for (const [n, dates] of parts.entries()) {
    if (dates.from >= dates.to) continue;
    const all = piecesOf(timeZone, dates, step);
    // What is not told apart by time becomes one sum of each group.
    for (const pieces of isSeries ? readAtOnce(all) : [all]) {
      const read = await readSums(q, { pieces, facts, ...narrowed, isSeries });
      for (const { rollups } of read) count += rollups;
      if (isSeries && count > ROLLUPS_MAX) throw tooMany(step);
      for (const { group, at, sums } of read) {
        const key = group === undefined || group === NOWHERE ? null : group;
        const time = at === undefined || !timeOf ? null : timeOf(at);
        const id = `${time ?? ""} ${key ?? ""}`;
        let line = lines.get(id);
        if (!line) {
          line = { key, at: time, parts: [] };
          lines.set(id, line);
        }
        line.parts[n] = addTo(line.parts[n], sums);
      }
    }
  }
  return [...lines.values()];
}

/** What is read together of what is told apart by time: of two years at once PostgreSQL reads all roll-ups there are. */
export function readAtOnce(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  return pieces.flatMap(({ tier, from, to }) => {
    const count = tier === "month" ? 1 : Math.ceil((to - from) / READ_AT_ONCE_MS);
    const begins = Array.from({ length: count }, (_, n) => from + n * READ_AT_ONCE_MS);
    return begins.map((begin, n) => [{ tier, from: begin, to: begins[n + 1] ?? to }]);
  });
}

function tooMany(step: PeriodStep | undefined): Error {
  const unit = step === "week" ? "days" : `${step}s`;
  const message = `query.step: this is made of more than ${ROLLUPS_MAX} ${unit} of groups and places`;
  return invalid(`${message}; ask for a longer step, a shorter period, or narrow it down`);
}

/** Stands for what happened in no inbox or queue. */
const NOWHERE = "00000000-0000-0000-0000-000000000000";

type PartSums = Map<FactId, GrowingSums> | undefined;

/** Most lines are of one roll-up: then its sums are taken as they are. */
function addTo(into: PartSums, sums: Map<FactId, GrowingSums>): Map<FactId, GrowingSums> {
  if (into === undefined) return sums;
  for (const [fact, more] of sums) {
    const of = into.get(fact);
    if (of) addSums(of, more);
    else into.set(fact, more);
  }
  return into;
}

/** Of some parts of a line together. */
export function sumOfParts(parts: ReportLine["parts"]): ReadonlyMap<FactId, Sums> {
  const [one, ...more] = parts.filter((part) => part !== undefined);
  if (one === undefined || more.length === 0) return one ?? NOTHING;
  const sum = new Map<FactId, GrowingSums>();
  for (const part of [one, ...more]) {
    for (const [fact, sums] of part) {
      const of = sum.get(fact) ?? noSums();
      addSums(of, sums);
      sum.set(fact, of);
    }
  }
  return sum;
}

const NOTHING: ReadonlyMap<FactId, Sums> = new Map();

/** When the step began that an hour or day is of. Asking a zone for a date is dear, and all groups share them. */
function timesOf(step: PeriodStep, timeZone: string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    let time = known.get(at);
    if (time === undefined) {
      time = step === "hour" ? iso(at) : stepBegins(dateOf(timeZone, at), step);
      known.set(at, time);
    }
    return time;
  };
}
