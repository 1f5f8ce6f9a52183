/* Routing rules: what an admin writes, and what reading them says. */
import { ATTRIBUTE_NAME } from "@circuito/domain";
import { z } from "zod";
import { instant } from "./instant.ts";
import { segment } from "./segment.ts";
import { VERSION_MAX } from "./version.ts";

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
const simpleCondition = z.strictObject({
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

/** More alternatives than these are rules of their own, which say more. */
const GROUPS_MAX = 10;

export const ruleCondition = simpleCondition.extend({
  /** Besides, one of these groups must hold: of a group, all that it gives. */
  anyOf: listOf(simpleCondition, GROUPS_MAX).optional(),
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

/** Rules in force: whole, and never changed again. */
export const rulesInForce = z.object({ version: z.int(), rules: z.array(routingRule) });

/** Something that can be followed, and is probably not meant. */
export const ruleWarning = z.union([
  z.object({ ruleId: id, because: z.literal("never-reached"), by: id }),
  z.object({
    ruleId: id,
    because: z.literal("partly-taken"),
    by: id,
    /** Of its values, those that the rule above takes elsewhere. */
    values: z.array(z.string()),
  }),
  z.object({ ruleId: id, because: z.enum(["queue-is-gone", "nobody-serves"]), queueId: id }),
  /** It asks for closed hours, and none of its inboxes ever closes. */
  z.object({ ruleId: id, because: z.literal("never-closed") }),
]);
export type RuleWarningView = z.infer<typeof ruleWarning>;

export const ruleDraftView = z.object({
  /** Say it when you save: another one means that somebody else did. */
  token: z.string(),
  basedOn: z.int(),
  inForce: z.int(),
  rules: z.array(routingRule),
  /** Null while nobody began one: these are the rules in force. */
  editedBy: z.string().nullable(),
  editedAt: instant.nullable(),
  /** As things are now: queues lose their people, and inboxes their hours. */
  warnings: z.array(ruleWarning),
});
export type RuleDraftView = z.infer<typeof ruleDraftView>;

/** A week and when last: what is of use, and what waits for the season that it is for. */
export const RULE_HITS_DAYS = 7;

export const ruleHits = z.object({
  since: instant,
  rules: z.array(
    z.object({
      /** Null: no rule caught these. */
      ruleId: id.nullable(),
      hits: z.int(),
      /** Ever; null where it never decided. */
      lastAt: instant.nullable(),
    }),
  ),
});
export type RuleHitsView = z.infer<typeof ruleHits>;

export const checkPatternBody = z.strictObject({
  pattern: z.string().min(1).max(500),
  /** Looked for in it. */
  text: z.string().max(10_000).optional(),
});
export const patternCheck = z.object({
  /** Null: it can be used. */
  refused: z
    .object({ because: z.enum(["not-re2", "too-large", "matches-empty"]), problem: z.string() })
    .nullable(),
  /** Null without a text, or where it cannot be used. */
  found: z.boolean().nullable(),
});
export type PatternCheckView = z.infer<typeof patternCheck>;

/** Names that rules may ask for, besides those that have lists of their own. */
export const routingNames = z.object({
  /** Where everything goes that no rule catches. */
  defaultQueueId: id,
  /** That somebody has. */
  skills: z.array(z.string()),
  /** What the attendants that are switched on offer. */
  menus: z.array(
    z.object({
      inboxId: id,
      options: z.array(z.object({ path: z.array(z.string()), labels: z.array(z.string()) })),
    }),
  ),
});
export type RoutingNamesView = z.infer<typeof routingNames>;

/** Contacts have nothing else, and a rule that asks for it would never match. Older rules may. */
const ofContacts = {
  segments: listOf(segment).optional(),
  attributes: z
    .record(z.string().trim().toLowerCase().regex(ATTRIBUTE_NAME), listOf(short(200)))
    .optional(),
};
const writtenRule = routingRule.extend({
  condition: ruleCondition.extend({
    ...ofContacts,
    anyOf: listOf(simpleCondition.extend(ofContacts), GROUPS_MAX).optional(),
  }),
});

const draftToken = z.string().min(1).max(60);

export const saveDraftBody = z.strictObject({
  /** The one that was seen. */
  token: draftToken,
  /** Made by the client: the draft's token from now on, so that a save may be repeated. */
  nextToken: z.uuid(),
  rules: z.array(writtenRule).max(RULES_MAX),
});

const publishNote = z.string().trim().min(1).max(500);
export const publishBody = z.strictObject({ token: draftToken, note: publishNote });
export const restoreBody = z.strictObject({
  /** The version in force that was seen. */
  inForce: z.int().min(0).max(VERSION_MAX),
  note: publishNote,
});

export const ruleVersionView = z.object({
  version: z.int(),
  note: z.string(),
  publishedBy: z.string(),
  publishedAt: instant,
  /** The version that it brought back. */
  restores: z.int().nullable(),
  rules: z.int(),
});
export type RuleVersionView = z.infer<typeof ruleVersionView>;

/** A version by its number, or the draft. */
const whichRules = z.union([z.literal("draft"), z.coerce.number().int().min(0).max(VERSION_MAX)]);
export const diffQuery = z.strictObject({
  /** Absent: the version in force. */
  from: whichRules.optional(),
  to: whichRules.default("draft"),
});

const position = z.int().min(1);
export const ruleDifference = z.union([
  z.object({ kind: z.enum(["added", "removed"]), rule: routingRule, position }),
  z.object({
    kind: z.literal("changed"),
    ruleId: id,
    name: z.string(),
    fields: z.array(
      z.object({
        field: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal("moved"),
    ruleId: id,
    name: z.string(),
    from: position,
    to: position,
  }),
]);
export type RuleDifferenceView = z.infer<typeof ruleDifference>;
