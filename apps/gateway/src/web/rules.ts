import {
  type FailedCondition,
  inboxesInRules,
  mistakesInRules,
  queuesInRules,
  type RoutingRule,
  type RuleWarning,
} from "@circuito/domain";
import { type RoutingRuleView, type RuleWarningView, routingRule } from "@circuito/protocol";
import { patternSize, refusePattern } from "@circuito/router";
import { existingInboxes, existingQueues, listPolicies, type Queryable } from "@circuito/store";
import { BUILT_CHANNELS } from "../inboxes/connectors.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Rules that an admin sent, once everything that they name is known to be there.
 * @param where they are, as the request says it
 * @throws HttpProblem with every mistake in every rule, each a plain sentence and where it is
 */
export async function checkedRules(
  q: Queryable,
  sent: readonly RoutingRuleView[],
  where = "body.rules",
): Promise<readonly RoutingRule[]> {
  // The schema has parsed them; what it cannot know is that these ids are of queues and inboxes.
  const rules = sent as unknown as readonly RoutingRule[];
  const mistakes = mistakesInRules(rules, {
    queues: await existingQueues(q, queuesInRules(rules)),
    inboxes: await existingInboxes(q, inboxesInRules(rules)),
    policies: new Set((await listPolicies(q)).map(({ id }) => id)),
    channels: BUILT_CHANNELS,
    patterns: { refuse: refusePattern, size: patternSize },
  });
  const issues = mistakes.map(({ at, problem }) => ({
    path: at === "" ? where : `${where}.${at}`,
    problem,
  }));
  const [first] = issues;
  if (first) {
    throw new HttpProblem("invalid", `${first.path}: ${first.problem}`, { details: { issues } });
  }
  return rules;
}

export function ruleViewOf(rule: RoutingRule): RoutingRuleView {
  return routingRule.parse(rule);
}

export function failedConditionView({ groups, ...failed }: FailedCondition) {
  return {
    ...failedAloneView(failed),
    ...(groups && { groups: groups.map((each) => each.map(failedAloneView)) }),
  };
}

function failedAloneView({ condition, because, found }: FailedCondition) {
  return {
    condition,
    because,
    ...(found !== undefined && { found: typeof found === "object" ? [...found] : found }),
  };
}

export function warningView(warning: RuleWarning): RuleWarningView {
  return warning.because === "partly-taken" ? { ...warning, values: [...warning.values] } : warning;
}
