import { PRESET_DAYS } from "./period.ts";

/** The pages of the reports, in the order of their index. */
export const REPORT_IDS = [
  "overview",
  "volume",
  "times",
  "sla",
  "circuit",
  "satisfaction",
  "queues",
  "agents",
  "channels",
  "categories",
  "directing",
] as const;
export type ReportId = (typeof REPORT_IDS)[number];

export const SPREADS = ["p50", "mean", "p90"] as const;
export type SpreadId = (typeof SPREADS)[number];

/** What the address says of a report; absent means as it usually is, so that addresses stay short. */
export interface ReportSearch {
  readonly report?: ReportId;
  /** So many days up to today. */
  readonly days?: number;
  /** Local dates, both in it; before the days. */
  readonly from?: string;
  readonly until?: string;
  /** Whether the period before is shown beside it. */
  readonly compare?: 1;
  readonly queue?: string;
  readonly channel?: string;
  readonly agent?: string;
  readonly category?: string;
  /** Of durations: what stands for all. */
  readonly spread?: SpreadId;
  /** Time within business hours alone. */
  readonly business?: 1;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const date = (value: unknown): string | undefined =>
  typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 60) : undefined;
const flag = (value: unknown): 1 | undefined => (value === 1 || value === "1" ? 1 : undefined);
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value);

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readReportSearch(raw: Readonly<Record<string, unknown>>): ReportSearch {
  const [from, until] = [date(raw.from), date(raw.until)];
  const isPeriod = from !== undefined && until !== undefined && from <= until;
  return dropAbsent({
    report: oneOf(REPORT_IDS, raw.report),
    from: isPeriod ? from : undefined,
    until: isPeriod ? until : undefined,
    days: isPeriod ? undefined : PRESET_DAYS.find((days) => String(days) === String(raw.days)),
    compare: flag(raw.compare),
    queue: text(raw.queue),
    channel: text(raw.channel),
    agent: text(raw.agent),
    // Agents and categories are not added up with each other.
    category: raw.agent === undefined ? text(raw.category) : undefined,
    spread: oneOf(SPREADS, raw.spread),
    business: flag(raw.business),
  });
}

/** The same without what is not there: in an address, `undefined` is a word. */
export function dropAbsent<T extends object>(search: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
