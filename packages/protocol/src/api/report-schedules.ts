import { z } from "zod";
import { bulletinLanguage, bulletinTest, mailAddress } from "../alerts.ts";
import {
  reportScheduleView,
  reportSendingView,
  rhythm,
  scheduledReport,
} from "../report-schedules.ts";
import { type ApiRoute, byId, list, nothing } from "./route.ts";

/** More people are a list that somebody else keeps. */
const ADDRESSES_MAX = 20;

const content = {
  name: z.string().trim().min(1).max(120),
  language: bulletinLanguage,
  report: scheduledReport.refine(
    ({ filter }) => filter.agentId === null || filter.categoryId === null,
    { path: ["filter"], message: "agent and category are reported one at a time" },
  ),
  rhythm,
  addresses: z.array(mailAddress).min(1).max(ADDRESSES_MAX),
  isOn: z.boolean(),
};

/** Reports that are sent by mail: through the mail of the installation itself. */
export const REPORT_SCHEDULE_ROUTES = {
  listReportSchedules: {
    method: "GET",
    path: "/report-schedules",
    summary: "Reports that are sent by mail, and when each is next",
    role: "supervisor",
    response: list(reportScheduleView),
  },
  createReportSchedule: {
    method: "POST",
    path: "/report-schedules",
    summary: "Send a report from now on: each day, week or month, of the one that ended",
    role: "supervisor",
    status: 201,
    body: z.strictObject(content),
    response: reportScheduleView,
  },
  updateReportSchedule: {
    method: "PATCH",
    path: "/report-schedules/:id",
    summary: "Change what is sent, when and to whom, or switch it off and on",
    role: "supervisor",
    params: byId,
    body: z.strictObject(content).partial(),
    response: reportScheduleView,
  },
  deleteReportSchedule: {
    method: "DELETE",
    path: "/report-schedules/:id",
    summary: "Send it no more, and remove the log of what was sent",
    role: "supervisor",
    params: byId,
    response: nothing,
  },
  sendReportSchedule: {
    method: "POST",
    path: "/report-schedules/:id/send",
    summary: "Send it now to everybody on its list, once, and say how each was taken",
    role: "supervisor",
    params: byId,
    body: z.strictObject({}),
    response: z.object({ items: z.array(bulletinTest.extend({ to: z.string() })) }),
  },
  listReportSendings: {
    method: "GET",
    path: "/report-schedules/:id/sendings",
    summary: "What was sent lately, newest first, and how that ended",
    role: "supervisor",
    params: byId,
    response: list(reportSendingView),
  },
} as const satisfies Record<string, ApiRoute>;
