import type { ReportScheduleView, ReportSendingView } from "@circuito/protocol";
import type { Tone } from "@circuito/ui";
import { timeText } from "../hours/time-text.ts";
import { fullTime } from "../i18n/format.ts";
import { t } from "../i18n/translate.ts";
import { dateLabel } from "../reports/figure-format.ts";

export function standingOf({ isOn }: ReportScheduleView): { text: string; tone: Tone } {
  return isOn
    ? { text: t("reportSchedules.on"), tone: "ok" }
    : { text: t("reportSchedules.off"), tone: "neutral" };
}

/** "Toda segunda às 08:00". */
export function rhythmText({ every, weekday, minute }: ReportScheduleView["rhythm"]): string {
  return t(`reportSchedules.rhythm.${every}`, { weekday, time: timeText(minute) });
}

/** When the next one leaves, by the clock that its rhythm goes by. */
export function nextText({ nextAt, timeZone }: ReportScheduleView): string {
  return nextAt === null ? t("reportSchedules.noNext") : fullTime(nextAt, timeZone);
}

/** Its zone, where that is not the one of whoever looks. */
export function otherZone({ timeZone }: ReportScheduleView): string | undefined {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timeZone === here ? undefined : zoneText(timeZone);
}

export const zoneText = (timeZone: string): string => timeZone.replaceAll("_", " ");

/** "23/11 a 29/11", or the one day. */
export function periodText({ from, until }: ReportSendingView): string {
  return from === until
    ? dateLabel(from)
    : t("reportSchedules.fromUntil", { from: dateLabel(from), until: dateLabel(until) });
}
