/* Customers whose data were erased, or are about to be; and by what their messages are known if they come again. */
import type { ContactId, ConversationId, InboxId } from "@circuito/domain";
import { bigint, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../column-types.ts";
import { contacts } from "./conversations.ts";

/** In the order in which they are taken. */
export type ErasureStep =
  | "messages"
  | "elsewhere"
  | "around"
  | "copies"
  | "ledger"
  | "settling"
  | "late-around"
  | "late-copies"
  | "late-ledger"
  | "files"
  | "removing"
  | "done";

/** One row a person; what is left of it when it is done is who, when and for whom. */
export const erasures = pgTable("erasures", {
  contactId: uuid()
    .$type<ContactId>()
    .primaryKey()
    .references(() => contacts.id),
  /** All ids that the person went by. */
  ids: uuid().array().$type<ContactId[]>().notNull(),
  /** Conversations of others in which they wrote. */
  elsewhereIds: uuid().array().$type<ConversationId[]>().notNull(),
  /** The last row of the ledger by then: whatever comes later is somebody new. */
  ledgerUpTo: bigint({ mode: "bigint" }).notNull(),
  step: text().$type<ErasureStep>().notNull(),
  /** How far the step has come. */
  cursor: text().notNull().default(""),
  /** When it was last begun to ask who else has its files. */
  walkedAt: instant(),
  /** It is somebody's until then, or failed and waits: others are taken before. */
  retryAt: instant(),
  begunAt: instant().notNull(),
  doneAt: instant(),
});

/** Contact points, as the ledger orders them, whose rows are still to be found. */
export const erasureKeys = pgTable(
  "erasure_keys",
  {
    contactId: uuid().$type<ContactId>().notNull(),
    key: bigint({ mode: "bigint" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.key] })],
);

/** Files that are deleted in the end, unless somebody else has the same. */
export const erasureFiles = pgTable(
  "erasure_files",
  {
    contactId: uuid().$type<ContactId>().notNull(),
    sha256: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.sha256] })],
);

/**
 * By what a row of the ledger is known whose data were erased: keyed digests, which nobody can try numbers
 * against who has not the installation's key. Small, so that whoever accepts a message may ask it.
 */
export const ledgerTombstones = pgTable(
  "ledger_tombstones",
  {
    inboxId: uuid().$type<InboxId>().notNull(),
    /** Of the external id. */
    name: bytes().notNull(),
    collision: smallint().notNull(),
    /** Of the digest of what was said. */
    content: bytes().notNull(),
    ledgerId: bigint({ mode: "bigint" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.inboxId, t.name, t.collision] })],
);
