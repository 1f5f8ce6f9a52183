import type { ConversationView } from "@circuito/protocol";
import type { SlaChipProps } from "@circuito/ui";
import { fullTime, span } from "../i18n/format.ts";
import { t } from "../i18n/translate.ts";

/** Under this much time left, the promise is at risk: enough to still write an answer. */
const AT_RISK_WITHIN_MS = 15 * 60_000;

/** How what the customer was promised stands now; `null` without a promise or once it is over. */
export function promise(
  promisedAt: string | null,
  status: ConversationView["status"],
  now: number,
): SlaChipProps | null {
  if (promisedAt === null || status === "resolved" || status === "closed") return null;
  const left = Date.parse(promisedAt) - now;
  const time = fullTime(promisedAt);
  if (left < 0) {
    return {
      state: "breached",
      text: `−${span(left)}`,
      label: t("promise.breached", { span: span(left), time }),
    };
  }
  return {
    state: left < AT_RISK_WITHIN_MS ? "at-risk" : "on-time",
    text: span(left),
    label: t("promise.left", { span: span(left), time }),
  };
}
