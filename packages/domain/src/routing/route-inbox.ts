import type { Channel } from "../channel.ts";
import type { InboxId, QueueId, RuleId } from "../ids.ts";
import { impliesRule, type KnownInboxes, mayConcern } from "./implied-rule.ts";
import type { RoutingRule, RuleCondition } from "./rule.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** Where an admin wants the messages of one inbox that no more special rule takes. */
export interface InboxWish {
  readonly inboxId: InboxId;
  /** Absent: the rules decide, and none is about this inbox alone. */
  readonly queueId: QueueId | undefined;
  /** Of a rule that has to be made. */
  readonly ruleId: RuleId;
  readonly name: string;
}

export interface InboxRoute {
  readonly rules: readonly RoutingRule[];
  readonly because: "as-it-was" | "rule-added" | "rule-changed" | "rule-removed";
}

/** The rule that asks for this inbox and for nothing else; the first, where there are several. */
export function ruleOfInbox(
  rules: readonly RoutingRule[],
  inboxId: InboxId,
): RoutingRule | undefined {
  return rules.find(({ condition }) => isOfInboxAlone(condition, inboxId));
}

/**
 * The rules as they would send an inbox's messages to a queue. Its rule stands below those that take some
 * of them for a reason of their own, and above the first that would take all. What the rule gives besides
 * a destination stays, and every other rule is as it was.
 */
export function routeInbox(
  rules: readonly RoutingRule[],
  wish: InboxWish,
  inboxes: KnownInboxes,
): InboxRoute {
  const { inboxId, queueId } = wish;
  const own = ruleOfInbox(rules, inboxId);
  const others = rules.filter((rule) => rule !== own);
  if (queueId === undefined) {
    return own ? { rules: others, because: "rule-removed" } : { rules, because: "as-it-was" };
  }
  const place = Math.min(
    own ? rules.indexOf(own) : others.length,
    placeOfFirstThatTakesAll(others, inboxId, inboxes) ?? others.length,
  );
  const isSame =
    own?.enabled === true &&
    "queueId" in own.action.to &&
    own.action.to.queueId === queueId &&
    rules.indexOf(own) === place;
  if (isSame) return { rules, because: "as-it-was" };
  const rule: RoutingRule = own
    ? { ...own, enabled: true, action: { ...own.action, to: { queueId } } }
    : {
        id: wish.ruleId,
        name: wish.name,
        enabled: true,
        condition: { inboxIds: [inboxId] },
        action: { to: { queueId } },
      };
  return {
    rules: [...others.slice(0, place), rule, ...others.slice(place)],
    because: own ? "rule-changed" : "rule-added",
  };
}

/** What a draft is made of, beside who wrote it. */
type DraftRules = Pick<RuleDraft, "rules" | "basedOn">;

/**
 * The rules that somebody else is writing, once a wish was published beside them: they have it, too, and do
 * not undo it. Its rule is the same one there, unless the draft has something else under its id. A draft
 * that was of the rules before is of the new ones now; an older one still has to be looked at.
 */
export function carryIntoDraft(
  draft: DraftRules,
  wish: InboxWish,
  published: InboxRoute & { readonly before: number; readonly version: number },
  inboxes: KnownInboxes,
): DraftRules {
  const made = ruleOfInbox(published.rules, wish.inboxId)?.id;
  const isFree = made !== undefined && draft.rules.every(({ id }) => id !== made);
  const ruleId = isFree ? made : wish.ruleId;
  return {
    rules: routeInbox(draft.rules, { ...wish, ruleId }, inboxes).rules,
    basedOn: draft.basedOn === published.before ? published.version : draft.basedOn,
  };
}

/**
 * The rules that may take some messages of an inbox before its own rule is asked, or before the one that
 * takes all of them.
 */
export function rulesBeforeInbox(
  rules: readonly RoutingRule[],
  inbox: { readonly id: InboxId; readonly channel: Channel },
  inboxes: KnownInboxes,
): readonly RoutingRule[] {
  const end = placeOfFirstThatTakesAll(rules, inbox.id, inboxes) ?? rules.length;
  return rules
    .slice(0, end)
    .filter(({ enabled, condition }) => enabled && mayConcern(condition, inbox));
}

function placeOfFirstThatTakesAll(
  rules: readonly RoutingRule[],
  inboxId: InboxId,
  inboxes: KnownInboxes,
): number | undefined {
  const all: RuleCondition = { inboxIds: [inboxId] };
  const place = rules.findIndex(
    ({ enabled, condition }) => enabled && impliesRule(all, condition, inboxes),
  );
  return place === -1 ? undefined : place;
}

function isOfInboxAlone(condition: RuleCondition, inboxId: InboxId): boolean {
  const { inboxIds, ...others } = condition;
  return inboxIds?.length === 1 && inboxIds[0] === inboxId && Object.keys(others).length === 0;
}
