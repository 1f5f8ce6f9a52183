import type { Level } from "../conversation.ts";
import type { QueueState } from "../hand-over/hand-over.ts";
import type { QueueId, RuleId } from "../ids.ts";
import { type Evidence, evidenceOf, type FailedCondition, failures, holds } from "./conditions.ts";
import type { Plan } from "./plan.ts";
import type { RoutingRule, RuleTarget } from "./rule.ts";
import type { MatchesPattern, RuleFacts } from "./rule-facts.ts";
import { NO_SKILLS, type RequiredSkills } from "./skill.ts";

/** The rules of one version, and what they may point at. */
export interface RuleBook {
  /** 0 before anything was published. */
  readonly version: number;
  readonly rules: readonly RoutingRule[];
  /** In the order of their places. */
  readonly queues: readonly Pick<QueueState, "id" | "level" | "role">[];
  /** Where everything goes that no rule catches. */
  readonly defaultQueueId: QueueId;
}

/** Where a new conversation goes, with what, and why. */
export interface RouteChoice {
  readonly because: "rule-matched" | "no-rule-matched";
  readonly version: number;
  readonly ruleId: RuleId | undefined;
  /** As it was called then: names change, and the story does not. */
  readonly ruleName: string | undefined;
  readonly queueId: QueueId;
  readonly level: Level;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly requiredSkills: RequiredSkills;
  readonly slaPolicyId: string | undefined;
  /** Absent: it waits in its queue. */
  readonly plan: Plan | undefined;
  readonly keepPreviousAgent: boolean;
  /** By language tag. */
  readonly autoAnswer: Readonly<Record<string, string>> | undefined;
}

/** First match wins; without one, the installation's default queue. */
export function chooseRoute(
  book: RuleBook,
  facts: RuleFacts,
  matchesPattern: MatchesPattern,
): RouteChoice {
  const evidence = evidenceOf(facts, matchesPattern);
  for (const rule of book.rules) {
    const target = rule.enabled ? targetOf(rule.action.to, book) : undefined;
    if (target && holds(rule.condition, evidence)) return choiceOf(rule, target, book);
  }
  const queueId = book.defaultQueueId;
  return {
    because: "no-rule-matched",
    version: book.version,
    ruleId: undefined,
    ruleName: undefined,
    queueId,
    level: levelOf(queueId, book) ?? 1,
    priority: 0,
    tags: [],
    requiredSkills: NO_SKILLS,
    slaPolicyId: undefined,
    plan: undefined,
    keepPreviousAgent: true,
    autoAnswer: undefined,
  };
}

export interface RuleTrace {
  readonly rule: RoutingRule;
  /** Empty: it matches. */
  readonly failed: readonly FailedCondition[];
}

/** Every rule with all that speaks against it: the first with nothing is {@link chooseRoute}'s. */
export function traceRules(
  book: RuleBook,
  facts: RuleFacts,
  matchesPattern: MatchesPattern,
): readonly RuleTrace[] {
  const evidence = evidenceOf(facts, matchesPattern);
  return book.rules.map((rule) => ({ rule, failed: failedBy(rule, book, evidence) }));
}

function failedBy(
  rule: RoutingRule,
  book: RuleBook,
  evidence: Evidence,
): readonly FailedCondition[] {
  const failed = [...failures(rule.condition, evidence)];
  if (!targetOf(rule.action.to, book))
    failed.unshift({ condition: "to", because: "queue-is-gone" });
  if (!rule.enabled) failed.unshift({ condition: "enabled", because: "switched-off" });
  return failed;
}

/** What the story and the ledger keep of a choice. */
export function recordOf(choice: RouteChoice): {
  readonly queueId: QueueId;
  readonly ruleId?: RuleId;
  readonly ruleName?: string;
  /** The version of the rules that decided. */
  readonly rules: number;
} {
  const { queueId, ruleId, ruleName, version } = choice;
  return {
    queueId,
    ...(ruleId !== undefined && { ruleId }),
    ...(ruleName !== undefined && { ruleName }),
    rules: version,
  };
}

interface Target {
  readonly queueId: QueueId;
  readonly level: Level;
  readonly plan: Plan | undefined;
}

/** Absent when the queue is gone: a rule must not catch messages for nowhere. */
function targetOf(to: RuleTarget, book: RuleBook): Target | undefined {
  if ("level" in to) {
    const queue = book.queues.find(
      ({ level, role }) => level === to.level && role !== "supervisor",
    );
    return queue && { queueId: queue.id, level: queue.level, plan: undefined };
  }
  if ("queueId" in to) {
    const level = levelOf(to.queueId, book);
    return level && { queueId: to.queueId, level, plan: undefined };
  }
  const steps = to.plan.filter(({ queueId }) => levelOf(queueId, book) !== undefined);
  const [first] = steps;
  const level = first && levelOf(first.queueId, book);
  return first && level && { queueId: first.queueId, level, plan: { steps } };
}

function levelOf(queueId: QueueId, book: RuleBook): Level | undefined {
  return book.queues.find(({ id }) => id === queueId)?.level;
}

function choiceOf(rule: RoutingRule, target: Target, book: RuleBook): RouteChoice {
  const { action } = rule;
  const { plan } = target;
  return {
    because: "rule-matched",
    version: book.version,
    ruleId: rule.id,
    ruleName: rule.name,
    queueId: target.queueId,
    level: target.level,
    priority: (action.priority ?? 0) + (plan?.steps[0]?.priorityPlus ?? 0),
    tags: action.tags ?? [],
    requiredSkills: action.requiredSkills ?? NO_SKILLS,
    slaPolicyId: action.slaPolicyId,
    plan: plan && { ...plan, ruleId: rule.id },
    keepPreviousAgent: action.keepPreviousAgent ?? true,
    autoAnswer: action.autoAnswer,
  };
}
