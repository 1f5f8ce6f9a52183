import type { Channel } from "../channel.ts";
import type { InboxId, QueueId, RuleId } from "../ids.ts";
import {
  impliesRule,
  type KnownInboxes,
  mayConcern,
  narrowedTo,
  sharedValues,
} from "./implied-rule.ts";
import type { RoutingRule, RuleCondition } from "./rule.ts";

/** What stands around rules and decides whether they can do anything. */
export interface AroundRules {
  /** Queues that are there, with how many people serve each. */
  readonly queues: ReadonlyMap<QueueId, { readonly members: number }>;
  readonly inboxes: ReadonlyMap<
    InboxId,
    { readonly channel: Channel /** Else it is always open. */; readonly hasHours: boolean }
  >;
}

/** Something that can be saved and followed, and is probably not meant. */
export type RuleWarning = { readonly ruleId: RuleId } & (
  | {
      /** All that it asks for, a rule above takes first. */ readonly because: "never-reached";
      readonly by: RuleId;
    }
  | {
      /** Some of what it lists, a rule above takes elsewhere first. */
      readonly because: "partly-taken";
      readonly by: RuleId;
      readonly values: readonly string[];
    }
  | { readonly because: "queue-is-gone" | "nobody-serves"; readonly queueId: QueueId }
  /** It asks for closed hours, and none of its inboxes ever closes. */
  | { readonly because: "never-closed" }
);

/** In the order of the rules. Of rules that are switched off, nothing is said. */
export function lintRules(
  rules: readonly RoutingRule[],
  around: AroundRules,
): readonly RuleWarning[] {
  const catching: RoutingRule[] = [];
  return rules.flatMap((rule) => {
    if (!rule.enabled) return [];
    const warnings = [
      ...takenBefore(rule, catching, around.inboxes),
      ...whereItLeads(rule, around.queues),
      ...whenItHolds(rule, around.inboxes),
    ];
    // What leads nowhere catches nothing, and hides no rule below.
    if (leadsSomewhere(rule, around.queues)) catching.push(rule);
    return warnings;
  });
}

function takenBefore(
  rule: RoutingRule,
  above: readonly RoutingRule[],
  inboxes: KnownInboxes,
): readonly RuleWarning[] {
  const ruleId = rule.id;
  const whole = above.find((other) => impliesRule(rule.condition, other.condition, inboxes));
  if (whole) return [{ ruleId, because: "never-reached", by: whole.id }];
  return above.flatMap((other): readonly RuleWarning[] => {
    const [shared] = sharedValues(rule.condition, other.condition);
    if (!shared || leadsAlike(rule, other)) return [];
    const narrowed = narrowedTo(rule.condition, shared);
    if (!impliesRule(narrowed, other.condition, inboxes)) return [];
    return [{ ruleId, because: "partly-taken", by: other.id, values: shared.values }];
  });
}

function leadsAlike(one: RoutingRule, other: RoutingRule): boolean {
  return JSON.stringify(one.action.to) === JSON.stringify(other.action.to);
}

function* whereItLeads(
  { id: ruleId, action: { to } }: RoutingRule,
  queues: AroundRules["queues"],
): Generator<RuleWarning> {
  if ("level" in to) return;
  const ids = "queueId" in to ? [to.queueId] : to.plan.map((step) => step.queueId);
  for (const queueId of new Set(ids)) {
    const queue = queues.get(queueId);
    if (!queue) yield { ruleId, because: "queue-is-gone", queueId };
    else if (queue.members === 0) yield { ruleId, because: "nobody-serves", queueId };
  }
}

function leadsSomewhere({ action: { to } }: RoutingRule, queues: AroundRules["queues"]): boolean {
  // Whether a level has a queue is for the queues to say; most have.
  if ("level" in to) return true;
  if ("queueId" in to) return queues.has(to.queueId);
  return to.plan.some(({ queueId }) => queues.has(queueId));
}

function whenItHolds(
  { id: ruleId, condition }: RoutingRule,
  inboxes: KnownInboxes & AroundRules["inboxes"],
): readonly RuleWarning[] {
  if (condition.hours !== "closed") return [];
  const its = [...inboxes].filter(([id, inbox]) => mayCome(condition, id, inbox.channel));
  return its.some(([, { hasHours }]) => hasHours) ? [] : [{ ruleId, because: "never-closed" }];
}

function mayCome(condition: RuleCondition, id: InboxId, channel: Channel): boolean {
  return mayConcern(condition, { id, channel });
}
