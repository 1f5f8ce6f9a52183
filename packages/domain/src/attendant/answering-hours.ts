import { isOpen, opensAt } from "../calendar/business-hours.ts";
import type { Calendar } from "../calendar/calendar.ts";

/** Whether people answer now, and when they do next. */
export type AnsweringHours =
  | { readonly open: true }
  | {
      readonly open: false;
      /** IANA. */
      readonly timeZone: string;
      /** Ms since epoch; absent: not known. */
      readonly opensAt?: number | undefined;
    };

/** The hours of an inbox at an instant. One without a calendar always answers. */
export function answeringHours(calendar: Calendar | undefined, at: number): AnsweringHours {
  if (!calendar || isOpen(calendar, at)) return { open: true };
  return { open: false, timeZone: calendar.timeZone, opensAt: opensAt(calendar, at) };
}
