/**
 * What BullMQ carries: nudges. A job says "look at these", never what to do with them; the facts are
 * rows, so losing every job costs latency and nothing else (design, invariant 5).
 *
 * - `inbound`: contact keys that have unrouted rows
 * - `assign`: queues that somebody waits in, and agents who got room
 * - `deliver`: outbound messages that are due
 * - `media`: messages with files to fetch from their provider
 * - `due`: kinds and subjects whose time came, or will have come when the job runs
 * - `webhook`: endpoints outside that something is due for
 * - `bulletin`: what the installation itself is to tell somebody
 * - `canary`: nothing; it shows that jobs really run
 */
export const JOB_KINDS = [
  "inbound",
  "assign",
  "deliver",
  "media",
  "due",
  "webhook",
  "bulletin",
  "canary",
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export interface Nudge {
  readonly ids: readonly string[];
}
