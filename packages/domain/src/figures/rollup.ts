import type { Channel } from "../channel.ts";
import { FACTS, type FactId } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import { addCount, addInto, bucketOf, type Histogram } from "./histogram.ts";

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
  /** Of values: seconds, or points. */
  readonly values: Histogram;
  /** Seconds. */
  readonly businessValues: Histogram;
}

export interface GrowingSums extends Sums {
  count: number;
  hits: number;
  timed: number;
  value: number;
  business: number;
  readonly values: Map<number, number>;
  readonly businessValues: Map<number, number>;
}

export const noSums = (): GrowingSums => ({
  ...{ count: 0, hits: 0, timed: 0, value: 0, business: 0 },
  ...{ values: new Map(), businessValues: new Map() },
});

/** Adds a fact, or takes one away that no longer holds. */
export function addFact(sums: GrowingSums, fact: Fact, by: 1 | -1): void {
  sums.count += by * fact.count;
  sums.hits += by * (fact.hits ?? 0);
  if (fact.value === undefined) return;
  sums.timed += by;
  sums.value += by * fact.value;
  addCount(sums.values, bucketOf(inUnits(fact.fact, fact.value)), by);
  if (fact.business === undefined) return;
  sums.business += by * fact.business;
  addCount(sums.businessValues, bucketOf(inUnits(fact.fact, fact.business)), by);
}

export function addSums(sums: GrowingSums, other: Sums): void {
  sums.count += other.count;
  sums.hits += other.hits;
  sums.timed += other.timed;
  sums.value += other.value;
  sums.business += other.business;
  addInto(sums.values, other.values);
  addInto(sums.businessValues, other.businessValues);
}

const inUnits = (fact: FactId, value: number): number =>
  FACTS[fact] === "duration" ? value / 1_000 : value;

/** By what facts are added up besides where they happened; each has roll-ups of its own. */
export const CUTS = ["whole", "place", "agent", "category", "segment"] as const;
export type Cut = (typeof CUTS)[number];

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
  return [
    { cut: "whole", key: "" },
    { cut: "place", key: "" },
    ...(fact.agentId === undefined ? [] : [{ cut: "agent" as const, key: fact.agentId }]),
    ...(subject.categoryId === undefined
      ? []
      : [{ cut: "category" as const, key: subject.categoryId }]),
    ...[...new Set(subject.segments)].map((key) => ({ cut: "segment" as const, key })),
  ];
}
