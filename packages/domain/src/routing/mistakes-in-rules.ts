import type { Channel } from "../channel.ts";
import type { InboxId, QueueId } from "../ids.ts";
import { partsOf } from "./conditions.ts";
import type { PlanStep } from "./plan.ts";
import type { RoutingRule, SimpleCondition } from "./rule.ts";

/** What rules may name: ids of what is there, and what this build can do. */
export interface KnownToRules {
  readonly queues: ReadonlySet<string>;
  readonly inboxes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly channels: readonly Channel[];
  readonly patterns: PatternReader;
}

export interface PatternReader {
  /** Why a pattern cannot be used, in a plain sentence; `undefined`: it can. */
  refuse(pattern: string): string | undefined;
  /** Instructions that looking for it takes with each character; only of patterns that can be used. */
  size(pattern: string): number;
}

export interface RuleMistake {
  /** Where in the rules, as a path of their JSON: `3.condition.patterns.0`; empty: all of them together. */
  readonly at: string;
  /** A plain sentence. */
  readonly problem: string;
}

/**
 * Instructions of all that is looked for in one message. Tried: the longest text that rules look at takes
 * some seconds of it, a usual one some milliseconds; nobody else is routed meanwhile.
 */
const PATTERNS_SIZE_MAX = 10_000;

/** Everything for which these rules could not be followed as they are meant; none: they can be used. */
export function mistakesInRules(
  rules: readonly RoutingRule[],
  known: KnownToRules,
): readonly RuleMistake[] {
  const seen = new Set<string>();
  const mistakes = rules.flatMap((rule, index) => {
    const found = [...mistakesIn(rule, known)];
    if (seen.has(rule.id)) found.push({ at: "id", problem: "another rule has this id" });
    seen.add(rule.id);
    return found.map(({ at, problem }) => ({ at: `${index}.${at}`, problem }));
  });
  return mistakes.length > 0 ? mistakes : [...tooLargeTogether(rules, known.patterns)];
}

function* tooLargeTogether(
  rules: readonly RoutingRule[],
  patterns: PatternReader,
): Generator<RuleMistake> {
  const size = rules
    .filter(({ enabled }) => enabled)
    .flatMap(({ condition }) => partsOf(condition))
    .flatMap(({ part }) => part.patterns ?? [])
    .reduce((sum, pattern) => sum + patterns.size(pattern), 0);
  if (size <= PATTERNS_SIZE_MAX) return;
  const problem = `the patterns of all rules are too large together: ${size} steps a character, at most ${PATTERNS_SIZE_MAX}`;
  yield { at: "", problem };
}

function* mistakesIn(
  { condition, action }: RoutingRule,
  known: KnownToRules,
): Generator<RuleMistake> {
  for (const { at, part } of partsOf(condition)) yield* mistakesInPart(part, at, known);
  for (const [place, group] of (condition.anyOf ?? []).entries()) {
    // It would hold for everything, and the groups beside it ask for nothing.
    if (Object.keys(group).length > 0) continue;
    yield { at: `condition.anyOf.${place}`, problem: "say what this group asks for" };
  }
  const { queues, policies } = known;
  const { to, slaPolicyId, autoAnswer } = action;
  if (slaPolicyId !== undefined && !policies.has(slaPolicyId)) {
    yield { at: "action.slaPolicyId", problem: "no such policy" };
  }
  if (autoAnswer && Object.keys(autoAnswer).length === 0) {
    yield { at: "action.autoAnswer", problem: "say it in one language at least" };
  }
  if ("queueId" in to && !queues.has(to.queueId)) {
    yield { at: "action.to.queueId", problem: "no such queue" };
  }
  if ("plan" in to) yield* mistakesInPlan(to.plan, queues);
}

function* mistakesInPart(
  part: SimpleCondition,
  where: string,
  { queues, inboxes, channels, patterns }: KnownToRules,
): Generator<RuleMistake> {
  for (const [at, channel] of (part.channels ?? []).entries()) {
    if (channels.includes(channel)) continue;
    yield { at: `${where}.channels.${at}`, problem: "this build has no such channel" };
  }
  for (const [at, id] of (part.inboxIds ?? []).entries()) {
    if (!inboxes.has(id)) yield { at: `${where}.inboxIds.${at}`, problem: "no such inbox" };
  }
  for (const [at, pattern] of (part.patterns ?? []).entries()) {
    const refused = patterns.refuse(pattern);
    if (refused !== undefined) yield { at: `${where}.patterns.${at}`, problem: refused };
  }
  for (const name of ["waited", "queueLength"] as const) {
    const range = part[name];
    if (!range) continue;
    const { atLeast = 0, below = Number.POSITIVE_INFINITY } = range;
    if (range.atLeast === undefined && range.below === undefined) {
      yield { at: `${where}.${name}`, problem: "say atLeast, below or both" };
    } else if (atLeast >= below) {
      yield { at: `${where}.${name}`, problem: "nothing is at least this and below that" };
    }
  }
  const asked = part.queueLength?.queueId;
  if (asked !== undefined && !queues.has(asked)) {
    yield { at: `${where}.queueLength.queueId`, problem: "no such queue" };
  }
}

function* mistakesInPlan(
  steps: readonly PlanStep[],
  queues: ReadonlySet<string>,
): Generator<RuleMistake> {
  for (const [at, { queueId, waitMs }] of steps.entries()) {
    if (!queues.has(queueId)) {
      yield { at: `action.to.plan.${at}.queueId`, problem: "no such queue" };
    }
    if (waitMs === null && at < steps.length - 1) {
      yield {
        at: `action.to.plan.${at}.waitMs`,
        problem: "no step after this one would ever begin",
      };
    }
  }
}

/** Queues that rules name, to ask which of them are there. */
export function queuesInRules(rules: readonly RoutingRule[]): readonly QueueId[] {
  return rules.flatMap(queuesIn);
}

function queuesIn({ condition, action: { to } }: RoutingRule): readonly QueueId[] {
  const asked = partsOf(condition).flatMap(({ part }) => part.queueLength?.queueId ?? []);
  if ("queueId" in to) return [...asked, to.queueId];
  return "plan" in to ? [...asked, ...to.plan.map(({ queueId }) => queueId)] : asked;
}

/** Inboxes that rules name. */
export function inboxesInRules(rules: readonly RoutingRule[]): readonly InboxId[] {
  return rules
    .flatMap(({ condition }) => partsOf(condition))
    .flatMap(({ part }) => part.inboxIds ?? []);
}
