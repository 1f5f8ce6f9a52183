import { z } from "zod";

/** What chat messages have besides words and files, and what is done to them afterwards. */

const instant = z.iso.datetime();

export const specialContent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("location"),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    live: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal("contacts"),
    contacts: z.array(
      z.object({
        name: z.string(),
        phones: z.array(z.string()),
        emails: z.array(z.string()),
        organization: z.string().optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal("choice"),
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
  }),
  z.object({
    kind: z.literal("form"),
    name: z.string(),
    /** Set: asked before a chat began; nothing of it was verified. */
    asked: z.literal("before-chat").optional(),
    fields: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal("order"),
    catalogId: z.string(),
    items: z.array(
      z.object({
        productId: z.string(),
        quantity: z.number(),
        price: z.number().optional(),
        currency: z.string().optional(),
      }),
    ),
  }),
  z.object({ kind: z.literal("product"), catalogId: z.string(), productId: z.string() }),
  z.object({ kind: z.literal("poll"), question: z.string(), options: z.array(z.string()) }),
  z.object({ kind: z.literal("invitation"), name: z.string() }),
  z.object({
    kind: z.literal("notice"),
    event: z.enum([
      "number-changed",
      "id-changed",
      "identity-changed",
      "missed-call",
      "opened-chat",
      "other",
    ]),
    detail: z.string().optional(),
  }),
  z.object({
    kind: z.literal("unsupported"),
    type: z.string(),
    code: z.string().optional(),
    reason: z.string().optional(),
  }),
]);
export type SpecialContentView = z.infer<typeof specialContent>;

export const chatView = z.object({
  /** The message it answers; null when it is none of this inbox's, or not here yet. */
  answers: z
    .object({
      messageId: z.uuid().nullable(),
      /** Where it is: in this conversation, or in a former one of the same person. */
      conversationId: z.uuid().nullable(),
      seq: z.int().nullable(),
      /** First words of it. */
      text: z.string(),
      from: z.enum(["customer", "us"]).nullable(),
    })
    .nullable(),
  forwarded: z.enum(["once", "often"]).nullable(),
  /** In a group: who spoke. */
  speaker: z.string().nullable(),
  /** Found after a time in which nobody listened. `sentAt` says when it was written. */
  late: z.boolean(),
  /** Ours, written on the phone that the number belongs to. */
  fromPhone: z.boolean(),
  mediaAs: z.enum(["voice", "sticker", "gif", "view-once"]).nullable(),
  referral: z
    .object({
      kind: z.enum(["ad", "post"]),
      url: z.string().nullable(),
      headline: z.string().nullable(),
      body: z.string().nullable(),
    })
    .nullable(),
  special: specialContent.nullable(),
  /** Of ours: the template that was sent, and what the customer could choose from. */
  template: z.string().nullable(),
  choices: z.array(
    z.object({ id: z.string(), title: z.string(), description: z.string().optional() }),
  ),
});
export type ChatView = z.infer<typeof chatView>;

export const changesView = z.object({
  reactions: z.array(z.object({ by: z.enum(["customer", "us"]), emoji: z.string() })),
  /** Its former words, oldest first. */
  earlier: z.array(z.object({ text: z.string(), until: instant })),
  revoked: z.object({ by: z.enum(["customer", "us"]), at: instant }).nullable(),
});
export type ChangesView = z.infer<typeof changesView>;

/** A provider takes as many buttons and rows as this in one list (WhatsApp Cloud API: ten). */
const CHOICES_MAX = 10;

/** What the writer of a chat reply chose beside its words. */
export const replyChat = z.strictObject({
  /** Id of the message it answers, in the same conversation: shown to the customer as a quote. */
  answers: z.uuid().optional(),
  /** Sent in place of free words; then `text` is left out, and becomes what the customer reads. */
  template: z
    .strictObject({
      name: z.string().max(512),
      language: z.string().max(20),
      header: z.array(z.string().max(1_024)).max(10).default([]),
      body: z.array(z.string().max(1_024)).max(50).default([]),
      buttons: z
        .array(z.strictObject({ index: z.int().min(0).max(9), text: z.string().max(1_024) }))
        .max(10)
        .default([]),
    })
    .optional(),
  choices: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        title: z.string().trim().min(1).max(24),
        description: z.string().trim().max(72).optional(),
      }),
    )
    .max(CHOICES_MAX)
    .optional(),
});
export type ReplyChat = z.input<typeof replyChat>;
/** The same as it arrives, with what was left out filled in. */
export type ChosenChat = z.output<typeof replyChat>;

/** A text that the provider approved for sending at any time. */
export const templateView = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  /** `{{1}}`… where words are put in. */
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.object({
      kind: z.enum(["quick-reply", "url", "phone", "other"]),
      text: z.string(),
      hasVariable: z.boolean(),
    }),
  ),
  variables: z.object({ header: z.int(), body: z.int() }),
  /** Why it cannot be sent from here; null when it can. */
  unusableBecause: z.string().nullable(),
});
export type TemplateView = z.infer<typeof templateView>;
