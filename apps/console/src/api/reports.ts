import type {
  BacklogView,
  CircuitView,
  MeasuredView,
  ReportGroup,
  ReportView,
} from "@circuito/protocol";
import type { FigureId, Stage } from "@circuito/protocol/figure-text";
import { request } from "./request.ts";

/** What a report is narrowed down to; both dates are in it. */
export interface ReportFilter {
  readonly from: string;
  readonly until: string;
  readonly queueId?: string | undefined;
  readonly channel?: string | undefined;
  readonly agentId?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly level?: number | undefined;
}

export interface ReportAsked extends ReportFilter {
  readonly figures: readonly FigureId[];
  readonly by?: ReportGroup | undefined;
  readonly step?: "hour" | "day" | "week" | "month" | undefined;
}

const queryOf = ({ figures, ...rest }: ReportAsked) => ({ ...rest, figures: figures.join(",") });

export const reportsApi = {
  report: (asked: ReportAsked, signal: AbortSignal) =>
    request<ReportView>("GET", "/reports/figures", { query: queryOf(asked), signal }),
  circuit: (filter: ReportFilter, signal: AbortSignal) =>
    request<CircuitView>("GET", "/reports/circuit", { query: { ...filter }, signal }),
  backlog: ({ from, until, channel }: ReportFilter, signal: AbortSignal) =>
    request<BacklogView>("GET", "/reports/backlog", { query: { from, until, channel }, signal }),
  measured: (
    asked: ReportFilter & {
      readonly figure?: FigureId | undefined;
      readonly stage?: Stage | undefined;
    },
    cursor: string | undefined,
    signal: AbortSignal,
  ) =>
    request<{ items: MeasuredView[]; nextCursor: string | null }>("GET", "/reports/conversations", {
      query: { ...asked, cursor },
      signal,
    }),
};

/** The address of a file, for a link that the browser follows by itself. */
export function fileHref(
  path: "figures" | "conversations",
  asked: ReportFilter & Partial<ReportAsked>,
  file: { readonly format: "csv" | "xlsx"; readonly language: string },
): string {
  const { figures, ...rest } = asked;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, figures: figures?.join(","), ...file })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `/api/v1/reports/${path}/file?${query}`;
}
