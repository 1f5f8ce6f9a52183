import {
  ADDED_KINDS,
  CONSENT_KEY,
  FORM_FIELDS_MAX,
  FORM_OPTIONS_MAX,
  mistakesInShape,
  OWN_KINDS,
} from "@circuito/domain";
import { z } from "zod";

/** A label beside a field, and a sentence below it. */
const LABEL_LENGTH_MAX = 120;
const SENTENCE_LENGTH_MAX = 500;
/** What is agreed to: a paragraph, with where the rest is to be read. */
const CONSENT_LENGTH_MAX = 1_000;

const wordsOf = (lengthMax: number) => {
  const text = z.string().trim().max(lengthMax).optional();
  return z.strictObject({ "pt-BR": text, en: text, es: text });
};

/** Kebab-case; `consent` is taken. */
const key = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens")
  .refine((name) => name !== CONSENT_KEY, "is the name of the consent");

const option = z.strictObject({
  id: z
    .string()
    .max(32)
    .regex(/^[a-z0-9-]+$/),
  label: wordsOf(LABEL_LENGTH_MAX),
});

const field = z.strictObject({
  key,
  kind: z.enum([...OWN_KINDS, ...ADDED_KINDS]),
  required: z.boolean().default(false),
  label: wordsOf(LABEL_LENGTH_MAX).optional(),
  hint: wordsOf(SENTENCE_LENGTH_MAX).optional(),
  options: z.array(option).max(FORM_OPTIONS_MAX).optional(),
});

/** Exact scheme, host and port, as a browser names a page's origin. */
const origin = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text,
    "must be an origin like https://www.example.com, without a path",
  );

/** Settings of a form, as an admin makes them. It has no secret: it talks to no provider. */
export const formSettings = z
  .strictObject({
    /** Above the form, and what the window is called. */
    title: wordsOf(LABEL_LENGTH_MAX).default({}),
    intro: wordsOf(SENTENCE_LENGTH_MAX).default({}),
    /** Said once it is there, beside the protocol number. */
    thanks: wordsOf(SENTENCE_LENGTH_MAX).default({}),
    fields: z.array(field).min(2).max(FORM_FIELDS_MAX),
    consent: wordsOf(CONSENT_LENGTH_MAX).optional(),
    takesFiles: z.boolean().default(false),
    /** Sites that may show the form within their pages. */
    allowedOrigins: z.array(origin).max(100).default([]),
    /** The mailbox that its conversations are in, and that answers them. */
    answersIn: z.uuid(),
  })
  .superRefine((settings, context) => {
    for (const { at, because } of mistakesInShape(settings)) {
      context.addIssue({ code: "custom", path: ["fields", at], message: because });
    }
  });
export type FormSettings = z.infer<typeof formSettings>;

/** Settings as stored, which may be of an older build; `undefined`: no form can be made of them. */
export function readFormSettings(
  settings: Readonly<Record<string, unknown>>,
): FormSettings | undefined {
  const read = formSettings.safeParse(settings);
  return read.success ? read.data : undefined;
}
