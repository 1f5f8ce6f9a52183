import type { Mailbox } from "./mail-address.ts";
import type { MailHeader } from "./mail-headers.ts";

/** A mail as read from its bytes; every field is a claim of whoever wrote it. */
export interface ParsedMail {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly headers: readonly MailHeader[];
  readonly from: readonly Mailbox[];
  readonly sender: Mailbox | undefined;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Delivered-To, X-Original-To, Envelope-To: where the last server put it, in this order. */
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  /** The writer's Date, ms since epoch: shown, never used to order. Absent when it makes no sense. */
  readonly date: number | undefined;
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly MailAttachment[];
  /** Machine-readable parts and enclosed mails: what bounces and reports are read from. */
  readonly embedded: readonly EmbeddedPart[];
  /** The tree of parts in order of appearance, for rules about the shape of a mail. */
  readonly parts: readonly MailPart[];
  readonly remarks: readonly MailRemark[];
  /** U+FFFD in text and HTML: how much the declared charset lied. */
  readonly replacementCharacters: number;
}

export interface MailPart {
  /** IMAP-like position: "1", "2.1"; "" is the mail itself. */
  readonly path: string;
  readonly type: string;
  readonly disposition: string | undefined;
  /** Of `multipart/report`. */
  readonly reportType: string | undefined;
  /** Of a multipart. */
  readonly boundary: string | undefined;
}

export interface MailAttachment {
  /** Where in the mail it is: `attachmentStream` reads it from the stored bytes by this. */
  readonly path: string;
  /** Cleaned for display; never a path on any disk. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly disposition: "attachment" | "inline";
  readonly contentId: string | undefined;
  readonly description: string | undefined;
  /** Decoded size and digest. */
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly damaged: boolean;
  /** Set when the parser was asked to write the content out. */
  readonly spoolPath?: string;
}

export interface EmbeddedPart {
  readonly path: string;
  readonly type: string;
  /** The beginning, decoded; enough for every report. */
  readonly text: string;
}

/** What was wrong with a mail that could still be read. */
export type MailRemark =
  | "address-suspicious"
  | "no-sender"
  | "several-senders"
  | "no-message-id"
  | "repeated-header"
  | "damaged-header"
  | "damaged-encoding"
  | "damaged-structure"
  | "unknown-charset"
  | "implausible-date"
  | "text-cut"
  | "html-cut"
  | "dangerous-file-name"
  | "encrypted"
  | "signed"
  | "tnef";

/** Why a mail was not read. Its bytes are kept and it is parked; nothing is lost. */
export type ParseRefusal =
  | "too-large"
  | "headers-too-large"
  | "too-many-headers"
  | "too-deep"
  | "too-many-parts"
  | "too-slow"
  | "out-of-memory"
  | "unreadable";

export type ParseResult =
  | { readonly ok: true; readonly mail: ParsedMail }
  | { readonly ok: false; readonly because: ParseRefusal; readonly detail: string };
