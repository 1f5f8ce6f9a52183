import type { MailClass } from "../automatic/automatic-mail.ts";
import { isForwardSubject, normalizeSubject } from "./normalize-subject.ts";
import type { ThreadKey, ThreadRule } from "./thread-keys.ts";

/** Changes with every change of the rules, so that a stored verdict says by which it came about. */
export const THREADING_VERSION = 1;

/** A mail as threading sees it; addresses are lower-case. */
export interface ThreadedMail {
  readonly inboxId: string;
  readonly subject: string;
  readonly from: readonly string[];
  readonly replyTo: readonly string[];
  readonly sender: readonly string[];
  /** From's domain is vouched for: DMARC aligned pass, as our own mail server says. */
  readonly isAuthenticated: boolean;
  readonly class: MailClass;
  /** It encloses a mail as a file, and no recipient but our inbox is new. */
  readonly enclosesMail: boolean;
  /** Part of it is a quotation. */
  readonly hasQuote: boolean;
}

/** A conversation that one of the keys found. */
export interface ThreadCandidate {
  readonly id: string;
  readonly inboxId: string;
  readonly status: "open" | "snoozed" | "resolved" | "closed";
  readonly resolvedAt: number | undefined;
  readonly lastMessageAt: number;
  readonly subject: string;
  readonly requester: readonly string[];
  /** Anyone who ever was in To or Cc here, by our own hand or the requester's. */
  readonly participants: readonly string[];
  readonly mergedInto: string | undefined;
  /** Of the message that was named: to whom it went, when the same went to many conversations. */
  readonly sentToMany?: readonly string[];
}

export interface FoundCandidate {
  readonly key: ThreadKey;
  readonly candidate: ThreadCandidate;
}

export interface ThreadSettings {
  /** A resolved conversation is reopened within this; mail: 7 days (rules §7). */
  readonly reopenWindowMs: number;
  readonly isStaff: (address: string) => boolean;
}

export type Rejection =
  | "other-inbox"
  | "not-a-participant"
  | "not-authenticated"
  | "forwarded"
  | "topic-changed"
  | "sent-to-somebody-else"
  | "merged-too-often"
  | "bulk-mail"
  | "closed"
  | "after-reopen-window"
  | "another-one-was-first";

export interface JudgedCandidate {
  readonly conversationId: string;
  readonly rule: ThreadRule;
  readonly evidence: string;
  /** Absent for the one that was taken. */
  readonly rejectedBecause?: Rejection;
}

/** Who the writer is to the conversation they join. */
export type WriterRole = "requester" | "participant" | "staff" | "unverified";

export type Placement =
  | {
      readonly kind: "join";
      readonly conversationId: string;
      readonly by: ThreadRule;
      readonly writer: WriterRole;
      readonly reopens: boolean;
    }
  /** A new one that goes on from a closed one. */
  | { readonly kind: "follow"; readonly follows: string; readonly by: ThreadRule }
  | { readonly kind: "new"; readonly possiblyRelated: readonly string[] };

export interface ThreadVerdict {
  readonly version: number;
  readonly placement: Placement;
  readonly candidates: readonly JudgedCandidate[];
}

/** Rules §2: a chain of merges is followed so far. */
const MERGES_MAX = 10;
/** Rules §2: after so long a changed subject is a new matter. */
const STALE_AFTER_MS = 14 * 24 * 60 * 60 * 1_000;

const ORDER: readonly ThreadRule[] = [
  "reply-address",
  "own-message-id",
  "stored-id",
  "signed-reference",
  "provider-thread",
];

/** Names that we made and signed; whoever holds one was given it. */
function isSigned(rule: ThreadRule): boolean {
  return rule === "reply-address" || rule === "own-message-id";
}

/**
 * To which conversation a mail belongs (rules §2): every candidate is judged, the first that passes
 * is taken, and all of them are told with their reasons. A subject alone never threads, and nothing
 * that a sender can write threads without either our signature or a participant whose address is
 * authenticated (promise R10).
 * @param byId every conversation that a merge may lead to
 */
export function threadMail(
  mail: ThreadedMail,
  found: readonly FoundCandidate[],
  byId: ReadonlyMap<string, ThreadCandidate>,
  now: number,
  settings: ThreadSettings,
): ThreadVerdict {
  const ordered = ORDER.flatMap((rule) => found.filter(({ key }) => key.rule === rule));
  const candidates: JudgedCandidate[] = [];
  let placement: Placement | undefined;
  for (const { key, candidate } of ordered) {
    const target = followMerges(candidate, byId);
    const judged = {
      conversationId: target?.id ?? candidate.id,
      rule: key.rule,
      evidence: key.evidence,
    };
    const because = placement
      ? "another-one-was-first"
      : rejection(mail, key.rule, candidate, target, now, settings);
    if (because === undefined && target) {
      candidates.push(judged);
      placement = joined(mail, key.rule, target, settings);
    } else if (
      (because === "closed" || because === "after-reopen-window") &&
      target &&
      !placement
    ) {
      candidates.push({ ...judged, rejectedBecause: because });
      placement = { kind: "follow", follows: target.id, by: key.rule };
    } else {
      candidates.push({ ...judged, rejectedBecause: because ?? "merged-too-often" });
    }
  }
  const related = candidates
    .filter(({ rejectedBecause }) => rejectedBecause !== "other-inbox")
    .map(({ conversationId }) => conversationId);
  placement ??= { kind: "new", possiblyRelated: [...new Set(related)] };
  return { version: THREADING_VERSION, placement, candidates };
}

function followMerges(
  candidate: ThreadCandidate,
  byId: ReadonlyMap<string, ThreadCandidate>,
): ThreadCandidate | undefined {
  let at: ThreadCandidate | undefined = candidate;
  for (let steps = 0; at?.mergedInto !== undefined; steps += 1) {
    if (steps >= MERGES_MAX) return undefined;
    at = byId.get(at.mergedInto);
  }
  return at;
}

function rejection(
  mail: ThreadedMail,
  rule: ThreadRule,
  candidate: ThreadCandidate,
  target: ThreadCandidate | undefined,
  now: number,
  settings: ThreadSettings,
): Rejection | undefined {
  if (!target) return "merged-too-often";
  if (candidate.inboxId !== mail.inboxId || target.inboxId !== mail.inboxId) return "other-inbox";
  // References of a list's mail name mails of everybody: only the address it was sent to counts.
  if (mail.class === "bulk" && rule !== "reply-address") return "bulk-mail";
  if (!isSigned(rule)) {
    if (membership(mail, [candidate, target], settings) === undefined) return "not-a-participant";
    if (!mail.isAuthenticated) return "not-authenticated";
  }
  const sentTo = candidate.sentToMany;
  if (sentTo && !mail.from.some((address) => sentTo.includes(address)))
    return "sent-to-somebody-else";
  if (isForward(mail, rule)) return "forwarded";
  // What a machine answers has a subject of its own and is about the mail it answers all the same.
  if (isWritten(mail.class) && hasNewTopic(mail, target, now)) return "topic-changed";
  return lateness(target, now, settings);
}

/** Passed on to us by hand: another matter, unless it was sent to the conversation's own address. */
function isForward(mail: ThreadedMail, rule: ThreadRule): boolean {
  return rule !== "reply-address" && (isForwardSubject(mail.subject) || mail.enclosesMail);
}

function hasNewTopic(mail: ThreadedMail, target: ThreadCandidate, now: number): boolean {
  const written = normalizeSubject(mail.subject);
  if (written === "" || written === normalizeSubject(target.subject)) return false;
  const isOver = target.status === "closed" || now - target.lastMessageAt > STALE_AFTER_MS;
  return isOver || !mail.hasQuote;
}

function lateness(
  target: ThreadCandidate,
  now: number,
  settings: ThreadSettings,
): "closed" | "after-reopen-window" | undefined {
  if (target.status === "closed") return "closed";
  if (target.status !== "resolved") return undefined;
  return now - (target.resolvedAt ?? 0) > settings.reopenWindowMs
    ? "after-reopen-window"
    : undefined;
}

function joined(
  mail: ThreadedMail,
  by: ThreadRule,
  target: ThreadCandidate,
  settings: ThreadSettings,
): Placement {
  return {
    kind: "join",
    conversationId: target.id,
    by,
    writer: roleOf(mail, [target], settings),
    reopens: target.status === "resolved" && isWritten(mail.class),
  };
}

function isWritten(mailClass: MailClass): boolean {
  return mailClass === "human" || mailClass === "auto-notice";
}

/** Who the writer is, as far as that is known: an address that is not vouched for is a claim (S-01). */
function roleOf(
  mail: ThreadedMail,
  conversations: readonly ThreadCandidate[],
  settings: ThreadSettings,
): WriterRole {
  const role = membership(mail, conversations, settings);
  return role !== undefined && mail.isAuthenticated ? role : "unverified";
}

/** As whom the addresses of a mail are known to a conversation. Several authors are nobody. */
function membership(
  mail: ThreadedMail,
  conversations: readonly ThreadCandidate[],
  settings: ThreadSettings,
): Exclude<WriterRole, "unverified"> | undefined {
  const [author, ...others] = mail.from;
  if (author === undefined || others.length > 0) return undefined;
  if (settings.isStaff(author)) return "staff";
  if (conversations.some(({ requester }) => requester.includes(author))) return "requester";
  // Authentication speaks of From's domain only: a Reply-To elsewhere is anybody's to write.
  const domain = author.slice(author.lastIndexOf("@"));
  const known = [author, ...[...mail.replyTo, ...mail.sender].filter((a) => a.endsWith(domain))];
  const isKnown = conversations.some(({ participants, requester }) =>
    known.some((address) => participants.includes(address) || requester.includes(address)),
  );
  return isKnown ? "participant" : undefined;
}
