import type { Channel } from "../channel.ts";
import { FACTS, type FactId, numberOfFact } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import { bucketOf, type Histogram } from "./histogram.ts";

/** Facts of one kind added up: everything that figures are worked out of. */
export interface Sums {
  readonly count: number;
  readonly hits: number;
  /** How many had a value: not every stage that was reached is over. */
  readonly timed: number;
  /** Ms, or points. */
  readonly value: number;
  /** Ms. */
  readonly business: number;
  /** Of values: seconds, or points. Undefined where nothing had one, as of most kinds. */
  readonly values: Histogram | undefined;
  /** Seconds. */
  readonly businessValues: Histogram | undefined;
}

export interface GrowingSums extends Sums {
  count: number;
  hits: number;
  timed: number;
  value: number;
  business: number;
  values: Uint8Array[] | undefined;
  businessValues: Uint8Array[] | undefined;
}

/** Written out: a report of many lines makes some hundred thousand of them. */
export const noSums = (): GrowingSums => ({
  count: 0,
  hits: 0,
  timed: 0,
  value: 0,
  business: 0,
  values: undefined,
  businessValues: undefined,
});

/** What a fact adds to each roll-up that it belongs to; of one that no longer holds, less than nothing. */
export interface Addition {
  readonly fact: FactId;
  /** Of the fact, by which additions are put in order. */
  readonly number: number;
  readonly by: 1 | -1;
  readonly count: number;
  readonly hits: number;
  readonly timed: number;
  readonly value: number;
  readonly business: number;
  /** Where its histograms count it; undefined: in none. */
  readonly bucket: number | undefined;
  readonly businessBucket: number | undefined;
}

export function additionOf({ fact, count, hits, value, business }: Fact, by: 1 | -1): Addition {
  const isTimed = value !== undefined;
  // Written out: some hundred thousand of them are made and read for a page of stories.
  return {
    fact,
    number: numberOfFact(fact),
    by,
    count: by * count,
    hits: by * (hits ?? 0),
    timed: isTimed ? by : 0,
    value: by * (value ?? 0),
    business: isTimed ? by * (business ?? 0) : 0,
    bucket: isTimed ? bucketOf(inUnits(fact, value)) : undefined,
    businessBucket:
      isTimed && business !== undefined ? bucketOf(inUnits(fact, business)) : undefined,
  };
}

export function addSums(sums: GrowingSums, other: Sums): void {
  sums.count += other.count;
  sums.hits += other.hits;
  sums.timed += other.timed;
  sums.value += other.value;
  sums.business += other.business;
  if (other.values) {
    sums.values ??= [];
    sums.values.push(...other.values);
  }
  if (other.businessValues) {
    sums.businessValues ??= [];
    sums.businessValues.push(...other.businessValues);
  }
}

const inUnits = (fact: FactId, value: number): number =>
  FACTS[fact] === "duration" ? value / 1_000 : value;

/**
 * By what facts are added up; each has roll-ups of its own. `place` is where they happened: inbox, channel,
 * queue and level. An agent, a category, a segment is mostly asked for wherever it was, which is a
 * few rows; of each place there are many more, read when places are told apart.
 */
export const CUTS = [
  "whole",
  "place",
  "agent",
  "agent-place",
  "category",
  "category-place",
  "segment",
  "segment-place",
] as const;
export type Cut = (typeof CUTS)[number];

/** Whether it tells places apart. */
export const isPlaced = (cut: Cut): boolean => cut.endsWith("place");

/** Agent, category or segment: what a roll-up is of besides places. */
export type Keyed = "agent" | "category" | "segment";

/** The cut that tells apart no more than is asked for. */
export function cutOf(keyed: Keyed | undefined, places: boolean): Cut {
  if (keyed === undefined) return places ? "place" : "whole";
  return places ? `${keyed}-place` : keyed;
}

/** What is known of a conversation whose facts are added up. */
export interface FactSubject {
  readonly inboxId: string;
  /** By which it began: a mailbox answers forms too (decision 33). */
  readonly channel: Channel;
  readonly categoryId: string | undefined;
  readonly segments: readonly string[];
}

/** Which roll-ups of its hour, and of its day, a fact belongs to. */
export function cutsOf(
  fact: Pick<Fact, "agentId">,
  subject: FactSubject,
): readonly { readonly cut: Cut; readonly key: string }[] {
  const both = (cut: Keyed, key: string) => [
    { cut, key },
    { cut: `${cut}-place` as const, key },
  ];
  return [
    { cut: "whole", key: "" },
    { cut: "place", key: "" },
    ...(fact.agentId === undefined ? [] : both("agent", fact.agentId)),
    ...(subject.categoryId === undefined ? [] : both("category", subject.categoryId)),
    ...[...new Set(subject.segments)].flatMap((key) => both("segment", key)),
  ];
}
