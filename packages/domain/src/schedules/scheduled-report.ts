/** Reports that can be sent: those that are one table. */
export const SCHEDULED_REPORTS = [
  "overview",
  "times",
  "sla",
  "satisfaction",
  "queues",
  "agents",
  "channels",
  "categories",
  "directing",
] as const;
export type ScheduledReportId = (typeof SCHEDULED_REPORTS)[number];

/** What a report is narrowed down to; null: it is not. Of agent and category, one at a time. */
export interface ScheduledFilter {
  readonly channel: string | null;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly categoryId: string | null;
}

export const SCHEDULED_FORMATS = ["xlsx", "csv"] as const;

/** What is sent: a report, and the file that goes along. */
export interface ScheduledReport {
  readonly id: ScheduledReportId;
  readonly filter: ScheduledFilter;
  readonly format: (typeof SCHEDULED_FORMATS)[number];
}
