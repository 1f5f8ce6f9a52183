import type { CalendarBody, CalendarPreview, CalendarUse, CalendarView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useMe } from "../workspace/workspace-context.ts";

interface ListOf<T> {
  readonly items: T[];
}
export interface CalendarImport {
  readonly calendar: CalendarView;
  readonly dates: number;
  readonly events: number;
  readonly passedOver: readonly { readonly because: string; readonly events: number }[];
}

const calendar = (id: string, rest = "") => `/calendars/${encodeURIComponent(id)}${rest}`;

/** Calendars as the protocol has them. */
export const hoursApi = {
  list: () => request<ListOf<CalendarView>>("GET", "/calendars"),
  uses: () => request<ListOf<CalendarUse>>("GET", "/calendar-uses"),
  preview: (body: CalendarBody, signal: AbortSignal) =>
    request<CalendarPreview>("POST", "/calendar-preview", { body: { calendar: body }, signal }),
  create: (body: CalendarBody) => request<CalendarView>("POST", "/calendars", { body }),
  update: (id: string, body: CalendarBody) => request<CalendarView>("PUT", calendar(id), { body }),
  remove: (id: string) => request<object>("DELETE", calendar(id)),
  import: (id: string, ics: string, means: "closed" | "open", dryRun: boolean) =>
    request<CalendarImport>("POST", calendar(id, "/import"), { body: { ics, means, dryRun } }),
};

export function useCalendars() {
  return useQuery({
    queryKey: ["calendars"],
    queryFn: async () => (await hoursApi.list()).items,
  });
}

export function useCalendarUses() {
  return useQuery({
    queryKey: ["calendar-uses"],
    enabled: useMe().role === "admin",
    queryFn: async () => (await hoursApi.uses()).items,
  });
}

/** How a calendar stands now, kept or not; what was shown before stays until the next is there. */
export function useCalendarPreview(body: CalendarBody | null) {
  return useQuery({
    queryKey: ["calendar-preview", body],
    enabled: useMe().role === "admin" && body !== null,
    queryFn: ({ signal }) => (body === null ? null : hoursApi.preview(body, signal)),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
}
