import { cutOf } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { MeasuredFilter } from "./list-measured.ts";
import { type GroupSums, readSums } from "./read-sums.ts";

/** A stretch of time, ms since epoch; `to` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No day is longer: clocks are set back by an hour or two. */
const LONGEST_DAY_MS = 26 * HOUR_MS;
/** Looked through first, as a page is mostly found in it; then twice as much, as long as nothing is found. */
const FIRST_LOOK_MS = 31 * DAY_MS;
/** Shorter gaps are looked through: that costs no more than one statement more for what comes before them. */
const GAP_MS = 14 * DAY_MS;

/**
 * When something was measured that a filter lets through, the newest first: what is seldom is not looked for
 * among years of all that is not. As roll-ups have it, which are the sums of the facts there are.
 */
export async function* measuredStretches(
  q: Queryable,
  filter: MeasuredFilter,
  before: number,
): AsyncGenerator<Stretch> {
  const { agentId, categoryId, segment, inboxId, channel, queueId, level } = filter;
  const keyed = [
    ...(agentId === undefined ? [] : [{ of: "agent", key: agentId } as const]),
    ...(categoryId === undefined ? [] : [{ of: "category", key: categoryId } as const]),
    ...(segment === undefined ? [] : [{ of: "segment", key: segment } as const]),
  ];
  if (keyed.length > 1) {
    // Not added up together.
    yield { from: filter.from, to: filter.to };
    return;
  }
  const isPlaced = [inboxId, channel, queueId, level].some((place) => place !== undefined);
  const [one] = keyed;
  const cut = cutOf(one?.of, isPlaced);
  let to = Math.min(before, filter.to);
  // Where the stretch before this one began, or all of it ends.
  let edge = filter.to;
  for (let look = FIRST_LOOK_MS; to > filter.from; look *= 2) {
    const from = Math.max(filter.from, to - look);
    const days = await readSums(q, {
      ...{ pieces: [{ tier: "day", from, to }], facts: filter.facts, cut, key: one?.key },
      ...{ inboxId, channel, queueId, level, isSeries: true },
    });
    for (const stretch of inStretches(daysWithAny(days, filter.hit), edge)) {
      yield stretch;
      edge = stretch.from;
    }
    to = from;
  }
}

/** When the days began that have any, the newest first. */
function daysWithAny(days: readonly GroupSums[], hit: boolean | undefined): readonly number[] {
  return days
    .filter(({ sums }) =>
      [...sums.values()].some(({ count, hits }) => {
        if (hit === undefined) return count > 0;
        return hit ? hits > 0 : count > hits;
      }),
    )
    .map(({ at }) => at ?? 0)
    .sort((a, b) => b - a);
}

function inStretches(days: readonly number[], edge: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let newer = edge;
  for (const from of days) {
    const to = Math.min(from + LONGEST_DAY_MS, newer);
    const last = stretches.at(-1);
    if (last && last.from - to < GAP_MS) stretches[stretches.length - 1] = { from, to: last.to };
    else stretches.push({ from, to });
    newer = from;
  }
  return stretches;
}
