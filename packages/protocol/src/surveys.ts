/* How it was: what is asked after a conversation, and what came of it. */
import {
  RESPOND_WITHIN_MAX_MS,
  RESPOND_WITHIN_MIN_MS,
  SURVEY_CAP_MAX_MS,
  SURVEY_DELAY_MAX_MS,
  SURVEY_KINDS,
  SURVEY_WORDS_LENGTH_MAX,
  SURVEYS_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { instant } from "./instant.ts";

const id = z.uuid();
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const channel = z.string().min(1).max(40);
const text = z.string().max(SURVEY_WORDS_LENGTH_MAX);
/** With the variables of quick replies; a language without words has the built-in ones. */
const words = z.strictObject({
  "pt-BR": text.optional(),
  en: text.optional(),
  es: text.optional(),
});

export const surveyKind = z.enum(SURVEY_KINDS);

export const surveyPolicy = z.strictObject({
  /** Made by the client; a survey keeps it, whatever is changed of it. */
  id,
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  kind: surveyKind,
  /** An empty list: all of them. */
  scope: z.strictObject({
    queueIds: z.array(id).max(200),
    levels: z.array(level).max(3),
    channels: z.array(channel).max(20),
  }),
  /** After the conversation was resolved. */
  delayMs: z.int().min(0).max(SURVEY_DELAY_MAX_MS),
  /** How long an answer counts, from the sending on. */
  respondWithinMs: z.int().min(RESPOND_WITHIN_MIN_MS).max(RESPOND_WITHIN_MAX_MS),
  question: words,
  /** Whether the reasons are asked for after the score. */
  asksWhy: z.boolean(),
  /** How, by what the score was. */
  followUp: z.strictObject({
    low: words.optional(),
    middle: words.optional(),
    high: words.optional(),
  }),
});
export type SurveyPolicyView = z.infer<typeof surveyPolicy>;

const settings = {
  /** In the order in which they are tried: the first that is for a conversation is asked. */
  policies: z
    .array(surveyPolicy)
    .max(SURVEYS_MAX)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, "an id comes twice"),
  /** Of one person, over all surveys: the least time between any two, and between two of NPS. */
  caps: z.strictObject({
    anyEveryMs: z.int().min(0).max(SURVEY_CAP_MAX_MS),
    npsEveryMs: z.int().min(0).max(SURVEY_CAP_MAX_MS),
  }),
};

export const surveySettingsBody = z.strictObject({
  /** The version that it was made from: 0 before the first. */
  version: z.int().min(0),
  ...settings,
});
export type SurveySettingsBody = z.infer<typeof surveySettingsBody>;

export const surveySettingsView = z.object({
  version: z.int(),
  ...settings,
  saved: z.object({ by: z.string(), at: instant }).nullable(),
});
export type SurveySettingsView = z.infer<typeof surveySettingsView>;

/** Which surveys are counted: those that were sent in a period. */
export const surveyFilter = {
  from: instant,
  /** Not included. */
  to: instant,
  policyId: id.optional(),
  kind: surveyKind.optional(),
  queueId: id.optional(),
  level: z.coerce.number().int().min(1).max(3).optional(),
  channel: channel.optional(),
  agentId: id.optional(),
};

/** A figure with its distribution, and how many of those asked it comes from. */
export const surveySummary = z.object({
  kind: surveyKind,
  /** Id of the queue or agent, channel or level; null: of all, or of what had none. */
  group: z.string().nullable(),
  asked: z.int(),
  answered: z.int(),
  /** 0 to 1. */
  responseRate: z.number(),
  /** Every score of the scale, lowest first. */
  distribution: z.array(z.object({ score: z.int(), count: z.int() })),
  /** CSAT: share of 4 and 5, 0 to 1. CES: mean. NPS: −1 to 1. Null without an answer. */
  figure: z.number().nullable(),
  /** The 95 % interval; null of fewer than 30 answers. */
  between: z.tuple([z.number(), z.number()]).nullable(),
  /** Fewer than 30 answered. */
  isSmall: z.boolean(),
});
export type SurveySummaryView = z.infer<typeof surveySummary>;

export const surveyAnswer = z.object({
  id,
  conversationId: id,
  protocol: z.string(),
  contactName: z.string().nullable(),
  kind: surveyKind,
  score: z.int(),
  comment: z.string().nullable(),
  sentAt: instant,
  answeredAt: instant,
  queueId: id.nullable(),
  level,
  channel,
  agent: z.object({ id, name: z.string() }).nullable(),
});
export type SurveyAnswerView = z.infer<typeof surveyAnswer>;
