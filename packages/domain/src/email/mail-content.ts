import type { StoredBytes } from "../stored-bytes.ts";
import type { Classification } from "./automatic/automatic-mail.ts";
import type { BounceReport } from "./bounce/bounce.ts";
import type { Mailbox } from "./mail-address.ts";
import type { MailRemark } from "./parsed-mail.ts";
import type { ThreadKey } from "./thread/thread-keys.ts";

/**
 * Of a mail, what threading, reading and answering it need: part of its ledger element. The words
 * that show first are the message's `text`; the bytes are kept beside.
 */
export interface MailContent {
  readonly subject: string;
  readonly from: readonly Mailbox[];
  readonly sender: Mailbox | undefined;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Without brackets. */
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /**
   * `sent`: our own people wrote it elsewhere, and it was read from the Sent folder. `form`: it was typed
   * into a page of ours, and its sender is nobody but who they say.
   */
  readonly origin: "received" | "sent" | "form";
  /** By what its bytes alone say; how often its sender writes is counted where it is routed. */
  readonly classification: Classification;
  /** What may name a conversation; signatures have been checked, what did not hold is in `forged`. */
  readonly keys: readonly ThreadKey[];
  readonly forged: readonly string[];
  /** From's domain is vouched for: DMARC aligned pass, as our own mail server says. */
  readonly isAuthenticated: boolean;
  readonly enclosesMail: boolean;
  readonly hasQuote: boolean;
  readonly bounce: BounceReport | undefined;
  /** All the words, when more than `text` shows: quote and signature. */
  readonly fullText: string | undefined;
  readonly html: MailHtml | undefined;
  readonly remarks: readonly MailRemark[];
  /** Of the words that show first, for counting repeats of one sender. */
  readonly textSha256: string;
}

/**
 * What is known of a mail's HTML. It is made safe from the mail's bytes when it is first looked at, and
 * again by every newer sanitiser (security S-11, decision 31).
 */
export type MailHtml = UnmadeHtml | MadeHtml;

export interface UnmadeHtml {
  readonly version: 0;
  /** Remote pictures that will be held back. */
  readonly remoteImages: readonly string[];
}

/** Safe HTML, kept in the media store. */
export interface MadeHtml {
  /** Of the sanitiser, from 1. */
  readonly version: number;
  readonly full: StoredBytes;
  /** Without quote and signature; the same bytes when there is nothing to set aside. */
  readonly visible: StoredBytes;
  /** Remote pictures held back, in order: `data-remote` in the HTML is the index. */
  readonly remoteImages: readonly string[];
}
