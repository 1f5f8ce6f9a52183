/* What the reports that are tables show: on the screen, and in what is sent. */
import type { FigureId, ScheduledReportId } from "@circuito/domain";
import type { ReportGroup } from "./reports.ts";

export { SCHEDULED_REPORTS } from "@circuito/domain";

/** A report that is a table: of what, and told apart by what. */
export interface TablePage {
  readonly by: ReportGroup;
  readonly figures: readonly FigureId[];
}

const SLA: readonly FigureId[] = [
  "sla",
  "sla-queue-wait",
  "sla-first-response",
  "sla-next-response",
  "sla-acceptance",
  "sla-resolution",
];

export const TABLE_PAGES = {
  times: {
    by: "queue",
    figures: [
      "first-response",
      "next-response",
      "queue-wait",
      "handle",
      "resolution",
      "resolution-net",
    ],
  },
  sla: { by: "queue", figures: SLA },
  satisfaction: {
    by: "queue",
    figures: [
      "csat",
      "csat-answers",
      "ces",
      "ces-answers",
      "nps",
      "nps-answers",
      "confirmed",
      "confirmation-answers",
    ],
  },
  queues: {
    by: "queue",
    figures: [
      "replies",
      "resolved",
      "queue-wait",
      "handle",
      "first-response",
      "resolution",
      "fcr",
      "reopen-rate",
      "transfers",
      "sla",
    ],
  },
  agents: {
    by: "agent",
    figures: [
      "replies",
      "resolved",
      "first-response",
      "next-response",
      "handle",
      "resolution",
      "fcr",
      "reopen-rate",
      "csat",
    ],
  },
  channels: {
    by: "channel",
    figures: [
      "opened",
      "inbound",
      "replies",
      "resolved",
      "first-response",
      "resolution",
      "fcr",
      "abandonment",
    ],
  },
  categories: {
    by: "category",
    figures: [
      "opened",
      "resolved",
      "resolution",
      "contacts-per-resolution",
      "fcr",
      "reopen-rate",
      "csat",
    ],
  },
  directing: { by: "agent", figures: ["transfers", "director-accuracy"] },
} as const satisfies Record<Exclude<ScheduledReportId, "overview">, TablePage>;

/** The figures at the top of the overview. */
export const OVERVIEW_FIGURES = [
  "opened",
  "resolved",
  "first-response",
  "resolution",
  "fcr",
  "sla",
  "csat",
  "reopen-rate",
] as const satisfies readonly FigureId[];
