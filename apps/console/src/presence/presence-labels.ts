import type { AgentView, ChosenReason, PresenceReason, WantedPresence } from "@circuito/protocol";
import { presenceName } from "../i18n/labels.ts";
import { type MessageId, t } from "../i18n/translate.ts";

type OwnBreak = Extract<ChosenReason, `own:${string}`>;
export type UsualBreak = Exclude<ChosenReason, OwnBreak>;

const OWN = "own:";
const isOwn = (reason: PresenceReason): reason is OwnBreak => reason.startsWith(OWN);

/** A break by the name that an admin gave it. */
export const ownBreak = (name: string): OwnBreak => `${OWN}${name}`;

export const reasonName = (reason: PresenceReason): string =>
  isOwn(reason) ? reason.slice(OWN.length) : t(`presence.reason.${reason}` satisfies MessageId);

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

/** What an installation begins with. */
export const USUAL_BREAKS = [
  "break",
  "lunch",
  "meeting",
  "training",
  "other",
] as const satisfies readonly UsualBreak[];

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

/** @param breaks those that an admin offers; with none a break has no reason */
export function breakChoices(breaks: readonly ChosenReason[]): readonly PresenceChoice[] {
  if (breaks.length === 0)
    return [{ id: "away:null", wanted: "away", label: presenceName("away") }];
  return breaks.map((reason) => ({
    id: `away:${reason}`,
    wanted: "away" as const,
    reason,
    label: reasonName(reason),
  }));
}
