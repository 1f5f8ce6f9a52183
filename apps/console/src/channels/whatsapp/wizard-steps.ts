import type { MessageId } from "../../i18n/translate.ts";

export type Transport = "web" | "cloud";

/** What one goes through, by the way that was chosen; choosing it is the first of them. */
export const STEPS = {
  web: ["whatsapp.step.transport", "whatsapp.step.name", "whatsapp.step.pair", "wizard.step.route"],
  cloud: [
    "whatsapp.step.transport",
    "whatsapp.step.account",
    "whatsapp.step.webhook",
    "whatsapp.step.check",
    "wizard.step.route",
  ],
} as const satisfies Record<Transport, readonly MessageId[]>;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readNewSearch(raw: Readonly<Record<string, unknown>>): {
  readonly transport?: Transport;
} {
  const { transport } = raw;
  return transport === "web" || transport === "cloud" ? { transport } : {};
}
