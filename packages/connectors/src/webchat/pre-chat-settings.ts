import {
  CONVERSATION_LABEL_LENGTH_MAX,
  mistakesInPreChat,
  PRE_CHAT_FIELDS_MAX,
  PRE_CHAT_KINDS,
  PRE_CHAT_OPTIONS_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { wordsOf } from "./words.ts";

/** A label beside a field, and a sentence below it. */
const LABEL_LENGTH_MAX = 120;
const SENTENCE_LENGTH_MAX = 500;

/** Kebab-case: a rule knows it as the attribute `chat-<key>`. */
const key = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens");

const option = z.strictObject({
  id: z
    .string()
    .max(32)
    .regex(/^[a-z0-9-]+$/),
  label: wordsOf(LABEL_LENGTH_MAX),
  tag: z.string().trim().min(1).max(CONVERSATION_LABEL_LENGTH_MAX).optional(),
});

const field = z.strictObject({
  key,
  kind: z.enum(PRE_CHAT_KINDS),
  required: z.boolean().default(false),
  label: wordsOf(LABEL_LENGTH_MAX).optional(),
  hint: wordsOf(SENTENCE_LENGTH_MAX).optional(),
  options: z.array(option).max(PRE_CHAT_OPTIONS_MAX).optional(),
});

/** What a chat asks before the first words, as an admin makes it. */
export const preChatSettings = z
  .strictObject({
    skippable: z.boolean().default(true),
    title: wordsOf(LABEL_LENGTH_MAX).optional(),
    fields: z.array(field).max(PRE_CHAT_FIELDS_MAX),
  })
  .superRefine((form, context) => {
    for (const { at, because } of mistakesInPreChat(form)) {
      context.addIssue({ code: "custom", path: ["fields", at], message: because });
    }
  });
