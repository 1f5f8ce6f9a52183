import { z } from "zod";

export const PLAIN_QUEUE = "bench-plain";
export const PLAIN_OUTBOX = "bench-plain-outbox";
/** Redis channel by which the worker tells the gateway what to emit. */
export const PLAIN_EVENTS = "bench-plain-events";
/** On two cores 8, 16, 32 and 64 differ by less than the noise. */
export const PLAIN_WORKERS = 32;
/** One connection a message in work, and PostgreSQL's cores are the limit well before that. */
export const PLAIN_POOL_MAX = 16;

export const plainConfig = z.object({
  databaseUrl: z.string(),
  redisUrl: z.string(),
  secret: z.string(),
  inbox: z.string(),
  /** Where answers go; absent: nobody answers. */
  sendUrl: z.string().optional(),
});
export type PlainConfig = z.infer<typeof plainConfig>;

export const plainJob = z.object({
  inbox: z.string(),
  id: z.string(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
});
export type PlainJob = z.infer<typeof plainJob>;
