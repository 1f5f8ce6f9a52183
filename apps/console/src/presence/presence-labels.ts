import type { AgentView, ChosenReason, PresenceReason, WantedPresence } from "@circuito/protocol";
import { presenceName } from "../i18n/labels.ts";
import { type MessageId, t } from "../i18n/translate.ts";

export const reasonName = (reason: PresenceReason): string =>
  t(`presence.reason.${reason}` satisfies MessageId);

/** "Em pausa · Almoço" */
export function presenceText({
  wanted,
  wantedReason,
}: Pick<AgentView, "wanted" | "wantedReason">): string {
  if (wantedReason === null) return presenceName(wanted);
  return t("presence.withReason", {
    presence: presenceName(wanted),
    reason: reasonName(wantedReason),
  });
}

const BREAKS = [
  "break",
  "lunch",
  "meeting",
  "training",
  "other",
] as const satisfies readonly ChosenReason[];

/** What somebody can choose; each break has its reason. */
export interface PresenceChoice {
  readonly id: string;
  readonly wanted: WantedPresence;
  readonly reason?: ChosenReason;
  readonly label: string;
}

export function presenceChoices(): readonly PresenceChoice[] {
  return (["available", "busy", "offline"] as const).map((wanted) => ({
    id: wanted,
    wanted,
    label: presenceName(wanted),
  }));
}

export function breakChoices(): readonly PresenceChoice[] {
  return BREAKS.map((reason) => ({
    id: `away:${reason}`,
    wanted: "away" as const,
    reason,
    label: reasonName(reason),
  }));
}
