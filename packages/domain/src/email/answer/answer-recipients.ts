import { isNobody } from "../automatic/auto-answer.ts";
import { cleanName, type Mailbox, strictAddress } from "../mail-address.ts";
import type { WriterRole } from "../thread/thread-mail.ts";

/** The channel on which messages are mails. */
export const MAIL_CHANNEL = "email";
/**
 * Bytes of all files of one mail. Most servers refuse mail above 25 MB, and on the wire a file is more
 * than a third longer than on the disk.
 */
export const MAIL_FILES_BYTES_MAX = 18 * 1024 * 1024;
/** An answer goes to a handful; a list of hundreds is a campaign, which has other rules. */
export const MAIL_RECIPIENTS_MAX = 50;

/** The customer's mail that is answered. */
export interface AnsweredMail {
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly writer: WriterRole | undefined;
}

/** What is known of the people of a conversation beside the mail that is answered. Lower-case. */
export interface RecipientFacts {
  /** With whom the conversation is; for when no mail of theirs can be answered. */
  readonly requester: string | undefined;
  /** Of the conversation's inbox: writing to it would be writing to ourselves. */
  readonly inboxAddresses: ReadonlySet<string>;
  /** Of all our inboxes: each has its own copy of the customer's mail, and answers for itself. */
  readonly ownAddresses: ReadonlySet<string>;
  /** Whom one of us took out of this conversation. */
  readonly removed: ReadonlySet<string>;
  /** Known to bounce for good. */
  readonly undeliverable: ReadonlySet<string>;
}

export interface ProposedRecipient {
  readonly name: string;
  readonly address: string;
  readonly because: "from" | "reply-to" | "to" | "cc" | "requester";
  /** What the writer must know before they send. */
  readonly warning: RecipientWarning | undefined;
}

export type RecipientWarning =
  | "no-reply"
  | "undeliverable"
  /** Answers are wanted at another address than the one that wrote. */
  | "not-the-sender";

export interface LeftOutRecipient {
  readonly name: string;
  readonly address: string;
  readonly because: "own-address" | "removed" | "unverified" | "not-writable" | "too-many";
}

export interface ProposedRecipients {
  readonly to: readonly ProposedRecipient[];
  readonly cc: readonly ProposedRecipient[];
  readonly leftOut: readonly LeftOutRecipient[];
}

/**
 * Who gets an answer if nobody says otherwise: everybody of the customer's last mail but ourselves
 * and those who were taken out (rules §5). A stranger who came in with somebody else's token is
 * answered only when an agent says so; whom the conversation is with is answered at the address it is
 * with, proven or not, for many domains prove nothing.
 */
export function proposeRecipients(
  mail: AnsweredMail | undefined,
  facts: RecipientFacts,
): ProposedRecipients {
  const leftOut: LeftOutRecipient[] = [];
  const seen = new Set<string>();
  const take = (
    mailboxes: readonly Mailbox[],
    because: ProposedRecipient["because"],
    isWriter = false,
  ): ProposedRecipient[] =>
    mailboxes.flatMap(({ name, address }): ProposedRecipient[] => {
      if (address === undefined) return [];
      const key = address.toLowerCase();
      if (seen.has(key)) return [];
      seen.add(key);
      const left = leaveOut(address, isWriter, facts, seen.size - leftOut.length);
      if (left) {
        leftOut.push({ name: cleanName(name), address, because: left });
        return [];
      }
      const warning = warningOf(address, because, mail, facts);
      return [{ name: cleanName(name), address, because, warning }];
    });

  if (mail?.writer === "unverified") {
    for (const { name, address } of [...mail.replyTo, ...mail.from]) {
      if (address === undefined || seen.has(address.toLowerCase())) continue;
      if (address.toLowerCase() === facts.requester) continue;
      seen.add(address.toLowerCase());
      leftOut.push({ name: cleanName(name), address, because: "unverified" });
    }
  }
  const isTrusted = mail !== undefined && mail.writer !== "unverified";
  const writers = !isTrusted
    ? []
    : mail.replyTo.some(({ address }) => address !== undefined)
      ? take(mail.replyTo, "reply-to", true)
      : take(mail.from, "from", true);
  const others = isTrusted ? take(mail.to, "to") : [];
  const cc = isTrusted ? take(mail.cc, "cc") : [];
  // A customer who wrote from one of our own addresses, or whose From is none, is still a customer.
  const requester =
    writers.length > 0 || facts.requester === undefined
      ? []
      : take(
          [{ name: nameOf(facts.requester, mail), address: facts.requester }],
          "requester",
          true,
        );
  return { to: [...writers, ...requester, ...others], cc, leftOut };
}

/** As they call themselves, when it is them. */
function nameOf(requester: string, mail: AnsweredMail | undefined): string {
  const same = mail?.from.find(({ address }) => address?.toLowerCase() === requester);
  return same?.name ?? "";
}

function leaveOut(
  address: string,
  isWriter: boolean,
  facts: RecipientFacts,
  count: number,
): LeftOutRecipient["because"] | undefined {
  // Another inbox that wrote to this one is its customer.
  const ours = isWriter ? facts.inboxAddresses : facts.ownAddresses;
  if (isOurAddress(address, ours)) return "own-address";
  // Who writes again is back in.
  if (!isWriter && facts.removed.has(address.toLowerCase())) return "removed";
  if (!isWritableAddress(address)) return "not-writable";
  return count > MAIL_RECIPIENTS_MAX ? "too-many" : undefined;
}

function warningOf(
  address: string,
  because: ProposedRecipient["because"],
  mail: AnsweredMail | undefined,
  { undeliverable, ownAddresses }: RecipientFacts,
): RecipientWarning | undefined {
  if (undeliverable.has(address.toLowerCase())) return "undeliverable";
  if (isNobody(address)) return "no-reply";
  // The signed address of another inbox of ours is that inbox.
  const bare = isOurAddress(address, ownAddresses) ? withoutDetail(address) : address;
  const isSender = mail?.from.some((box) => box.address?.toLowerCase() === bare.toLowerCase());
  return because === "reply-to" && !isSender ? "not-the-sender" : undefined;
}

/** One of our inboxes, with or without what stands behind a plus: the signed reply addresses. */
export function isOurAddress(address: string, ownAddresses: ReadonlySet<string>): boolean {
  const lower = address.toLowerCase();
  return ownAddresses.has(lower) || ownAddresses.has(withoutDetail(lower));
}

function withoutDetail(address: string): string {
  const at = address.lastIndexOf("@");
  const plus = address.slice(0, at).indexOf("+");
  return plus > 0 ? address.slice(0, plus) + address.slice(at) : address;
}

/**
 * A plain address that any server takes: a local part beyond ASCII needs one that knows SMTPUTF8, and
 * a mail to many fails for all when one address cannot be said.
 */
export function isWritableAddress(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf("@"));
  const isPlain = /^[\x21-\x7e]+$/.test(local) && !/\p{Cs}/u.test(address);
  return strictAddress(address) === address && isPlain;
}
