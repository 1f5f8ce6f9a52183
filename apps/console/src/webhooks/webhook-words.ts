import type { WebhookDeliveryView, WebhookTestView, WebhookView } from "@circuito/protocol";
import type { Tone } from "@circuito/ui";
import { fullTime } from "../i18n/format.ts";
import { type MessageId, t } from "../i18n/translate.ts";

/** What happened, in people's words. */
export function eventText(event: WebhookView["events"][number]): string {
  return t(`webhooks.event.${event.replace(".", "-")}` as MessageId);
}

/** How one does, in a word. */
export function standingOf({ off, failingSince }: WebhookView): { text: string; tone: Tone } {
  if (off !== null) {
    return { text: t("webhooks.off"), tone: off.because === "by-hand" ? "neutral" : "danger" };
  }
  return failingSince === null
    ? { text: t("webhooks.on"), tone: "ok" }
    : { text: t("webhooks.failing"), tone: "warn" };
}

/** Why it gets nothing, and what becomes of what it does not get. */
export function offText(off: NonNullable<WebhookView["off"]>): string {
  return t(`webhooks.off.${off.because}`, { at: fullTime(off.at) });
}

/** "98 % das últimas 240": of what was tried at all. */
export function successText({ tried, delivered }: WebhookView["health"]): string {
  if (tried === 0) return t("webhooks.notTried");
  // Never rounded up to "all".
  const percent = Math.floor((delivered / tried) * 100);
  return t("webhooks.success", { percent, count: tried });
}

type Attempt = Pick<WebhookTestView, "because" | "status" | "ms">;

/** How a receiver took it: "Aceito: 200 em 34 ms". */
export function attemptText({ because, status, ms }: Attempt): string {
  if (because === null) return t("webhooks.taken", { status, ms });
  return t(`webhooks.because.${because}`, { status, ms });
}

/** Of answers that programs give when they do not know the signature. */
const REFUSES_SIGNATURES = new Set([400, 401, 403]);

export const isAboutSignature = ({ status }: Attempt): boolean =>
  status !== null && REFUSES_SIGNATURES.has(status);

const TONES: Readonly<Record<WebhookDeliveryView["state"], Tone>> = {
  waiting: "warn",
  delivered: "ok",
  failed: "danger",
};

/** What became of a delivery; one that was not tried yet asks for nobody's attention. */
export function deliveryChip({ state, attempts }: WebhookDeliveryView): {
  text: string;
  tone: Tone;
} {
  const isFresh = state === "waiting" && attempts === 0;
  return { text: t(`webhooks.delivery.${state}`), tone: isFresh ? "neutral" : TONES[state] };
}

/** A body as people read it. */
export function readable(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
