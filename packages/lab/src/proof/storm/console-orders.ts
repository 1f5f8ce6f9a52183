import { z } from "zod";

/** What a process of consoles is started with. */
export const consolesConfig = z.object({
  port: z.int(),
  localAddress: z.string(),
  seed: z.string(),
  consoles: z.int().min(1),
});
export type ConsolesConfig = z.infer<typeof consolesConfig>;

/** What it is told to do. */
export const consolesOrder = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("connect"),
    perSecond: z.number().positive(),
    /** One for each console; none at a server that asks for no ticket. */
    cookies: z.array(z.string()),
  }),
  /** All lines are lost in one moment. Answered by `cut`. */
  z.object({ kind: z.literal("cut") }),
  /** Answered by {@link consolesSeen}. */
  z.object({ kind: z.literal("look") }),
  /** Answered by {@link consolesTold}. */
  z.object({ kind: z.literal("times") }),
]);
export type ConsolesOrder = z.infer<typeof consolesOrder>;

export const consolesSeen = z.object({
  up: z.int(),
  counts: z.record(z.string(), z.int()),
});
/** When each console came up last, ms since epoch. */
export const consolesTold = z.object({ upAtMs: z.array(z.number()) });
