import type { Calendar } from "../calendar/calendar.ts";
import type { Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";

/** What can be promised (rules §10), in the order of a conversation's life. */
export const SLA_MEASURES = [
  "queue-wait",
  "first-response",
  "next-response",
  "acceptance",
  "resolution",
] as const;
export type SlaMeasure = (typeof SLA_MEASURES)[number];

/** Moments at which something is done about a promise: after 75, 100 and 150 % of its time. */
export const SLA_MOMENTS = { warning: 0.75, breach: 1, overdue: 1.5 } as const;
export type SlaMoment = keyof typeof SLA_MOMENTS;
/** As they come. */
export const MOMENTS_IN_ORDER = Object.keys(SLA_MOMENTS) as readonly SlaMoment[];

/** Why a promise's time may stand still although the customer is not asked anything. */
export const SLA_PAUSES = ["on-hold", "third-party"] as const;
export type SlaPause = (typeof SLA_PAUSES)[number];

/** One promise: this, at this level, within this time of these hours. */
export interface SlaTarget {
  readonly measure: SlaMeasure;
  /** `null`: at every level that has no target of its own. */
  readonly level: Level | null;
  readonly withinMs: number;
  /** `null`: around the clock. */
  readonly calendarId: string | null;
}

export type SlaAction =
  | { readonly kind: "raise-priority"; readonly by: number }
  | { readonly kind: "notify"; readonly whom: "agent" | "supervisors" }
  | { readonly kind: "move"; readonly queueId: QueueId };

export interface SlaRule {
  readonly at: SlaMoment;
  /** Absent: of every measure. */
  readonly measures?: readonly SlaMeasure[];
  readonly action: SlaAction;
}

/** What an admin decides. */
export interface SlaPolicy {
  readonly targets: readonly SlaTarget[];
  /** What pauses the promises about answers and solutions, besides waiting for the customer. */
  readonly pauses: readonly SlaPause[];
  readonly rules: readonly SlaRule[];
}

/**
 * A policy as it was on one day, with the hours it meant then: what a conversation was promised.
 * Never changed; another day's policy is other terms.
 */
export interface SlaTerms extends SlaPolicy {
  readonly policyName: string;
  readonly calendars: Readonly<Record<string, NamedCalendar>>;
}

export interface NamedCalendar {
  readonly name: string;
  readonly calendar: Calendar;
}

/** The target of a measure at a level: its own, or the one for every level. */
export function targetOf(
  policy: Pick<SlaPolicy, "targets">,
  measure: SlaMeasure,
  level: Level,
): SlaTarget | undefined {
  const ofMeasure = policy.targets.filter((target) => target.measure === measure);
  return (
    ofMeasure.find((target) => target.level === level) ??
    ofMeasure.find((target) => target.level === null)
  );
}

/** The hours that a target is counted by; `undefined`: around the clock. */
export function calendarOf(
  target: SlaTarget | undefined,
  terms: Pick<SlaTerms, "calendars"> | undefined,
): NamedCalendar | undefined {
  return target?.calendarId ? terms?.calendars[target.calendarId] : undefined;
}
