import type { BulletinTest, ReportScheduleView, ReportSendingView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** What a person sets of one. */
export type ScheduleForm = Pick<
  ReportScheduleView,
  "name" | "language" | "report" | "rhythm" | "addresses" | "isOn"
>;

export interface Sent {
  readonly items: readonly (BulletinTest & { readonly to: string })[];
}

/** When the next one is, is told to the minute. */
const LIST_EVERY_MS = 60_000;
const LOG_EVERY_MS = 15_000;
/** A server may take its time before it answers. */
const SEND_TIMEOUT_MS = 75_000;

const schedule = (id: string, rest = "") => `/report-schedules/${encodeURIComponent(id)}${rest}`;

export const schedulesApi = {
  create: (body: ScheduleForm) =>
    request<ReportScheduleView>("POST", "/report-schedules", { body }),
  update: (id: string, body: Partial<ScheduleForm>) =>
    request<ReportScheduleView>("PATCH", schedule(id), { body }),
  remove: (id: string) => request<object>("DELETE", schedule(id)),
  send: (id: string) =>
    request<Sent>("POST", schedule(id, "/send"), { body: {}, timeoutMs: SEND_TIMEOUT_MS }),
};

export const useSchedules = () =>
  useQuery({
    queryKey: ["report-schedules"],
    queryFn: async () =>
      (await request<{ items: ReportScheduleView[] }>("GET", "/report-schedules")).items,
    refetchInterval: LIST_EVERY_MS,
  });

export const useSendings = (id: string) =>
  useQuery({
    queryKey: ["report-sendings", id],
    queryFn: async () =>
      (await request<{ items: ReportSendingView[] }>("GET", schedule(id, "/sendings"))).items,
    refetchInterval: LOG_EVERY_MS,
  });
