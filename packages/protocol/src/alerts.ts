/* What admins want to be told of by itself, and through what mail of the installation leaves. */
import { ALERT_KINDS, type AlertReason, BULLETIN_LANGUAGES, strictAddress } from "@circuito/domain";
import { z } from "zod";
import { id, instant } from "./views/told.ts";

export const mailAddress = z
  .string()
  .trim()
  .max(254)
  .refine((text) => strictAddress(text) !== undefined, "is no address")
  .transform((text) => text.toLowerCase());

export const bulletinLanguage = z.enum(BULLETIN_LANGUAGES);

export const alertCondition = z.object({
  kind: z.enum(ALERT_KINDS),
  /** A queue's, an inbox's or a category's; null: all queues together, any inbox. */
  subjectId: z.uuid().nullable(),
  /** Conversations, promises or minutes. */
  limit: z.int().min(0).max(100_000),
});

const REASONS = [
  "over-limit",
  "under-limit",
  "told-lately",
  "still-over",
  "calming",
  "calm",
  "nothing-to-read",
] as const satisfies readonly AlertReason[];

export const alertView = z.object({
  id,
  name: z.string(),
  language: bulletinLanguage,
  condition: alertCondition,
  targets: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("mail"), id, address: z.string() }),
      /** Its address is a secret: only its host is told. */
      z.object({ kind: z.literal("slack"), id, name: z.string(), host: z.string() }),
    ]),
  ),
  /** From one firing to the next, at least. */
  pauseMinutes: z.int(),
  isOn: z.boolean(),
  standing: z.object({
    isFiring: z.boolean(),
    /** When it fired last. */
    firedAt: instant.nullable(),
    /** What was read last; null: not looked at yet, or there was nothing to read. */
    reading: z
      .object({
        value: z.number(),
        limit: z.number(),
        calm: z.number(),
        usual: z.number().nullable(),
        subject: z.string().nullable(),
      })
      .nullable(),
    reason: z.enum(REASONS).nullable(),
    judgedAt: instant.nullable(),
  }),
  createdBy: z.string(),
  createdAt: instant,
});
export type AlertView = z.infer<typeof alertView>;

/** Why something was not told, or nobody tried. */
export const bulletinBecause = z.enum([
  "refused",
  "no-such-address",
  "unreachable",
  "timeout",
  "certificate",
  "credentials",
  "unsure",
  "no-sender",
  "not-counted",
  "not-made",
  "target-gone",
]);
export type BulletinBecause = z.infer<typeof bulletinBecause>;

/** Something told to one of those who are to hear it, and how that ended. */
export const toldView = z.object({
  id,
  /** An address, or how a chat room is called; null: it is gone. */
  to: z.string().nullable(),
  state: z.enum(["waiting", "told", "failed", "left-out"]),
  because: bulletinBecause.nullable(),
  attempts: z.int(),
  /** The beginning of what the other side said last. */
  answer: z.string().nullable(),
  nextAt: instant.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
});

export const bulletinView = toldView.extend({
  /** What it told: that it fired, that it is over. */
  tells: z.enum(["fired", "over"]),
});
export type BulletinView = z.infer<typeof bulletinView>;

/** How a test was taken. */
export const bulletinTest = z.object({
  /** Null: it was taken. */
  because: bulletinBecause.nullable(),
  answer: z.string().nullable(),
});
export type BulletinTest = z.infer<typeof bulletinTest>;

/** Through what the installation's own mail leaves. */
export const ownMailView = z.object({
  kind: z.enum(["operator", "inbox", "none"]),
  /** Its sender's address; null: none leaves. */
  from: z.string().nullable(),
  /** What was chosen. */
  inboxId: z.string().nullable(),
  /** Why none leaves. */
  because: z.enum(["not-chosen", "inbox-gone", "inbox-off", "inbox-cannot-send"]).nullable(),
});
export type OwnMailView = z.infer<typeof ownMailView>;
