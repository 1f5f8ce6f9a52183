/* Routing rules: what an admin writes, and what reading them says. */
import { z } from "zod";

const id = z.uuid();
/** `pt`, `en`: the primary tag alone. */
const language = z.string().regex(/^[a-z]{2,3}$/);
/** As words of a language and as names of things: short, and never only spaces. */
const short = (max: number) => z.string().trim().min(1).max(max);
/** Longer lists are a table of somebody's, and belong into a segment or an attribute. */
const listOf = <T extends z.ZodType>(item: T, max = 100) => z.array(item).min(1).max(max);
const range = { atLeast: z.int().min(0).optional(), below: z.int().min(1).optional() };
/** A month: nobody waits longer for a routing decision. */
const WAIT_MAX_MS = 31 * 24 * 60 * 60_000;
const waitMs = z.int().min(0).max(WAIT_MAX_MS);
/** Text of each language; `{protocol}` is the number. */
const texts = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/), short(2_000));

/** All that are given must hold; of a list one is enough. */
export const ruleCondition = z.strictObject({
  channels: listOf(short(40)).optional(),
  inboxIds: listOf(id).optional(),
  /** Whole addresses, or `@domain`. */
  writtenTo: listOf(short(320)).optional(),
  words: listOf(short(200)).optional(),
  /** RE2 syntax, case aside. */
  patterns: listOf(short(500), 20).optional(),
  languages: listOf(language, 20).optional(),
  hours: z.enum(["open", "closed"]).optional(),
  returning: z.boolean().optional(),
  segments: listOf(short(60)).optional(),
  attributes: z.record(short(60), listOf(short(200))).optional(),
  menuAnswer: listOf(short(60), 10).optional(),
  /** Milliseconds. */
  waited: z
    .strictObject({ atLeast: waitMs.optional(), below: waitMs.min(1).optional() })
    .optional(),
  queueLength: z.strictObject({ queueId: id, ...range }).optional(),
});

export const planStep = z.strictObject({
  queueId: id,
  /** Until the next step; null waits for as long as it takes. */
  waitMs: waitMs.min(1_000).nullable(),
  skills: z.enum(["required", "relaxed"]),
  priorityPlus: z.int().min(-10).max(10),
  /** When nobody of the queue is logged in. */
  onEmpty: z.enum(["wait", "skip"]),
});

const skillLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

export const ruleAction = z.strictObject({
  to: z.union([
    z.strictObject({ queueId: id }),
    /** The first queue of this level. */
    z.strictObject({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
    /** Each step begins when nobody took it in the one before. */
    z.strictObject({ plan: listOf(planStep, 10) }),
  ]),
  priority: z.int().min(-10).max(10).optional(),
  tags: listOf(short(60), 20).optional(),
  /** Skill → least level. */
  requiredSkills: z.record(short(60), skillLevel).optional(),
  slaPolicyId: id.optional(),
  autoAnswer: texts.optional(),
  /** Unless false, whom the customer talked to last is preferred. */
  keepPreviousAgent: z.boolean().optional(),
});

/** Everybody who routes reads all of them for every new conversation. */
export const RULES_MAX = 500;

export const routingRule = z.strictObject({
  id,
  name: short(120),
  /** Switched off, it keeps its place and matches nothing. */
  enabled: z.boolean(),
  condition: ruleCondition,
  action: ruleAction,
});
export type RoutingRuleView = z.infer<typeof routingRule>;

/** Why a rule does not match: each condition with a closed reason, and what was there instead. */
export const failedCondition = z.object({
  condition: z.string(),
  because: z.string(),
  found: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
});
