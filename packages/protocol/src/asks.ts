import {
  ASK_KINDS,
  CONFIRMATION_DELAY_MAX_MS,
  CONFIRMATION_SILENCE_MAX_MS,
  CONFIRMATION_SILENCE_MIN_MS,
  CONFIRMATION_WORDS_LENGTH_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { instant } from "./instant.ts";
import { surveyKind } from "./surveys.ts";

/** What customers are asked once it is over. */

const words = z.string().max(CONFIRMATION_WORDS_LENGTH_MAX);

/** Whether customers are asked if it is solved. The policy nearest to a conversation decides alone. */
export const confirmationPolicyBody = z.strictObject({
  /** Null: of every queue. */
  queueId: z.uuid().nullable(),
  /** Null: on every channel. */
  channel: z.string().min(1).max(40).nullable(),
  enabled: z.boolean(),
  /** From "solved" to the question. */
  delayMs: z.int().min(0).max(CONFIRMATION_DELAY_MAX_MS),
  /** How long an answer is waited for. */
  silenceMs: z.int().min(CONFIRMATION_SILENCE_MIN_MS).max(CONFIRMATION_SILENCE_MAX_MS),
  /** The question, with the variables of quick replies; a language without words has the built-in ones. */
  words: z.strictObject({
    "pt-BR": words.optional(),
    en: words.optional(),
    es: words.optional(),
  }),
});
export type ConfirmationPolicyBody = z.infer<typeof confirmationPolicyBody>;

export const confirmationPolicyView = confirmationPolicyBody.extend({ id: z.uuid() });
export type ConfirmationPolicyView = z.infer<typeof confirmationPolicyView>;

/** A question to the customer of a conversation, and what became of it. */
export const askView = z.object({
  id: z.uuid(),
  kind: z.enum(ASK_KINDS),
  state: z.enum(["planned", "open", "answered", "lapsed", "withdrawn", "withheld"]),
  /** Why it was not asked, or is asked no more. */
  because: z.string().nullable(),
  messageId: z.uuid().nullable(),
  dueAt: instant,
  sentAt: instant.nullable(),
  endsAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** The value of what they chose: `yes`, `no`. */
  answer: z.string().nullable(),
  answeredBy: z.enum(["button", "number", "label", "words", "link"]).nullable(),
});
export type AskView = z.infer<typeof askView>;

/** A score that the person of a conversation gave, here or in another one of theirs. */
export const givenScore = z.object({
  conversationId: z.uuid(),
  protocol: z.string(),
  kind: surveyKind,
  score: z.int(),
  /** Null too where whoever asks may not read that conversation. */
  comment: z.string().nullable(),
  /** When it was given, or changed. */
  answeredAt: instant,
});
export type GivenScoreView = z.infer<typeof givenScore>;
