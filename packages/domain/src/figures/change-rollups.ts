import type { Channel } from "../channel.ts";
import type { FactId } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import type { Begins, Tier } from "./periods.ts";
import {
  addFact,
  addSums,
  type Cut,
  cutsOf,
  type FactSubject,
  type GrowingSums,
  noSums,
} from "./rollup.ts";

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
  readonly channel: Channel | undefined;
  readonly queueId: string | undefined;
  /** 0 of the whole. */
  readonly level: number;
}

/** What is to be added to a roll-up; of what is taken away, less than nothing. */
export interface RollupChange extends RollupKey {
  readonly sums: GrowingSums;
}

/** Facts of a conversation that no longer hold, or that hold now. */
export interface FactChange {
  readonly by: 1 | -1;
  readonly subject: FactSubject;
  readonly facts: readonly Fact[];
}

/** Who plans a day looks at queues and channels; of each agent by the hour there would be more rows than facts. */
export const HOURLY_CUTS: readonly Cut[] = ["whole", "place"];

/**
 * What facts that came and went change in roll-ups, each named once. Whatever order facts come and go
 * in, roll-ups are always the sums of the facts there are.
 */
export function changeRollups(
  changes: readonly FactChange[],
  begins: (at: number) => Begins,
): readonly RollupChange[] {
  const shortest = new Map<string, RollupChange>();
  for (const { by, subject, facts } of changes) {
    for (const fact of facts) {
      const began = begins(fact.at);
      for (const { cut, key } of cutsOf(fact, subject)) {
        const tier: Tier = HOURLY_CUTS.includes(cut) ? "hour" : "day";
        const place =
          cut === "whole"
            ? { inboxId: undefined, channel: undefined, queueId: undefined, level: 0 }
            : { ...placeOf(subject), queueId: fact.queueId, level: fact.level };
        const of = { tier, cut, fact: fact.fact, at: began[tier], key, ...place };
        addFact(changeOf(shortest, of).sums, fact, by);
      }
    }
  }
  const hours = [...shortest.values()].filter(({ tier }) => tier === "hour");
  const days = longer(hours, "day", begins, shortest);
  const months = longer(days.values(), "month", begins);
  const all = [...hours, ...days.values(), ...months.values()];
  return all.filter(({ sums }) => !isNothing(sums));
}

const placeOf = ({ inboxId, channel }: FactSubject) => ({ inboxId, channel });

/** Roll-ups of a longer stretch, out of those of a shorter one and what there is of it already. */
function longer(
  changes: Iterable<RollupChange>,
  tier: Tier,
  begins: (at: number) => Begins,
  there: ReadonlyMap<string, RollupChange> = new Map(),
): ReadonlyMap<string, RollupChange> {
  const all = new Map([...there].filter(([, change]) => change.tier === tier));
  for (const { sums, ...of } of changes) {
    addSums(changeOf(all, { ...of, tier, at: begins(of.at)[tier] }).sums, sums);
  }
  return all;
}

function changeOf(all: Map<string, RollupChange>, of: RollupKey): RollupChange {
  const name = nameOfRollup(of);
  let change = all.get(name);
  if (!change) {
    change = { ...of, sums: noSums() };
    all.set(name, change);
  }
  return change;
}

/** What a conversation's facts were and are: only what differs reaches roll-ups. */
export function differenceOfFacts(
  was: Omit<FactChange, "by"> | undefined,
  now: Omit<FactChange, "by">,
): readonly FactChange[] {
  if (!was) return [{ by: 1, ...now }];
  const subjectOf = ({ subject }: Omit<FactChange, "by">) =>
    [subject.inboxId, subject.channel, subject.categoryId, ...subject.segments].join("|");
  const changes: FactChange[] = [
    { by: -1, ...was },
    { by: 1, ...now },
  ];
  if (subjectOf(was) !== subjectOf(now)) return changes;
  const left = new Map<string, number>();
  for (const fact of was.facts) left.set(textOf(fact), (left.get(textOf(fact)) ?? 0) + 1);
  const come = now.facts.filter((fact) => !takeOne(left, textOf(fact)));
  const gone = was.facts.filter((fact) => takeOne(left, textOf(fact)));
  return [
    { by: -1, subject: was.subject, facts: gone },
    { by: 1, subject: now.subject, facts: come },
  ];
}

function takeOne(left: Map<string, number>, text: string): boolean {
  const count = left.get(text) ?? 0;
  if (count > 0) left.set(text, count - 1);
  return count > 0;
}

const textOf = (f: Fact): string =>
  `${f.fact}|${f.at}|${f.queueId}|${f.level}|${f.agentId}|${f.count}|${f.hits}|${f.value}|${f.business}`;

export function nameOfRollup(of: RollupKey): string {
  const { tier, cut, fact, at, key, inboxId, channel, queueId, level } = of;
  return `${tier}|${cut}|${fact}|${at}|${inboxId ?? ""}|${channel ?? ""}|${queueId ?? ""}|${level}|${key}`;
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
