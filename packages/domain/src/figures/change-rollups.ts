import type { Channel } from "../channel.ts";
import type { Fact } from "./fact.ts";
import { type Begins, TIERS, type Tier } from "./periods.ts";
import {
  type Addition,
  additionOf,
  type Cut,
  cutsOf,
  type FactSubject,
  isPlaced,
} from "./rollup.ts";

/** Which roll-up it is. But for cuts by place, where things happened is not told apart. */
export interface RollupKey {
  readonly tier: Tier;
  readonly cut: Cut;
  /** When its hour, day or month began; ms since epoch. */
  readonly at: number;
  readonly key: string;
  /** Undefined where places are not told apart. */
  readonly inboxId: string | undefined;
  readonly channel: Channel | undefined;
  readonly queueId: string | undefined;
  /** 0 where places are not told apart. */
  readonly level: number;
}

/** What is to be added to a roll-up. */
export interface RollupChange extends RollupKey {
  readonly additions: readonly Addition[];
}

interface GrowingChange extends RollupKey {
  readonly additions: Addition[];
}

/** Facts of a conversation that no longer hold, or that hold now. */
export interface FactChange {
  readonly by: 1 | -1;
  readonly subject: FactSubject;
  readonly facts: readonly Fact[];
}

/** Who plans a day looks at queues and channels; of each agent by the hour there would be more rows than facts. */
export const HOURLY_CUTS: readonly Cut[] = ["whole", "place"];

/** Roll-ups of one cut and place, by tier and by when they began. */
interface Line {
  readonly of: Omit<RollupKey, "tier" | "at">;
  readonly tiers: readonly {
    readonly tier: Tier;
    readonly changes: Map<number, GrowingChange>;
  }[];
}

/**
 * What facts that came and went change in roll-ups, each named once. Whatever order facts come and go
 * in, roll-ups are always the sums of the facts there are.
 */
export function changeRollups(
  changes: readonly FactChange[],
  begins: (at: number) => Begins,
): readonly RollupChange[] {
  const all = new Map<string, Line>();
  for (const { by, subject, facts } of changes) {
    // Most facts of a conversation are of the same places and people. A line's name is long, a time is not.
    const known = new Map<string, readonly Line[]>();
    for (const fact of facts) {
      const whose = `${fact.queueId}|${fact.level}|${fact.agentId}`;
      let lines = known.get(whose);
      if (!lines) {
        lines = linesOf(all, fact, subject);
        known.set(whose, lines);
      }
      addTo(lines, begins(fact.at), additionOf(fact, by));
    }
  }
  return [...all.values()].flatMap(({ tiers }) => tiers.flatMap((of) => [...of.changes.values()]));
}

function addTo(lines: readonly Line[], began: Begins, addition: Addition): void {
  for (const { of, tiers } of lines) {
    for (const { tier, changes } of tiers) {
      const change = changes.get(began[tier]);
      if (change) change.additions.push(addition);
      else changes.set(began[tier], { tier, at: began[tier], ...of, additions: [addition] });
    }
  }
}

/** Every line that a fact belongs to. */
function linesOf(all: Map<string, Line>, fact: Fact, subject: FactSubject): readonly Line[] {
  const { inboxId, channel } = subject;
  const { queueId, level } = fact;
  return cutsOf(fact, subject).map(({ cut, key }) => {
    const place = isPlaced(cut) ? { inboxId, channel, queueId, level } : NO_PLACE;
    const of = { cut, key, ...place };
    const name = nameOfLine(of);
    let line = all.get(name);
    if (!line) {
      const tiers = HOURLY_CUTS.includes(cut) ? TIERS : TIERS_WITHOUT_HOURS;
      line = { of, tiers: tiers.map((tier) => ({ tier, changes: new Map() })) };
      all.set(name, line);
    }
    return line;
  });
}

const TIERS_WITHOUT_HOURS = TIERS.filter((tier) => tier !== "hour");
const NO_PLACE = { inboxId: undefined, channel: undefined, queueId: undefined, level: 0 };

function nameOfLine({ cut, key, inboxId, channel, queueId, level }: Line["of"]): string {
  return `${cut}|${inboxId ?? ""}|${channel ?? ""}|${queueId ?? ""}|${level}|${key}`;
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
