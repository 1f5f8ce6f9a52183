import type { ActivityReportView } from "@circuito/protocol";
import type { DayBarForm } from "@circuito/ui";
import { clockTime, duration } from "../../i18n/format.ts";
import { presenceName } from "../../i18n/labels.ts";
import { t } from "../../i18n/translate.ts";
import { reasonName } from "../../presence/presence-labels.ts";

export type AgentDay = ActivityReportView["agents"][number];
export type Span = AgentDay["spans"][number];

/** In the order they are told in. */
export const STATES = ["available", "busy", "away", "disconnected", "offline"] as const;

export const FORMS: Readonly<Record<Span["state"], DayBarForm>> = {
  available: "full",
  busy: "hatched",
  away: "low",
  disconnected: "broken",
  offline: "line",
};

export const stateName = (state: Span["state"]): string =>
  state === "disconnected" ? t("board.disconnected") : presenceName(state);

/** "Em pausa · Almoço" */
export const spanState = ({ state, reason }: Pick<Span, "state" | "reason">): string =>
  reason === null
    ? stateName(state)
    : t("presence.withReason", { presence: stateName(state), reason: reasonName(reason) });

export const spanLength = ({ from, to }: Span): string =>
  duration(Date.parse(to) - Date.parse(from));

/** "Em pausa · Almoço, 12:00–13:00, 1 h" */
export const spanTitle = (span: Span, timeZone: string): string =>
  t("day.span", {
    state: spanState(span),
    from: clockTime(span.from, timeZone),
    to: clockTime(span.to, timeZone),
    length: spanLength(span),
  });
