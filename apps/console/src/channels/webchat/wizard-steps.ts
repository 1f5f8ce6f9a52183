import type { MessageId } from "../../i18n/translate.ts";

/** What one goes through from nothing to a chat on a site. */
export const STEPS = [
  "webchat.step.look",
  "webchat.step.install",
  "wizard.step.route",
  "webchat.step.message",
] as const satisfies readonly MessageId[];
