import { t } from "../i18n/translate.ts";

/** Waits that are asked about, in minutes. */
export const WAITS = [5, 15, 30, 60, 240, 1_440] as const;

/** "mais de 15 min", "mais de 4 h". */
export function waitName(minutes: number): string {
  return minutes % 60 === 0
    ? t("filter.overHours", { count: minutes / 60 })
    : t("filter.overMinutes", { count: minutes });
}
