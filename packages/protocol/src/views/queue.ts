import { RESOLUTION_NEEDS } from "@circuito/domain";
import { z } from "zod";
import { id, instant } from "./told.ts";

/** What a queue wants to know before its conversations end. */
export const closingRules = z.strictObject({
  /** It is said what it was about. */
  needsCategory: z.boolean(),
  /** How it was solved, in a few words. */
  resolution: z.enum(RESOLUTION_NEEDS),
  /** Whoever ends it may leave the survey out. */
  surveyMayBeLeftOut: z.boolean(),
});
export type ClosingRulesView = z.infer<typeof closingRules>;

export const queueView = z.object({
  id,
  name: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  role: z.enum(["solver", "director", "specialist", "supervisor"]),
  area: z.string().nullable(),
  waiting: z.int(),
  oldestWaitingSince: instant.nullable(),
  agentsAvailable: z.int(),
  /**
   * How long one more would wait behind all who do, by the pace of the last half an hour; null where fewer
   * than five were taken in it, or nobody is there.
   */
  waitSeconds: z.int().nullable(),
  /** What has an owner is answered by them alone; otherwise by whoever serves the queue. */
  onlyOwnerReplies: z.boolean(),
  /** Beginning to answer what nobody has takes it. */
  claimsOnTyping: z.boolean(),
  /** What is asked before what is in it ends. */
  closing: closingRules,
});
export type QueueView = z.infer<typeof queueView>;
