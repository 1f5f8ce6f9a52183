import type { ConversationView } from "@circuito/protocol";
import type { SlaChipProps } from "@circuito/ui";
import { fullTime, lateBy, span, spanInWords } from "../i18n/format.ts";
import { measureName } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";

/** Under this much time left, what a director promised is at risk: enough to still write an answer. */
const AT_RISK_WITHIN_MS = 15 * 60_000;

/**
 * How the most pressing of a conversation's promises stands now: what the customer was told, or what
 * the policy says. `null` where nothing goes by: nothing promised, over, or waiting for others.
 */
export function promise(
  { promisedAt, nextDue, status }: Pick<ConversationView, "promisedAt" | "nextDue" | "status">,
  now: number,
): SlaChipProps | null {
  if (status === "resolved" || status === "closed") return null;
  const toCustomer = promisedAt === null ? null : chipOf(promisedAt, AT_RISK_WITHIN_MS, now, null);
  if (nextDue === null) return toCustomer;
  const dueMs = Date.parse(nextDue.at);
  const warningMs = nextDue.warningAt === null ? 0 : dueMs - Date.parse(nextDue.warningAt);
  const byPolicy = chipOf(nextDue.at, warningMs, now, measureName(nextDue.measure));
  return promisedAt !== null && Date.parse(promisedAt) < dueMs ? toCustomer : byPolicy;
}

/** @param measure what is promised by the policy; null: what was told to the customer */
function chipOf(
  at: string,
  atRiskWithinMs: number,
  now: number,
  measure: string | null,
): SlaChipProps {
  const left = Date.parse(at) - now;
  const facts = { span: spanInWords(left), time: fullTime(at), measure: measure ?? "" };
  if (left < 0) {
    const label = t(measure === null ? "promise.breached" : "promise.broken", facts);
    return { state: "breached", text: lateBy(-left), label };
  }
  return {
    state: left < atRiskWithinMs ? "at-risk" : "on-time",
    text: span(left),
    label: t(measure === null ? "promise.left" : "promise.due", facts),
  };
}
