/* Reports that are sent by mail, by themselves. */
import { RHYTHMS, SCHEDULED_FORMATS, SCHEDULED_REPORTS } from "@circuito/domain";
import { z } from "zod";
import { bulletinLanguage, toldView } from "./alerts.ts";
import { id, instant } from "./views/told.ts";

const MINUTES_OF_A_DAY = 24 * 60;

export const scheduledReport = z.object({
  id: z.enum(SCHEDULED_REPORTS),
  /** What it is narrowed down to; null: it is not. */
  filter: z.object({
    channel: z.string().min(1).max(40).nullable(),
    queueId: z.uuid().nullable(),
    agentId: z.uuid().nullable(),
    categoryId: z.uuid().nullable(),
  }),
  /** Of the file that goes along. */
  format: z.enum(SCHEDULED_FORMATS),
});

/** By the clock of the zone that reports are in. Of months, on their first day. */
export const rhythm = z.object({
  every: z.enum(RHYTHMS),
  /** Of weeks: 1 is Monday, 7 Sunday. */
  weekday: z.int().min(1).max(7),
  /** Minutes since midnight. */
  minute: z
    .int()
    .min(0)
    .max(MINUTES_OF_A_DAY - 1),
});

export const reportScheduleView = z.object({
  id,
  name: z.string(),
  language: bulletinLanguage,
  report: scheduledReport,
  rhythm,
  addresses: z.array(z.string()),
  isOn: z.boolean(),
  /** When it is sent next; null: it is off. */
  nextAt: instant.nullable(),
  /** The zone of its rhythm. */
  timeZone: z.string(),
  createdBy: z.string(),
  createdAt: instant,
});
export type ReportScheduleView = z.infer<typeof reportScheduleView>;

/** A report that was sent to somebody, or is to be. */
export const reportSendingView = toldView.extend({
  /** Local dates, both in it. */
  from: z.string(),
  until: z.string(),
});
export type ReportSendingView = z.infer<typeof reportSendingView>;
