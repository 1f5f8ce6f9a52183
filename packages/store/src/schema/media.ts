/* Files on their way in from agents, and pictures of mails that somebody allowed. */
import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";
import type { StoredMedia } from "./conversations.ts";

/** Uploaded for a message that is not written yet; gone once it is, or after a day. */
export const uploads = pgTable(
  "uploads",
  {
    id: uuid().primaryKey(),
    /** Agent or API key: nobody else can put it into a message. */
    uploaderId: uuid().notNull(),
    fileName: text().notNull(),
    mimeType: text().notNull(),
    sizeBytes: integer().notNull(),
    sha256: text().notNull(),
    warning: text().$type<NonNullable<StoredMedia["warning"]>>(),
    /** Of a recording that has an end. */
    lengthMs: integer(),
    /** Spoken by the uploader, not a file that they had. */
    isVoice: boolean().notNull().default(false),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [index("uploads_age").on(t.createdAt)],
);

/** Senders whose mails may show pictures from elsewhere, because somebody of us said so. */
export const pictureSenders = pgTable("picture_senders", {
  /** Lower-case address; `message:<id>` for one mail without a readable sender. */
  sender: text().primaryKey(),
  /** Agent or API key. */
  allowedBy: uuid().notNull(),
  at: instant().notNull().default(sql`now()`),
});

/** What the picture proxy fetched, or why it did not: a sender learns of the first look only. */
export const remotePictures = pgTable("remote_pictures", {
  /** SHA-256 of the URL, which may be long. */
  urlHash: bytes().primaryKey(),
  /** In the media store; null when it was refused. */
  sha256: text(),
  mimeType: text(),
  sizeBytes: integer(),
  refused: text(),
  at: instant().notNull().default(sql`now()`),
});
