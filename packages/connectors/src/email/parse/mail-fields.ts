import {
  cleanMessageId,
  headerOf,
  headersOf,
  type Mailbox,
  type MailHeader,
  messageIdsOf,
  type ParsedMail,
  parseMailboxes,
  strictAddress,
} from "@circuito/domain";
import addressparser from "nodemailer/lib/addressparser";
import { decodeWords } from "./decode-words.ts";

/** A subject in a list; longer ones are attempts (B-27). */
const SUBJECT_LENGTH_MAX = 2_000;
/** The second opinion on addresses is asked only where it cannot become expensive (B-09). */
const SECOND_OPINION_LENGTH_MAX = 8 * 1024;
const SECOND_OPINION_MAILBOXES_MAX = 100;

export type MailFields = Pick<
  ParsedMail,
  | "from"
  | "sender"
  | "replyTo"
  | "to"
  | "cc"
  | "deliveredTo"
  | "subject"
  | "messageId"
  | "inReplyTo"
  | "references"
> & { readonly suspicious: boolean; readonly repeated: boolean };

/** Fields that RFC 5322 §3.6 allows once; two of them are read differently by different software. */
const ONCE = ["from", "sender", "reply-to", "subject", "message-id", "in-reply-to", "references"];

/** Everything in the header that says who, to whom, about what and in answer to what. */
export function readFields(headers: readonly MailHeader[]): MailFields {
  let suspicious = false;
  const read = (name: string): readonly Mailbox[] =>
    headersOf(headers, name).flatMap((value) => {
      const list = parseMailboxes(value, decodeWords);
      if (list.suspicious || !agrees(value, list.mailboxes)) suspicious = true;
      return list.mailboxes;
    });
  const id = headerOf(headers, "message-id");
  const from = read("from");
  return {
    from,
    sender: read("sender")[0],
    replyTo: read("reply-to"),
    to: read("to"),
    cc: read("cc"),
    deliveredTo: ["delivered-to", "x-original-to", "envelope-to"].flatMap((name) =>
      headersOf(headers, name).flatMap((value) => {
        const bare = strictAddress(value.replace(/^<|>$/g, "").trim());
        return bare === undefined ? [] : [bare];
      }),
    ),
    subject: readSubject(headerOf(headers, "subject") ?? ""),
    messageId: id === undefined ? undefined : (messageIdsOf(id)[0] ?? cleanMessageId(id)),
    inReplyTo: headersOf(headers, "in-reply-to").flatMap(messageIdsOf),
    references: headersOf(headers, "references").flatMap(messageIdsOf),
    suspicious,
    repeated: ONCE.some((name) => headersOf(headers, name).length > 1),
  };
}

/** One line without controls: a decoded line break must not become a header of ours (B-27). */
function readSubject(value: string): string {
  return decodeWords(value)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, SUBJECT_LENGTH_MAX);
}

/** Whether a second, independent parser finds the same addresses (B-07). */
function agrees(value: string, mailboxes: readonly Mailbox[]): boolean {
  if (value.length > SECOND_OPINION_LENGTH_MAX) return false;
  if (mailboxes.length > SECOND_OPINION_MAILBOXES_MAX) return false;
  const ours = mailboxes.flatMap((mailbox) => mailbox.address?.toLowerCase() ?? []);
  const theirs = addressparser(value, { flatten: true }).flatMap((entry) => {
    const address = strictAddress(entry.address.trim());
    return address === undefined ? [] : [address.toLowerCase()];
  });
  return ours.join(" ") === theirs.join(" ");
}
