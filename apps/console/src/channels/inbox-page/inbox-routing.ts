import type { InboxRoutingView } from "@circuito/protocol";
import { ApiError } from "../../api/request.ts";
import type { Translate } from "../../i18n/translate.ts";

/** Rules that are named one by one; of more, how many. */
const NAMED_MAX = 3;

/** What an inbox is set to: a queue's id, the rules, or a rule of its own that sends to no single queue. */
export function targetOf({ own }: InboxRoutingView): string {
  if (own === null || !own.enabled) return "rules";
  return "queueId" in own.action.to ? own.action.to.queueId : "own";
}

export interface OutcomeTexts {
  /** Goes on after the queue's name: by which rule. */
  readonly reason: string;
  /** What else is to be known, a sentence each. */
  readonly more: readonly string[];
}

/** @param isChanged it is not in force: what publishing it would do is said, too */
export function outcomeTexts(
  routing: InboxRoutingView,
  isChanged: boolean,
  t: Translate,
): OutcomeTexts {
  const { route, before, own, ownPlace, asksFirst, hasDraft, because } = routing;
  const reason =
    route.name === null
      ? t("inboxRouting.byDefault")
      : t("inboxRouting.byRule", { place: route.place ?? 0, name: route.name });
  const others = before.filter(({ ruleId }) => ruleId !== route.ruleId);
  const named = others.slice(0, NAMED_MAX).map(({ name }) => `“${name}”`);
  const left = others.length - named.length;
  return {
    reason,
    more: [
      ...(others.length === 0
        ? []
        : [t("inboxRouting.before", { rules: named.join(", "), count: others.length, left })]),
      ...(asksFirst ? [t("inboxRouting.asksFirst")] : []),
      ...(isChanged && because === "rule-added" && own !== null
        ? [t("inboxRouting.adds", { name: own.name, place: ownPlace ?? 0 })]
        : []),
      ...(isChanged && because === "rule-removed" ? [t("inboxRouting.removes")] : []),
      ...(isChanged && hasDraft ? [t("inboxRouting.hasDraft")] : []),
    ],
  };
}

/** Rules were published since they were read. */
export function isRoutingConflict(error: unknown): boolean {
  return error instanceof ApiError && error.details.because === "rules-published-since";
}
