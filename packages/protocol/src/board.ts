import { isTimeZone } from "@circuito/domain";
import { z } from "zod";

const count = z.int().min(0).max(100_000).nullable();

/** What supervisors want their figures to be; null: shown, and judged by nobody. */
export const boardTargets = z.strictObject({
  /** At most so many wait, for at most so long. */
  waiting: count,
  longestWaitSeconds: z.int().min(1).max(86_400).nullable(),
  /** At least so much of what was promised is kept. */
  keptPercent: z.int().min(1).max(100).nullable(),
  /** At least so many are available. */
  available: count,
  /** At most so many chats end unanswered in a day. */
  abandoned: count,
});
export type BoardTargets = z.infer<typeof boardTargets>;

export const boardSettings = z.strictObject({
  /** Where the day of "today" begins. */
  timeZone: z.string().max(60).refine(isTimeZone, "is no time zone known here"),
  targets: boardTargets,
});
export type BoardSettings = z.infer<typeof boardSettings>;

/** Whom a supervisor tells something: everybody, or who serves these queues, and these people. */
export const announceBody = z.strictObject({
  /** Made by the client: said again with the same id, nobody is told twice. */
  id: z.uuid(),
  text: z.string().trim().min(1).max(1_000),
  to: z.union([
    z.literal("everybody"),
    z.strictObject({
      queueIds: z.array(z.uuid()).max(200).optional(),
      agentIds: z.array(z.uuid()).max(500).optional(),
    }),
  ]),
});
export type AnnounceBody = z.infer<typeof announceBody>;
