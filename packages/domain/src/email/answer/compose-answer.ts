import { cleanName } from "../mail-address.ts";
import {
  type AnsweredMail,
  isOurAddress,
  isWritableAddress,
  MAIL_RECIPIENTS_MAX,
  type ProposedRecipient,
  type ProposedRecipients,
  proposeRecipients,
  type RecipientFacts,
} from "./answer-recipients.ts";
import { type AnsweredNames, answerReferences } from "./answer-references.ts";
import { answerSubject, cleanSubject, SUBJECT_LENGTH_MAX } from "./answer-subject.ts";

/** All that composing an answer asks of the store. */
export interface AnswerFacts extends RecipientFacts {
  /** The customer's newest mail that a person may have written; `undefined` if there is none. */
  readonly answered: (AnsweredMail & AnsweredNames & { readonly subject: string }) | undefined;
  /** Of the conversation's last mail, whoever wrote it. */
  readonly conversationSubject: string | undefined;
}

/** A recipient as a person wrote it. */
export interface AskedRecipient {
  readonly name: string;
  readonly address: string;
}

/** What the writer of an answer chose; what is absent is as proposed. */
export interface AskedMail {
  readonly subject?: string | undefined;
  readonly to?: readonly AskedRecipient[] | undefined;
  readonly cc?: readonly AskedRecipient[] | undefined;
  /** With the signature below it; absent: yes. */
  readonly isSigned?: boolean | undefined;
}

/** An answer of which everything but its words is decided. */
export interface ComposedMail {
  readonly subject: string;
  readonly to: readonly AskedRecipient[];
  readonly cc: readonly AskedRecipient[];
  /** Ids without brackets; oldest first. */
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** Whom this answer takes out of the conversation: proposed, and not wanted. Lower-case. */
  readonly removed: readonly string[];
}

export type Composed =
  | { readonly kind: "mail"; readonly mail: ComposedMail }
  | { readonly kind: "refused"; readonly because: MailRefusal; readonly address?: string };

export type MailRefusal =
  | "bad-address"
  | "own-address"
  | "bad-name"
  | "bad-subject"
  | "no-recipient"
  | "too-many-recipients"
  /** Nobody reads at any of the proposed addresses, and the writer did not say to try anyhow. */
  | "nobody-reads"
  /** Answers are wanted at another address than the one that wrote, and the writer did not agree to it. */
  | "not-the-sender";

/** What an answer would be if nobody changed anything, with reasons. */
export interface AnswerDraft extends ProposedRecipients {
  readonly subject: string;
}

export function draftAnswer(facts: AnswerFacts): AnswerDraft {
  const subject = answerSubject(facts.answered?.subject ?? facts.conversationSubject ?? "");
  return { subject, ...proposeRecipients(facts.answered, facts) };
}

/** Could end a header (B-75), or be stored nowhere: half a surrogate pair. */
const BREAKING = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/**
 * Decides the whole of an answer. What a person asked for is held against the strict grammar and
 * refused when it does not hold, never cleaned: an attempt to write a line of its own is no typo.
 */
export function composeAnswer(facts: AnswerFacts, asked: AskedMail | undefined): Composed {
  const draft = draftAnswer(facts);
  const named = [...(asked?.to ?? []), ...(asked?.cc ?? [])];
  const wrong = firstWrong(named, facts.inboxAddresses);
  if (wrong) return wrong;
  const subject = asked?.subject === undefined ? draft.subject : asked.subject.trim();
  if (BREAKING.test(subject) || [...subject].length > 2 * SUBJECT_LENGTH_MAX) {
    return { kind: "refused", because: "bad-subject" };
  }
  const to = once(asked?.to ?? draft.to, new Set());
  const cc = once(asked?.cc ?? draft.cc, new Set(to.map(keyOf)));
  if (to.length === 0) return { kind: "refused", because: "no-recipient" };
  if (to.length + cc.length > MAIL_RECIPIENTS_MAX) {
    return { kind: "refused", because: "too-many-recipients" };
  }
  // Naming the recipients is saying so: whoever does it has seen the warnings.
  if (asked?.to === undefined && asked?.cc === undefined && isUnread([...draft.to, ...draft.cc])) {
    return { kind: "refused", because: "nobody-reads" };
  }
  // Whoever wrote the mail chose its Reply-To: an answer goes there only when a person says so (S-04).
  if (asked?.to === undefined && draft.to.some((one) => isElsewhere(one, facts))) {
    return { kind: "refused", because: "not-the-sender" };
  }
  const kept = new Set([...to, ...cc].map(keyOf));
  const proposed = [...draft.to, ...draft.cc].map(keyOf);
  const mail: ComposedMail = {
    subject: cleanSubject(subject),
    to,
    cc,
    ...answerReferences(facts.answered),
    removed: proposed.filter((key) => !kept.has(key)),
  };
  return { kind: "mail", mail };
}

function firstWrong(
  named: readonly AskedRecipient[],
  ownAddresses: ReadonlySet<string>,
): Composed | undefined {
  for (const { name, address } of named) {
    if (!isWritableAddress(canonical(address))) {
      return { kind: "refused", because: "bad-address", address };
    }
    if (isOurAddress(address, ownAddresses)) {
      return { kind: "refused", because: "own-address", address };
    }
    if (BREAKING.test(name) || cleanName(name) !== name.replace(/\s+/g, " ").trim()) {
      return { kind: "refused", because: "bad-name", address };
    }
  }
  return undefined;
}

/** Each address once, in its first place. */
function once(
  recipients: readonly AskedRecipient[],
  taken: ReadonlySet<string>,
): readonly AskedRecipient[] {
  const seen = new Set(taken);
  return recipients.flatMap(({ name, address }) => {
    const key = keyOf({ address });
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ name: cleanName(name), address: canonical(address) }];
  });
}

/** A form or a list writes for somebody: with them the conversation is, and they get the answer. */
function isElsewhere({ address, warning }: ProposedRecipient, { requester }: AnswerFacts): boolean {
  return warning === "not-the-sender" && address.toLowerCase() !== requester;
}

/** Whether nobody reads at any of these addresses. */
export function isUnread(recipients: readonly ProposedRecipient[]): boolean {
  return recipients.every(({ warning }) => warning === "no-reply" || warning === "undeliverable");
}

function keyOf({ address }: { readonly address: string }): string {
  return address.toLowerCase();
}

/** Local parts keep their case (RFC 5321 §2.4), domains have none. */
function canonical(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}
