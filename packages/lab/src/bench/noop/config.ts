import { z } from "zod";

export const NOOP_QUEUE = "bench-noop";
/** As many additions at once as the webhook load has requests in flight. */
export const ADDITIONS_AT_ONCE = 64;
/** BullMQ's own ceiling was found at 50. */
export const PROCESSED_AT_ONCE = 50;

export const noopConfig = z.object({ redisUrl: z.string() });
export const goCommand = z.object({ kind: z.literal("go"), forMs: z.number() });
/** Instants are CLOCK_MONOTONIC, which both processes share. */
export const addedAnswer = z.object({
  kind: z.literal("added"),
  count: z.int(),
  startedNs: z.number(),
  endedNs: z.number(),
});
export const processedAnswer = z.object({
  kind: z.literal("processed"),
  count: z.int(),
  lastNs: z.number(),
});
