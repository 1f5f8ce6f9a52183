import type { BounceReport } from "../bounce/bounce.ts";
import { headerOf, headersOf, type MailHeader } from "../mail-headers.ts";
import { soundsLikeOutOfOffice } from "./out-of-office.ts";

/** What kind of writer a mail has (rules §4). */
export type MailClass =
  | "human"
  | "auto-reply"
  | "out-of-office"
  | "auto-notice"
  | "bulk"
  | "bounce"
  | "loop"
  | "rate";

/** One signal that was found, with what it would make of the mail alone. */
export interface ClassEvidence {
  readonly signal: string;
  readonly value: string;
  readonly says: MailClass | "no-answer";
}

export interface Classification {
  readonly class: MailClass;
  readonly evidence: readonly ClassEvidence[];
  /** A machine wants silence, whatever else the mail is. */
  readonly noAnswer: boolean;
}

export interface ClassifiedMail {
  readonly headers: readonly MailHeader[];
  readonly subject: string;
  readonly messageId: string | undefined;
  /** Lower-case addresses of From. */
  readonly from: readonly string[];
  readonly bounce: BounceReport | undefined;
}

export interface ClassifyContext {
  /** Lower-case addresses of our inboxes. */
  readonly ownAddresses: ReadonlySet<string>;
  /** Whether a Message-ID is one that we gave. Checks the MAC. */
  readonly isOurMessageId: (id: string) => boolean;
  /** The value of our own loop header, of this installation. */
  readonly loopMark: string;
  /** In-Reply-To, References or the reply address name mail of ours. */
  readonly answersOurs: boolean;
  /** A mail we sent to ourselves on purpose: the set-up test, a blind copy. */
  readonly isSelfTest: boolean;
  /** Of the sender, this mail included: in the last RATE_WINDOW_MS, and with the same words. */
  readonly recentFromSender: number;
  readonly recentSameBody: number;
}

/** The header by which we know our own automatic mail again. */
export const LOOP_HEADER = "x-circuito-loop";
export const RATE_WINDOW_MS = 10 * 60 * 1_000;
/** Rules §4: nobody writes twenty mails in ten minutes, or the same one six times. */
export const RATE_FROM_SENDER_MAX = 20;
export const RATE_SAME_BODY_MAX = 5;

/** Which of several signals decides: what is most dangerous to answer comes first. */
const ORDER: readonly MailClass[] = [
  "loop",
  "bounce",
  "out-of-office",
  "auto-reply",
  "rate",
  "bulk",
  "auto-notice",
];

/**
 * Who or what wrote a mail, with every signal that was found. Pure: the counts and the knowledge of our
 * own ids come in. A header that says `no` never makes a mail automatic (RFC 3834 §5).
 */
export function classifyMail(mail: ClassifiedMail, context: ClassifyContext): Classification {
  const evidence = [
    ...loopSignals(mail, context),
    ...bounceSignals(mail),
    ...responseSignals(mail, context),
    ...bulkSignals(mail.headers),
    ...rateSignals(context),
  ];
  const found = new Set(evidence.map((piece) => piece.says));
  const decided = ORDER.find((candidate) => found.has(candidate)) ?? "human";
  return { class: decided, evidence, noAnswer: decided !== "human" || found.has("no-answer") };
}

function loopSignals(mail: ClassifiedMail, context: ClassifyContext): readonly ClassEvidence[] {
  if (context.isSelfTest) return [];
  const evidence: ClassEvidence[] = [];
  const own = mail.from.find((address) => context.ownAddresses.has(address));
  if (own !== undefined) evidence.push({ signal: "from-own-address", value: own, says: "loop" });
  if (mail.messageId !== undefined && context.isOurMessageId(mail.messageId)) {
    evidence.push({ signal: "own-message-id", value: mail.messageId, says: "loop" });
  }
  for (const value of headersOf(mail.headers, LOOP_HEADER)) {
    if (value === context.loopMark) evidence.push({ signal: LOOP_HEADER, value, says: "loop" });
  }
  const xLoop = headerOf(mail.headers, "x-loop");
  if (xLoop !== undefined && (isYes(xLoop) || context.ownAddresses.has(bare(xLoop)))) {
    evidence.push({ signal: "x-loop", value: xLoop, says: "loop" });
  }
  return evidence;
}

function bounceSignals(mail: ClassifiedMail): readonly ClassEvidence[] {
  if (!mail.bounce) return [];
  const { kind, recipients } = mail.bounce;
  const value = [kind, ...recipients.flatMap((r) => r.status ?? [])].join(" ");
  return [{ signal: "delivery-report", value, says: "bounce" }];
}

function responseSignals(mail: ClassifiedMail, context: ClassifyContext): readonly ClassEvidence[] {
  const evidence: ClassEvidence[] = [];
  const submitted = keyword(headerOf(mail.headers, "auto-submitted"));
  if (submitted !== "" && submitted !== "no") {
    const says = submittedClass(submitted);
    evidence.push({ signal: "auto-submitted", value: submitted, says });
  }
  for (const name of ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply"]) {
    const value = headerOf(mail.headers, name);
    if (value !== undefined && keyword(value) !== "no") {
      evidence.push({ signal: name, value, says: "auto-reply" });
    }
  }
  const deliveredTo = headersOf(mail.headers, "delivered-to").find((value) =>
    bare(value).startsWith("autoresponder"),
  );
  if (deliveredTo !== undefined) {
    evidence.push({ signal: "delivered-to", value: deliveredTo, says: "auto-reply" });
  }
  const rulesLoop = headerOf(mail.headers, "x-ms-exchange-inbox-rules-loop");
  const subject = soundsLikeOutOfOffice(mail.subject);
  const suppress = headerOf(mail.headers, "x-auto-response-suppress");
  if (suppress !== undefined && keyword(suppress) !== "none") {
    // Exchange stamps it on ordinary mail: alone it only asks for silence.
    const absent = rulesLoop !== undefined || subject;
    const says = absent ? "out-of-office" : "no-answer";
    evidence.push({ signal: "x-auto-response-suppress", value: suppress, says });
  }
  if (subject) {
    const isBacked = context.answersOurs || evidence.length > 0 || rulesLoop !== undefined;
    // The words alone prove nothing: customers write about their out-of-office too.
    const says = isBacked ? "out-of-office" : "no-answer";
    evidence.push({ signal: "subject", value: mail.subject.slice(0, 100), says });
  }
  return evidence;
}

function submittedClass(value: string): MailClass {
  if (value === "auto-replied") return "auto-reply";
  return value.includes("vacation") ? "out-of-office" : "auto-notice";
}

function bulkSignals(headers: readonly MailHeader[]): readonly ClassEvidence[] {
  const evidence: ClassEvidence[] = [];
  for (const name of ["precedence", "x-precedence"]) {
    const value = keyword(headerOf(headers, name));
    if (/^auto[_-]?reply$/.test(value)) evidence.push({ signal: name, value, says: "auto-reply" });
    else if (["bulk", "junk", "list"].includes(value)) {
      evidence.push({ signal: name, value, says: "bulk" });
    }
  }
  for (const name of ["list-unsubscribe", "list-id"]) {
    const value = headerOf(headers, name);
    if (value !== undefined && value !== "") {
      evidence.push({ signal: name, value: value.slice(0, 100), says: "bulk" });
    }
  }
  return evidence;
}

function rateSignals(context: ClassifyContext): readonly ClassEvidence[] {
  const { recentFromSender, recentSameBody } = context;
  if (recentSameBody > RATE_SAME_BODY_MAX) {
    return [{ signal: "same-body", value: `${recentSameBody}`, says: "rate" }];
  }
  if (recentFromSender > RATE_FROM_SENDER_MAX) {
    return [{ signal: "sender-rate", value: `${recentFromSender}`, says: "rate" }];
  }
  return [];
}

/** `auto-generated (failure); owner=…` is `auto-generated`. */
function keyword(value: string | undefined): string {
  return (value ?? "").split(/[\s;(]/, 1)[0]?.toLowerCase() ?? "";
}

function isYes(value: string): boolean {
  return ["yes", "true", "1"].includes(keyword(value));
}

function bare(value: string): string {
  return value.replace(/[<>]/g, "").trim().toLowerCase();
}
