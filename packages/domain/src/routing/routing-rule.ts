import type { Channel } from "../channel.ts";
import type { InboxId, QueueId, RuleId } from "../ids.ts";
import { containsWords, foldWords } from "../words.ts";

/** One ordered rule. An absent condition holds for every message; the first matching rule wins. */
export interface RoutingRule {
  readonly id: RuleId;
  readonly name: string;
  readonly condition: RuleCondition;
  readonly action: RuleAction;
}

export interface RuleCondition {
  readonly channels?: readonly Channel[];
  readonly inboxIds?: readonly InboxId[];
  /** Any of these words or phrases, accents and case aside. */
  readonly words?: readonly string[];
  /** The customer has an earlier conversation. */
  readonly returning?: boolean;
  readonly hours?: "open" | "closed";
}

export interface RuleAction {
  readonly queueId: QueueId;
  readonly priority?: number;
  readonly tag?: string;
}

/** What a rule may look at. */
export interface RuleFacts {
  readonly channel: Channel;
  readonly inboxId: InboxId;
  readonly text: string;
  readonly returning: boolean;
  readonly open: boolean;
}

export type ConditionName = keyof RuleCondition;

/** Names of the conditions that do not hold; empty means the rule matches. */
export function failedConditions(rule: RoutingRule, facts: RuleFacts): readonly ConditionName[] {
  const { channels, inboxIds, words, returning, hours } = rule.condition;
  const failed: ConditionName[] = [];
  if (channels && !channels.includes(facts.channel)) failed.push("channels");
  if (inboxIds && !inboxIds.includes(facts.inboxId)) failed.push("inboxIds");
  if (returning !== undefined && returning !== facts.returning) failed.push("returning");
  if (hours !== undefined && (hours === "open") !== facts.open) failed.push("hours");
  if (words) {
    const folded = foldWords(facts.text);
    if (!words.some((word) => containsWords(folded, foldWords(word)))) failed.push("words");
  }
  return failed;
}

export interface RuleTrace {
  readonly rule: RoutingRule;
  readonly failed: readonly ConditionName[];
}

/** Every rule with why it did not match: the dry run's view of {@link chooseQueue}. */
export function traceRules(rules: readonly RoutingRule[], facts: RuleFacts): readonly RuleTrace[] {
  return rules.map((rule) => ({ rule, failed: failedConditions(rule, facts) }));
}

export type QueueChoice =
  | {
      readonly because: "rule-matched";
      readonly ruleId: RuleId;
      readonly queueId: QueueId;
      readonly priority: number;
      readonly tags: readonly string[];
    }
  | {
      readonly because: "no-rule-matched";
      readonly queueId: QueueId;
      readonly priority: 0;
      readonly tags: readonly [];
    };

/** First match wins; without one, the installation's default queue. */
export function chooseQueue(
  rules: readonly RoutingRule[],
  facts: RuleFacts,
  defaultQueueId: QueueId,
): QueueChoice {
  const rule = rules.find((candidate) => failedConditions(candidate, facts).length === 0);
  if (!rule) {
    return { because: "no-rule-matched", queueId: defaultQueueId, priority: 0, tags: [] };
  }
  return {
    because: "rule-matched",
    ruleId: rule.id,
    queueId: rule.action.queueId,
    priority: rule.action.priority ?? 0,
    tags: rule.action.tag === undefined ? [] : [rule.action.tag],
  };
}
