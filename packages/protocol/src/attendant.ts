/* What the attendant of an inbox says, and how it is tried out. */
import { ATTENDANT_LANGUAGES } from "@circuito/domain";
import { z } from "zod";
import { instant } from "./instant.ts";
import { VERSION_MAX } from "./version.ts";

/** As long as the longest channel takes; a channel's own limit is checked with the whole flow. */
const text = z.string().max(2_000);
/** A text in the languages that it was written in. `{protocol}`, `{opens}` stand for what they say. */
const words = z.strictObject({
  "pt-BR": text.optional(),
  en: text.optional(),
  es: text.optional(),
});
const optionId = z.string().min(1).max(40);

export interface AttendantMenuBody {
  words: z.infer<typeof words>;
  options: AttendantOptionBody[];
}
export interface AttendantOptionBody {
  id: string;
  label: z.infer<typeof words>;
  description?: z.infer<typeof words> | undefined;
  synonyms?: string[] | undefined;
  menu?: AttendantMenuBody | undefined;
}

/** Options within options; how deep and how many is checked with the whole flow. */
const menu: z.ZodType<AttendantMenuBody> = z.lazy(() =>
  z.strictObject({ words, options: z.array(option).max(20) }),
);
const option: z.ZodType<AttendantOptionBody> = z.lazy(() =>
  z.strictObject({
    id: optionId,
    label: words,
    description: words.optional(),
    synonyms: z.array(z.string().max(60)).max(20).optional(),
    menu: menu.optional(),
  }),
);

/** The way to a person is no part of it: it is always there. */
export const attendantFlow = z.strictObject({
  language: z.enum(ATTENDANT_LANGUAGES),
  greeting: words,
  menu: menu.optional(),
  closed: z.strictObject({ words, asks: z.boolean() }).optional(),
  handedOver: words.optional(),
  misunderstandingsMax: z.int(),
  answerWithinMs: z.int(),
  unanswered: z.array(optionId).max(10).optional(),
});
export type AttendantFlowBody = z.infer<typeof attendantFlow>;

export const attendantView = z.object({
  /** Send it back with a change. 0: nothing was saved yet. */
  version: z.int(),
  /** Null: people speak first. */
  flow: attendantFlow.nullable(),
});
export type AttendantView = z.infer<typeof attendantView>;

/** A version, without what it says. */
export const attendantVersionView = z.object({
  version: z.int(),
  /** `false`: switched off with it. */
  isOn: z.boolean(),
  /** Null where whoever saved it is gone. */
  savedBy: z.string().nullable(),
  savedAt: instant,
});
export type AttendantVersionView = z.infer<typeof attendantVersionView>;

/** A chat inbox, and how its attendant stands; null where it never had one. */
export const inboxAttendant = z.object({
  inboxId: z.uuid(),
  newest: attendantVersionView.nullable(),
});
export type InboxAttendantView = z.infer<typeof inboxAttendant>;

export const setAttendantBody = z.strictObject({
  /** The version the change was made from; another one is refused with `conflict`. */
  version: z.int().min(0).max(VERSION_MAX),
  flow: attendantFlow.nullable(),
});

export const rehearsalBody = z.strictObject({
  /** Another flow than the saved one. */
  flow: attendantFlow.optional(),
  /** What the customer does, one after the other. */
  turns: z
    .array(
      z.union([
        z.strictObject({ text, choiceId: z.string().max(200).optional() }),
        /** No answer until none is waited for any more. */
        z.strictObject({ kind: z.literal("silence") }),
      ]),
    )
    .min(1)
    .max(50),
  /** BCP 47. */
  locale: z.string().max(35).optional(),
  /** Instant to judge business hours by; now if absent. */
  at: instant.optional(),
});

export const rehearsal = z.object({
  steps: z.array(
    z.object({
      kind: z.enum(["asked", "listened", "handed-over"]),
      because: z.string(),
      said: z
        .object({
          text: z.string(),
          choices: z.array(
            z.object({ id: z.string(), title: z.string(), description: z.string().optional() }),
          ),
        })
        .nullable(),
      /** What routing rules would see; null where nothing was asked, or it is not over. */
      menuAnswer: z.array(z.string()).nullable(),
    }),
  ),
});
