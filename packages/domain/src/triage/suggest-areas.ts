import type { QueueId, RuleId } from "../ids.ts";
import type { RuleTrace } from "../routing/choose-route.ts";
import { foldWords } from "../words.ts";

/** Where it may go, and where it went before: how many like it, and how many came back. */
export interface PastDirects {
  readonly by: "category" | "contact" | "words";
  readonly queueId: QueueId;
  readonly directed: number;
  readonly returned: number;
}

/** Why an area is suggested. A share is of those like it that went there and did not come back. */
export type SuggestionReason =
  | { readonly kind: "rule"; readonly ruleId: RuleId; readonly ruleName: string }
  | { readonly kind: "category" }
  | {
      readonly kind: "history";
      readonly by: PastDirects["by"];
      /** Of all that were like it, 0 to 1. */
      readonly share: number;
      readonly kept: number;
      readonly of: number;
    };

export interface AreaSuggestion {
  readonly queueId: QueueId;
  /** The strongest first; at least one. */
  readonly reasons: readonly SuggestionReason[];
}

interface Area {
  readonly id: QueueId;
  readonly name: string;
  readonly area: string | null;
}

/** What happened once says nothing of what happens next. */
const HISTORY_MIN = 3;
/** Below it an area is as good a guess as any other. */
const SHARE_MIN = 0.15;
/** More than these nobody compares; each has a digit for a key. */
export const SUGGESTIONS_MAX = 9;

/**
 * Areas to direct a conversation to, the likeliest first: what the published rules say of its words, the
 * usual place of its category, then where those like it went and stayed. Each says why.
 * @param areas queues of specialists, in the admin's order
 * @param traces the rules in force on its message
 */
export function suggestAreas(facts: {
  readonly areas: readonly Area[];
  readonly traces: readonly RuleTrace[];
  readonly categoryQueueId: QueueId | undefined;
  readonly past: readonly PastDirects[];
}): readonly AreaSuggestion[] {
  const reasons = new Map<QueueId, SuggestionReason[]>();
  const add = (queueId: QueueId, reason: SuggestionReason) => {
    if (!facts.areas.some(({ id }) => id === queueId)) return;
    reasons.set(queueId, [...(reasons.get(queueId) ?? []), reason]);
  };
  for (const { rule, failed } of facts.traces) {
    if (failed.length > 0 || isForEverything(rule.condition)) continue;
    for (const queueId of areasOf(rule.action, facts.areas)) {
      add(queueId, { kind: "rule", ruleId: rule.id, ruleName: rule.name });
    }
  }
  if (facts.categoryQueueId) add(facts.categoryQueueId, { kind: "category" });
  for (const [queueId, reason] of historyReasons(facts.past)) add(queueId, reason);
  return [...reasons]
    .map(([queueId, all]) => ({ queueId, reasons: all }))
    .sort((a, b) => weightOf(b.reasons) - weightOf(a.reasons))
    .slice(0, SUGGESTIONS_MAX);
}

/** A rule without conditions catches what nothing is known of: it says nothing of this one. */
function isForEverything(condition: object): boolean {
  return Object.keys(condition).length === 0;
}

/** Where a rule sends, now or at a later step of its plan; or the area that its tags name. */
function areasOf(
  { to, tags = [] }: RuleTrace["rule"]["action"],
  areas: readonly Area[],
): readonly QueueId[] {
  const targets =
    "queueId" in to ? [to.queueId] : "plan" in to ? to.plan.map(({ queueId }) => queueId) : [];
  const named = tags.map(foldWords);
  const byTag = areas.filter(({ name, area }) =>
    [name, area ?? ""].map(foldWords).some((word) => word !== "" && named.includes(word)),
  );
  return [...new Set([...targets, ...byTag.map(({ id }) => id)])];
}

/** For each kind of likeness the share of each queue in what stayed where it was sent. */
function historyReasons(
  past: readonly PastDirects[],
): readonly (readonly [QueueId, SuggestionReason])[] {
  return (["category", "contact", "words"] as const).flatMap((by) => {
    const alike = past.filter((one) => one.by === by);
    const of = alike.reduce((sum, { directed }) => sum + directed, 0);
    if (of < HISTORY_MIN) return [];
    return alike
      .map(({ queueId, directed, returned }) => ({ queueId, kept: directed - returned }))
      .filter(({ kept }) => kept / of >= SHARE_MIN)
      .sort((a, b) => b.kept - a.kept)
      .map(
        ({ queueId, kept }) =>
          [queueId, { kind: "history", by, share: kept / of, kept, of }] as const,
      );
  });
}

/** A rule outweighs a category's place, and that any history; within one, the greater share. */
function weightOf(reasons: readonly SuggestionReason[]): number {
  const has = (kind: SuggestionReason["kind"]) =>
    reasons.some((one) => one.kind === kind) ? 1 : 0;
  const share = Math.max(0, ...reasons.map((one) => (one.kind === "history" ? one.share : 0)));
  return 4 * has("rule") + 2 * has("category") + share;
}
