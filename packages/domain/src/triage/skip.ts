/** What was skipped comes to the same person again after everything else, for as long as this. */
export const SKIPPED_FOR_MS = 30 * 60_000;

/** Why a director left an item to somebody else. `other` says it in words. */
export const SKIP_REASONS = [
  "not-my-language",
  "needs-supervisor",
  "wait-for-more",
  "other",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a conversation ends in triage without an answer. */
export const DISMISSALS = ["spam", "wrong-contact", "duplicate"] as const;
export type Dismissal = (typeof DISMISSALS)[number];
