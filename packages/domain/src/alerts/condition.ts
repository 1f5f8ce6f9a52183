import type { HourCounts } from "./unusual-volume.ts";

/** What an alert watches. */
export const ALERT_KINDS = [
  /** More conversations wait in a queue than the limit. */
  "queue-waiting",
  /** The one that waits longest does for more minutes than the limit. */
  "queue-age",
  /** More promises than the limit are at risk or broken and still open. */
  "promises-at-risk",
  /** An inbox has had no connection for more minutes than the limit. */
  "channel-down",
  /** More conversations of a category in an hour than that hour usually has, and than the limit. */
  "category-volume",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface AlertCondition {
  readonly kind: AlertKind;
  /** A queue's, an inbox's or a category's id; null: of all queues together, of any inbox. */
  readonly subjectId: string | null;
  /** Conversations, promises or minutes, as the kind says. */
  readonly limit: number;
}

/** What was found when it was looked, of one condition. */
export type AlertFinding =
  | { readonly kind: "counted"; readonly value: number; readonly subject: string | null }
  | { readonly kind: "volume"; readonly counts: HourCounts; readonly subject: string | null }
  /** The queue, inbox or category is gone or closed, or is not told of. */
  | { readonly kind: "nothing" };
