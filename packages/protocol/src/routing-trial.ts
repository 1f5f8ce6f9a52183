/* Trying routing rules out: on one message, and on what came lately. */
import { z } from "zod";
import { instant } from "./instant.ts";

const id = z.uuid();
/** Which rules are tried. */
const rules = z.enum(["published", "draft"]);
/** Why a rule does not match: each condition with a closed reason, and what was there instead. */
const failedAlone = z.object({
  condition: z.string(),
  because: z.string(),
  found: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
});
const failedCondition = failedAlone.extend({
  /** Of `anyOf`: what is wrong with each of its groups. */
  groups: z.array(z.array(failedAlone)).optional(),
});

/** A message that came, by its id; or one that is typed: `inboxId`, `from` and `text`. */
export const dryRunBody = z
  .strictObject({
    messageId: id.optional(),
    inboxId: id.optional(),
    from: z.string().max(320).optional(),
    text: z.string().max(10_000).optional(),
    /** Of a mail. */
    subject: z.string().max(998).optional(),
    /** The address written to. */
    to: z.string().max(320).optional(),
    /** What the channel hints at as the customer's language (BCP 47). */
    locale: z.string().max(35).optional(),
    /** What was chosen in the menu. */
    menuAnswer: z.array(z.string().max(60)).max(10).optional(),
    /** Instant to judge by; now if absent, and of a message that came, when it came. */
    at: instant.optional(),
    rules: rules.default("published"),
  })
  .superRefine(({ messageId, inboxId, from, text, subject, to, locale }, context) => {
    const typed = [inboxId, from, text].filter((part) => part !== undefined).length;
    const more = [subject, to, locale].some((part) => part !== undefined);
    if (messageId === undefined ? typed === 3 : typed === 0 && !more) return;
    const message = "say messageId alone, or inboxId, from and text";
    context.addIssue({ code: "custom", message });
  });

export const dryRunResult = z.object({
  contact: z.object({ outcome: z.string(), because: z.string() }),
  conversation: z.object({
    outcome: z.string(),
    because: z.string(),
    conversationId: id.nullable(),
  }),
  /** What rules looked at, besides the words. */
  facts: z.object({
    channel: z.string(),
    writtenTo: z.array(z.string()),
    language: z.string().nullable(),
    open: z.boolean(),
    returning: z.boolean(),
    segments: z.array(z.string()),
    attributes: z.record(z.string(), z.string()),
    menuAnswer: z.array(z.string()).nullable(),
    waitedMs: z.number(),
  }),
  version: z.union([z.int(), z.literal("draft")]),
  rules: z.array(
    z.object({
      ruleId: id,
      name: z.string(),
      matched: z.boolean(),
      failed: z.array(failedCondition),
    }),
  ),
  /** What the rules make of it; where it joins a conversation, what they would if that were over. */
  route: z.object({
    because: z.string(),
    ruleId: id.nullable(),
    queueId: id,
    level: z.int(),
    priority: z.int(),
    tags: z.array(z.string()),
    requiredSkills: z.record(z.string(), z.int()),
    slaPolicyId: id.nullable(),
    keepPreviousAgent: z.boolean(),
    autoAnswer: z.record(z.string(), z.string()).nullable(),
    plan: z
      .array(
        z.object({
          queueId: id,
          waitMs: z.int().nullable(),
          skills: z.string(),
          priorityPlus: z.int(),
          onEmpty: z.string(),
        }),
      )
      .nullable(),
  }),
  /** Where its conversation would be; null in none. */
  queueId: id.nullable(),
  because: z.string(),
  /** What would be said by itself at once: by the attendant, by a rule, or to a keyword. */
  said: z
    .object({ text: z.string(), choices: z.array(z.object({ id: z.string(), title: z.string() })) })
    .nullable(),
  /** Where it would stand in the queue, 1 is next; null where it would not wait. */
  wait: z
    .object({
      position: z.int(),
      /** If the queue goes on as it did lately; null where that is not known honestly. */
      seconds: z.int().nullable(),
    })
    .nullable(),
  agents: z.array(
    z.object({ agentId: id, name: z.string(), eligible: z.boolean(), because: z.string() }),
  ),
});

export type DryRunView = z.infer<typeof dryRunResult>;

/** A message that opened a conversation: to be tried out. */
export const openingView = z.object({
  messageId: id,
  conversationId: id,
  protocol: z.string(),
  contactId: id,
  contactName: z.string().nullable(),
  inboxId: id,
  channel: z.string(),
  /** The beginning of it. */
  text: z.string(),
  arrivedAt: instant,
});
export type OpeningView = z.infer<typeof openingView>;

/** A month of most companies; more is read by asking for less time. */
export const BACK_TEST_MAX = 20_000;

export const backTestBody = z
  .strictObject({
    /** Back from now. */
    days: z.int().min(1).max(366).optional(),
    from: instant.optional(),
    to: instant.optional(),
    /** Conversations at most, the newest first. */
    limit: z.int().min(1).max(BACK_TEST_MAX).default(5_000),
    rules: rules.default("draft"),
  })
  .superRefine(({ days, from, to }, context) => {
    if (days === undefined ? from !== undefined : from === undefined && to === undefined) return;
    const message = "say days, or from and perhaps to";
    context.addIssue({ code: "custom", message });
  });

const example = z.object({ conversationId: id, protocol: z.string(), arrivedAt: instant });

export const backTestLine = z.union([
  /** Read so far, back to the instant. */
  z.object({ kind: z.literal("progress"), read: z.int(), back: instant }),
  z.object({
    kind: z.literal("table"),
    conversations: z.int(),
    /** Whether these were all of that time, or the limit came first. */
    complete: z.boolean(),
    /** Would go to another queue. */
    moved: z.int(),
    /** Would go to the same one with another priority, tag, skill, promise or plan. */
    changed: z.int(),
    rows: z.array(
      z.object({
        /** Null where the story does not tell. */
        went: id.nullable(),
        goes: id,
        wouldGo: id,
        count: z.int(),
        examples: z.array(example),
      }),
    ),
    /** How many each rule catches; null is no rule. */
    rules: z.array(z.object({ ruleId: id.nullable(), goes: z.int(), wouldGo: z.int() })),
  }),
]);
export type BackTestLineView = z.infer<typeof backTestLine>;
