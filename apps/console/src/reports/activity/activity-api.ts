import type { ActivityReportView } from "@circuito/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "../../api/request.ts";

export interface ActivityAsked {
  readonly date: string;
  readonly queueId: string | undefined;
  readonly agentId: string | undefined;
}

/** The day goes on: whoever looks at it for long sees where it has come to. */
const AGAIN_MS = 60_000;

export function useActivityReport(asked: ActivityAsked) {
  return useQuery<ActivityReportView>({
    queryKey: ["activity-report", asked],
    queryFn: ({ signal }) =>
      request<ActivityReportView>("GET", "/reports/activity", { query: { ...asked }, signal }),
    staleTime: AGAIN_MS,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
}

/** The address of the file, for a link that the browser follows by itself. */
export function activityFileHref(
  asked: ActivityAsked,
  file: { readonly format: "csv" | "xlsx"; readonly language: string },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...file })) {
    if (value !== undefined) query.set(name, value);
  }
  return `/api/v1/reports/activity/file?${query}`;
}
