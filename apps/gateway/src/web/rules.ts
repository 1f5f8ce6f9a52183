import type { FailedCondition, RoutingRule } from "@circuito/domain";
import { type RoutingRuleView, routingRule } from "@circuito/protocol";
import { patternSize, refusePattern } from "@circuito/router";
import { existingInboxes, existingQueues, listPolicies, type Queryable } from "@circuito/store";
import { BUILT_CHANNELS } from "../inboxes/connectors.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Rules that an admin sent, once everything that they name is known to be there.
 * @param where they are, as the request says it
 * @throws HttpProblem with every fault of every rule, each a plain sentence and where it is
 */
export async function checkedRules(
  q: Queryable,
  rules: readonly RoutingRuleView[],
  where = "body.rules",
): Promise<readonly RoutingRule[]> {
  const known: Known = {
    queues: await existingQueues(q, rules.flatMap(queuesOf)),
    inboxes: await existingInboxes(
      q,
      rules.flatMap(({ condition }) => condition.inboxIds ?? []),
    ),
    policies: new Set((await listPolicies(q)).map(({ id }) => id)),
  };
  const seen = new Set<string>();
  const issues = rules.flatMap((rule, index) => {
    const faults = [...faultsOf(rule, known)];
    if (seen.has(rule.id)) faults.push({ at: "id", problem: "another rule has this id" });
    seen.add(rule.id);
    return faults.map(({ at, problem }) => ({ path: `${where}.${index}.${at}`, problem }));
  });
  const size = sizeOfPatterns(rules);
  if (issues.length === 0 && size > PATTERNS_SIZE_MAX) {
    const problem = `the patterns of all rules are too large together: ${size} steps a character, at most ${PATTERNS_SIZE_MAX}`;
    issues.push({ path: where, problem });
  }
  const [first] = issues;
  if (first) {
    throw new HttpProblem("invalid", `${first.path}: ${first.problem}`, { details: { issues } });
  }
  // The schema has parsed them; what it cannot know is that these ids are of queues and inboxes.
  return rules as unknown as readonly RoutingRule[];
}

/**
 * Instructions of all that is looked for in one message. Tried: the longest text that rules look at takes
 * some seconds of it, a usual one some milliseconds; nobody else is routed meanwhile.
 */
const PATTERNS_SIZE_MAX = 10_000;

function sizeOfPatterns(rules: readonly RoutingRuleView[]): number {
  return rules
    .filter(({ enabled }) => enabled)
    .flatMap(({ condition }) => condition.patterns ?? [])
    .reduce((size, pattern) => size + patternSize(pattern), 0);
}

/** Ids of what is there. */
interface Known {
  readonly queues: ReadonlySet<string>;
  readonly inboxes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

interface Fault {
  readonly at: string;
  readonly problem: string;
}

function* faultsOf(
  { condition, action }: RoutingRuleView,
  { queues, inboxes, policies }: Known,
): Generator<Fault> {
  for (const [at, channel] of (condition.channels ?? []).entries()) {
    if (BUILT_CHANNELS.some((built) => built === channel)) continue;
    yield { at: `condition.channels.${at}`, problem: "this build has no such channel" };
  }
  for (const [at, id] of (condition.inboxIds ?? []).entries()) {
    if (!inboxes.has(id)) yield { at: `condition.inboxIds.${at}`, problem: "no such inbox" };
  }
  for (const [at, pattern] of (condition.patterns ?? []).entries()) {
    const refused = refusePattern(pattern);
    if (refused !== undefined) yield { at: `condition.patterns.${at}`, problem: refused };
  }
  for (const name of ["waited", "queueLength"] as const) {
    const range = condition[name];
    if (!range) continue;
    const { atLeast = 0, below = Number.POSITIVE_INFINITY } = range;
    if (range.atLeast === undefined && range.below === undefined) {
      yield { at: `condition.${name}`, problem: "say atLeast, below or both" };
    } else if (atLeast >= below) {
      yield { at: `condition.${name}`, problem: "nothing is at least this and below that" };
    }
  }
  const asked = condition.queueLength?.queueId;
  if (asked !== undefined && !queues.has(asked)) {
    yield { at: "condition.queueLength.queueId", problem: "no such queue" };
  }
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
  if ("plan" in to) yield* faultsOfPlan(to.plan, queues);
}

function* faultsOfPlan(
  steps: readonly { readonly queueId: string; readonly waitMs: number | null }[],
  queues: ReadonlySet<string>,
): Generator<Fault> {
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

function queuesOf({ condition, action: { to } }: RoutingRuleView): readonly string[] {
  const asked = condition.queueLength ? [condition.queueLength.queueId] : [];
  if ("queueId" in to) return [...asked, to.queueId];
  return "plan" in to ? [...asked, ...to.plan.map(({ queueId }) => queueId)] : asked;
}

export function ruleViewOf(rule: RoutingRule): RoutingRuleView {
  return routingRule.parse(rule);
}

export function failedConditionView({ condition, because, found }: FailedCondition) {
  return {
    condition,
    because,
    ...(found !== undefined && { found: typeof found === "object" ? [...found] : found }),
  };
}
