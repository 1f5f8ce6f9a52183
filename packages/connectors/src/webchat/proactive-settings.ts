import {
  AFTER_SECONDS_MAX,
  FORM_LOCALES,
  formWords,
  INVITATION_LENGTH_MAX,
  PAGE_PATTERN_LENGTH_MAX,
  PROACTIVE_HOURS,
  PROACTIVE_NAME_LENGTH_MAX,
  PROACTIVE_PAGES_MAX,
  PROACTIVE_RULES_MAX,
  PROACTIVE_VISITORS,
  REST_DAYS_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { wordsOf } from "./words.ts";

/** Whoever comes back next week may have forgotten it. */
const REST_DAYS = 7;
/** Long enough to have looked at the page. */
const AFTER_SECONDS = 20;

const page = z
  .string()
  .trim()
  .max(PAGE_PATTERN_LENGTH_MAX)
  .regex(/^[/*]\S*$/, "must be a path like /precos or /produtos/*");

const rule = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[a-z0-9-]+$/),
  name: z.string().trim().min(1).max(PROACTIVE_NAME_LENGTH_MAX),
  enabled: z.boolean().default(true),
  pages: z.array(page).max(PROACTIVE_PAGES_MAX).default([]),
  afterSeconds: z.int().min(0).max(AFTER_SECONDS_MAX).default(AFTER_SECONDS),
  visitors: z.enum(PROACTIVE_VISITORS).default("all"),
  hours: z.enum(PROACTIVE_HOURS).default("any"),
  locales: z.array(z.enum(FORM_LOCALES)).max(FORM_LOCALES.length).default([]),
  restDays: z.int().min(0).max(REST_DAYS_MAX).default(REST_DAYS),
  text: wordsOf(INVITATION_LENGTH_MAX).refine(
    (text) => formWords(text, "pt-BR") !== undefined,
    "must be written in one language at least",
  ),
});

/** When visitors are invited to chat, as an admin makes it; the first rule that holds is shown. */
export const proactiveSettings = z
  .array(rule)
  .max(PROACTIVE_RULES_MAX)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "an id comes twice");
