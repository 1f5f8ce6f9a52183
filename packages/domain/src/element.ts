import type { Address } from "./address.ts";
import type { ChatContent } from "./chat/chat-content.ts";
import type { ChangeAuthor, MessageChange } from "./chat/message-change.ts";
import type { MailContent } from "./email/mail-content.ts";
import type { StoredBytes } from "./stored-bytes.ts";

/**
 * One thing a provider told us, normalized. A webhook with three messages and two receipts is five
 * elements, and each becomes one ledger row (design, invariant 2).
 */
export type InboundElement = MessageElement | ReceiptElement | ChangeElement | MalformedElement;

/**
 * Who mints the external id decides what a reused one means (promises §2, collision policy):
 * a `sender` may reuse an id for other words, so both are kept; a `provider` does not, so the second
 * is a repeat with an alarm.
 */
export type IdMadeBy = "sender" | "provider";

interface ElementBase {
  /** The provider's id, unique within the inbox. Never empty; at most EXTERNAL_ID_LENGTH_MAX. */
  readonly externalId: string;
  readonly idMadeBy: IdMadeBy;
  /**
   * The element's untouched bytes: the whole payload, or the slice that is this element. Large ones
   * are in the media store already and never sit in memory whole.
   */
  readonly raw: Uint8Array | StoredBytes;
}

export interface MessageElement extends ElementBase {
  readonly kind: "message";
  readonly from: Address;
  /** What the customer calls themself, if the channel says so. Self-declared: never proof. */
  readonly fromName?: string;
  /** The address written to, as the provider names it; for display and rules only. */
  readonly to?: string;
  /** Provider's or client's time, ms since epoch. Shown, never used to order. */
  readonly sentAt?: number;
  readonly text: string;
  readonly media: readonly InboundMedia[];
  /** Of a mail: who else it went to, what it answers, what kind of writer it has. */
  readonly mail?: MailContent;
  /** Of a chat: what it answers, what kind of thing it is. */
  readonly chat?: ChatContent;
  /**
   * Set when one of us wrote it elsewhere, to `from`: on the phone that the number belongs to. What we
   * sent ourselves comes back like this too; the router knows its own.
   */
  readonly writtenBy?: "us";
  /** Other names of the same account that the channel itself vouches for. */
  readonly alsoKnownAs?: readonly Address[];
  /** Until when the channel lets us answer in free words, ms since epoch. */
  readonly replyUntil?: number;
  /**
   * What was said, as a digest that a newer reading of the same bytes does not change. Without it a
   * reused id is held against the words and files above.
   */
  readonly contentSha256?: string;
  /** Set when the content is of a kind we cannot show in full: a sticker, a poll, a location. */
  readonly placeholder?: string;
  /** Language hint (BCP 47) from the channel. */
  readonly locale?: string;
  /** The id the customer's own client gave the message, so that it recognises it in a transcript. */
  readonly clientId?: string;
  /** Set when somebody we trust vouched for who writes; the subject is that somebody's name for them. */
  readonly proof?: { readonly evidence: "signed"; readonly subject: string };
  /** Other ways to reach them that the customer gave. Self-declared: never proof. */
  readonly claims?: { readonly email?: string; readonly phone?: string };
}

/** Later news about a message we sent. */
export interface ReceiptElement extends ElementBase {
  readonly kind: "receipt";
  /** External id of our outbound message, as `send` returned it; or our own id, if it came back. */
  readonly of: string;
  /** The provider's id, where `of` is ours: whatever answers the message will name it. */
  readonly sentAs?: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  readonly at?: number;
  /** Provider's code and plain words when `failed`. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Somebody changed a message that was sent before: theirs or ours. */
export interface ChangeElement extends ElementBase {
  readonly kind: "change";
  /** The contact point in whose conversation it is: changes keep their order among its messages. */
  readonly from: Address;
  readonly alsoKnownAs?: readonly Address[];
  readonly by: ChangeAuthor;
  /** External id of the message. */
  readonly of: string;
  readonly change: MessageChange;
  /** Provider's time, ms since epoch. */
  readonly at?: number;
}

/** Authentic but unreadable: stored with its bytes and parked, never dropped. */
export interface MalformedElement extends ElementBase {
  readonly kind: "malformed";
  readonly error: string;
}

/** A file of a message: still with the provider, or in the media store already. */
export type InboundMedia = RemoteMedia | KeptMedia;

/** A file that came with the payload and is in the media store. */
export interface KeptMedia {
  readonly stored: StoredBytes;
  /** By sniffing, not by what the sender says. */
  readonly mimeType: string;
  readonly fileName: string;
  /** Shown inside the HTML by this Content-ID. */
  readonly contentId?: string;
  readonly disposition: "attachment" | "inline";
  /** What a person is warned of before they open it. */
  readonly warning?: "dangerous" | "damaged";
}

/** A file that the provider holds for us to fetch. */
export interface RemoteMedia {
  /** For the connector that named it: not always one that others could open. */
  readonly url: string;
  readonly mimeType?: string;
  readonly fileName?: string;
  readonly sizeBytes?: number;
  /** What the provider says its bytes hash to, lower-case hexadecimal. */
  readonly sha256?: string;
}

/** Longer ids are hashed by the connector; the unique index must stay small. */
export const EXTERNAL_ID_LENGTH_MAX = 255;
/** One message in a view; more is kept in the payload and marked as cut. Ten concatenated e-mails. */
export const TEXT_LENGTH_MAX = 1_000_000;
