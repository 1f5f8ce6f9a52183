import type { FactId } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import { type Begins, TIERS, type Tier } from "./periods.ts";
import { addFact, type Cut, cutsOf, type FactSubject, type GrowingSums, noSums } from "./rollup.ts";

/** Which roll-up it is. Of the whole, where things happened is not told apart. */
export interface RollupKey {
  readonly tier: Tier;
  readonly cut: Cut;
  readonly fact: FactId;
  /** When its hour, day or month began; ms since epoch. */
  readonly at: number;
  readonly key: string;
  /** Undefined of the whole. */
  readonly inboxId: string | undefined;
  readonly queueId: string | undefined;
  /** 0 of the whole. */
  readonly level: number;
}

/** What is to be added to a roll-up; of what is taken away, less than nothing. */
export interface RollupChange extends RollupKey {
  readonly sums: GrowingSums;
}

/** What was known of a conversation, and what is known now. */
export interface FactChange {
  readonly by: 1 | -1;
  readonly subject: FactSubject;
  readonly facts: readonly Fact[];
}

/** Who plans a day looks at queues and channels; of each agent by the hour there would be more rows than facts. */
export const HOURLY_CUTS: readonly Cut[] = ["whole", "place"];
const LONG_TIERS: readonly Tier[] = ["day", "month"];

/**
 * What facts that came and went change in roll-ups, each named once. Whatever order facts come and go
 * in, roll-ups are always the sums of the facts there are.
 */
export function changeRollups(
  changes: readonly FactChange[],
  begins: (at: number) => Begins,
): readonly RollupChange[] {
  const all = new Map<string, RollupChange>();
  for (const { by, subject, facts } of changes) {
    for (const fact of facts) {
      const began = begins(fact.at);
      for (const { cut, key } of cutsOf(fact, subject)) {
        const place =
          cut === "whole"
            ? { inboxId: undefined, queueId: undefined, level: 0 }
            : { inboxId: subject.inboxId, queueId: fact.queueId, level: fact.level };
        for (const tier of HOURLY_CUTS.includes(cut) ? TIERS : LONG_TIERS) {
          const of = { tier, cut, fact: fact.fact, at: began[tier], key, ...place };
          const name = nameOfRollup(of);
          let change = all.get(name);
          if (!change) {
            change = { ...of, sums: noSums() };
            all.set(name, change);
          }
          addFact(change.sums, fact, by);
        }
      }
    }
  }
  return [...all.values()].filter(({ sums }) => !isNothing(sums));
}

export function nameOfRollup(of: RollupKey): string {
  const { tier, cut, fact, at, key, inboxId, queueId, level } = of;
  return `${tier}|${cut}|${fact}|${at}|${inboxId ?? ""}|${queueId ?? ""}|${level}|${key}`;
}

/** Nothing to add, and nothing left. */
export function isNothing(sums: GrowingSums): boolean {
  const { count, hits, timed, value, business, values, businessValues } = sums;
  return (
    count === 0 &&
    hits === 0 &&
    timed === 0 &&
    value === 0 &&
    business === 0 &&
    values.size === 0 &&
    businessValues.size === 0
  );
}
