import type { TimelineStep } from "@circuito/protocol";
import { t } from "../i18n/translate.ts";

type Routed = Extract<TimelineStep, { kind: "routed" }>;

/** What happened, in a sentence. Of a decision nothing: its own line says it. */
export function stepText(step: TimelineStep): string {
  switch (step.kind) {
    case "received":
      return step.inboxName === null
        ? t("timeline.step.received")
        : t("timeline.step.receivedBy", { inbox: step.inboxName });
    case "delivered-again":
      return t("timeline.step.delivered-again", { times: step.times });
    case "released":
      return t(`timeline.step.released.${step.from}`, { name: step.byName });
    case "routed":
      return step.queueName === null
        ? t("timeline.step.placed")
        : t("timeline.step.routedTo", { queue: step.queueName });
    case "written":
      return step.byName === null
        ? t("timeline.step.written")
        : t("timeline.step.writtenBy", { name: step.byName });
    case "delivery":
      return step.status === "submitting"
        ? t("timeline.delivery.attempt", { attempt: step.attempt ?? 1 })
        : t(`timeline.delivery.${step.status}`);
    case "sent-by-customer":
    case "queued":
    case "next-attempt":
      return t(`timeline.step.${step.kind}`);
    case "decided":
      return "";
  }
}

/** Who it was, and how we knew. */
export function identifyText({ identify }: Routed): string {
  const code = IDENTIFY.find((known) => known === identify);
  return code === undefined ? asItCame(identify) : t(`timeline.identify.${code}`);
}

/** Which conversation it went to, and why. */
export function threadText({ thread }: Routed): string {
  const code = THREAD.find((known) => known === thread);
  return code === undefined ? asItCame(thread) : t(`timeline.thread.${code}`);
}

/** A code of a newer server is shown as it came, never hidden. */
const asItCame = (code: string) => code.replaceAll("-", " ");

const IDENTIFY = [
  "address-known",
  "same-account",
  "same-number",
  "signed-identity",
  "new-address",
  "nobody",
] as const;
const THREAD = [
  "open-conversation",
  "within-reopen-window",
  "courtesy-after-resolution",
  "first-contact",
  "after-reopen-window",
  "previous-closed",
  "latest-conversation",
  "follows-another",
  "no-candidate-passed",
  "names-no-conversation",
  "suppressed",
  "reply-address",
  "own-message-id",
  "stored-id",
  "signed-reference",
  "provider-thread",
] as const;
