import type { CircuitView, ReportView } from "@circuito/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReportAsked, type ReportFilter, reportsApi } from "../api/reports.ts";

/** A report is of days; nobody needs it by the second. */
const STALE_MS = 60_000;

/** @param asked absent: nothing is asked */
export function useReport(asked: ReportAsked | undefined) {
  return useQuery<ReportView>({
    queryKey: ["report", asked],
    queryFn: ({ signal }) =>
      asked ? reportsApi.report(asked, signal) : Promise.reject(new Error("nothing is asked")),
    enabled: asked !== undefined,
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}

export function useCircuit(filter: ReportFilter | undefined) {
  return useQuery<CircuitView>({
    queryKey: ["circuit-report", filter],
    queryFn: ({ signal }) =>
      filter ? reportsApi.circuit(filter, signal) : Promise.reject(new Error("nothing is asked")),
    enabled: filter !== undefined,
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}

export function useBacklog(filter: ReportFilter) {
  return useQuery({
    queryKey: ["backlog-report", filter.from, filter.until, filter.channel],
    queryFn: ({ signal }) => reportsApi.backlog(filter, signal),
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}
