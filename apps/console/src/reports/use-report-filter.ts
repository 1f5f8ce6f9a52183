import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { ReportFilter } from "../api/reports.ts";
import { serverNow } from "../workspace/server-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { Telling } from "./figure-format.ts";
import { lastDays, localToday, type Period, periodBefore } from "./period.ts";
import { dropAbsent, type ReportSearch, readReportSearch } from "./report-search.ts";

/** What a report shows where the address says nothing of its time. */
export const USUAL_DAYS = 30;

export interface ReportView {
  readonly search: ReportSearch;
  readonly filter: ReportFilter;
  /** The period before it, where it is compared. */
  readonly before: ReportFilter | undefined;
  readonly telling: Telling;
  /** Changes a part of the address; undefined: as it usually is. */
  readonly show: (change: { [K in keyof ReportSearch]?: ReportSearch[K] | undefined }) => void;
}

/** What the address asks for. */
export function useReportFilter(): ReportView {
  const navigate = useNavigate();
  const { live } = useWorkspace();
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const search = readReportSearch(raw);
  const today = localToday(Date.parse(serverNow(live.getState())));
  const key = JSON.stringify(search);
  const { filter, before } = useMemo(() => {
    const asked = JSON.parse(key) as ReportSearch;
    const period: Period =
      asked.from !== undefined && asked.until !== undefined
        ? { from: asked.from, until: asked.until }
        : lastDays(today, asked.days ?? USUAL_DAYS);
    const narrowed = {
      queueId: asked.queue,
      channel: asked.channel,
      agentId: asked.agent,
      categoryId: asked.category,
    };
    return {
      filter: { ...period, ...narrowed },
      before: asked.compare === 1 ? { ...periodBefore(period), ...narrowed } : undefined,
    };
  }, [key, today]);
  return {
    search,
    filter,
    before,
    telling: { spread: search.spread ?? "p50", isBusiness: search.business === 1 },
    show: (change) =>
      void navigate({
        to: "/reports",
        search: dropAbsent<ReportSearch>({ ...search, ...change } as ReportSearch),
        replace: true,
      }),
  };
}
