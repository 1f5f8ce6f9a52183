import type { MailClass } from "../../email/automatic/automatic-mail.ts";
import type { MailContent } from "../../email/mail-content.ts";
import type { ThreadRule } from "../../email/thread/thread-keys.ts";
import type { ThreadVerdict, WriterRole } from "../../email/thread/thread-mail.ts";
import type { InboxId } from "../../ids.ts";
import type { AuthorBecause } from "./mail-author.ts";

/** What an admin set up about the mail of one inbox. */
export interface MailInboxSettings {
  /** Addresses that are the inbox itself, lower-case, without detail. */
  readonly own: ReadonlySet<string>;
  /** Our own people beside the agents: addresses, or domains all of whose addresses are meant. */
  readonly staff: ReadonlySet<string>;
  /** Machine mail may open conversations. */
  readonly noticesOpen: boolean;
  /** Newsletters may, too. */
  readonly bulkAllowed: boolean;
  /** Of a form: the mailbox in which its conversations are, and from which they are answered. */
  readonly answersIn?: InboxId | undefined;
}

export const NO_MAIL_SETTINGS: MailInboxSettings = {
  own: new Set(),
  staff: new Set(),
  noticesOpen: true,
  bulkAllowed: false,
};

/** What is kept of a mail in a conversation, beside its message. */
export interface MailRecord {
  readonly content: MailContent;
  /** As it was counted with what its sender wrote lately. */
  readonly class: MailClass;
  readonly writer: WriterRole | undefined;
  readonly verdict: ThreadVerdict;
  /** `mid:…`, `thr:…`: by what later mails find the conversation, if nobody took the name before. */
  readonly names: readonly string[];
  readonly people: readonly MailPerson[];
  /** What a reply is written under from now on; absent: as before. */
  readonly subject: string | undefined;
}

/** Somebody who takes part in a conversation. */
export interface MailPerson {
  /** Lower-case. */
  readonly address: string;
  readonly name: string;
  readonly role: WriterRole;
}

export type MailThreading =
  /** By which name it joined. */
  | ThreadRule
  /** A new one that goes on from one that is over. */
  | "follows-another"
  /** It names conversations, and none of them took it. */
  | "no-candidate-passed"
  | "names-no-conversation"
  | "suppressed";

/** What is told of a mail in its conversation's story. */
export type MailActivityKind =
  /** Where a conversation by mail came from that no mail began. */
  | "sent-by-form"
  | "follows"
  | "possibly-related"
  | "stranger-joined"
  | "sent-outside"
  | "bounced"
  | "delivery-delayed"
  | "delivery-reported"
  | "sender-held"
  | "forged-name";

/** Why a mail is in no conversation: the ledger's reason. */
export type SuppressedBecause =
  | Exclude<MailClass, "human">
  /** A copy of what we sent ourselves, found in the Sent folder. */
  | "own-copy"
  /** One of us wrote it elsewhere, and about no conversation of ours. */
  | "sent-elsewhere";

export interface MailTrail {
  readonly class: MailClass;
  readonly author: AuthorBecause;
  readonly because: SuppressedBecause | undefined;
  /** Of suppressed mail; that of others is kept with the message. */
  readonly verdict?: ThreadVerdict;
}
