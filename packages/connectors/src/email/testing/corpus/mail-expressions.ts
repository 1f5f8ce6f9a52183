import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import {
  headersOf,
  type MailAttachment,
  type Mailbox,
  type ParsedMail,
  parseMailboxes,
  readBounce,
  splitReply,
  visibleText,
} from "@circuito/domain";
import { splitHtmlReply } from "../../html/split-html-reply.ts";
import { decodeWords } from "../../parse/decode-words.ts";

/** Marks an assertion about something a mail parser of ours does not have. */
export const NOT_OURS = Symbol("not ours");

/** A parsed mail and what else the sources ask about it. */
export interface AskedMail {
  readonly mail: ParsedMail;
  readonly envelopeLine: string | undefined;
  readonly contentOf: (attachment: MailAttachment) => Promise<Buffer>;
}

/** What an expression of php-imap's tests is about, in our terms. */
export async function phpValue(
  expression: string,
  { mail, contentOf }: AskedMail,
  attachment: MailAttachment | undefined,
): Promise<unknown> {
  const hashed = /^hash\(["']sha256["'], (.*)\)$/.exec(expression)?.[1];
  if (hashed !== undefined) {
    const value = await phpValue(hashed, { mail, envelopeLine: undefined, contentOf }, attachment);
    if (value === NOT_OURS) return NOT_OURS;
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value).trimEnd());
    return createHash("sha256").update(bytes).digest("hex");
  }
  // The parameters of a header, in that library's order.
  if (expression.endsWith("Content_Type->last()")) return NOT_OURS;
  const path = expression.replace(/^\(string\)/, "").replace(/->(first|last)\(\)/g, "");
  const [subject = "", ...rest] = path.split("->");
  const field = rest.join("->");
  if (subject === "$attachment") return attachmentValue(field, attachment, contentOf);
  if (subject === "$from") return mailboxValue(field, mail.from[0]);
  if (/^\$(message->)?(getA|a)ttachments/.test(path)) return mail.attachments;
  if (subject !== "$message") return NOT_OURS;
  return messageValue(field, mail);
}

function messageValue(field: string, mail: ParsedMail): unknown {
  const mailbox = /^(from|to|cc)(?:->(\w+))?$/.exec(field);
  if (mailbox) {
    const list = mailbox[1] === "from" ? mail.from : mailbox[1] === "to" ? mail.to : mail.cc;
    return mailbox[2] === undefined ? listed(list) : mailboxValue(mailbox[2], list[0]);
  }
  const named = /^get\(["'](.*)["']\)$/.exec(field)?.[1];
  if (named !== undefined) return headersOf(mail.headers, named.toLowerCase())[0] ?? "";
  switch (field) {
    case "subject":
    case "getSubject()":
      return mail.subject;
    case "message_id":
      return mail.messageId ?? "";
    case "getTextBody()":
      return mail.text ?? "";
    case "hasTextBody()":
      return (mail.text ?? "") !== "";
    case "getHTMLBody()":
      return mail.html ?? "";
    case "hasHTMLBody()":
      return (mail.html ?? "") !== "";
    case "date":
      return mail.date ?? false;
  }
  if (field.startsWith("date->")) {
    return mail.date === undefined
      ? false
      : new Date(mail.date).toISOString().slice(0, 19).replace("T", " ");
  }
  const header = field.toLowerCase().replace(/_/g, "-");
  if (!/^[a-z][\w-]*$/.test(header)) return NOT_OURS;
  return headersOf(mail.headers, header)[0] ?? NOT_OURS;
}

async function attachmentValue(
  field: string,
  attachment: MailAttachment | undefined,
  contentOf: AskedMail["contentOf"],
): Promise<unknown> {
  if (!attachment) return undefined;
  switch (field) {
    case "name":
    case "filename":
      return attachment.fileName;
    case "getExtension()":
      return attachment.fileName.includes(".") ? attachment.fileName.split(".").at(-1) : "";
    case "content_type":
      return attachment.mimeType;
    case "content":
      return await contentOf(attachment);
    case "disposition":
      return attachment.disposition;
    case "content_id":
      return `<${attachment.contentId ?? ""}>`;
    case "description":
      return attachment.description ?? "";
    default:
      // Type numbers, sizes on the wire and random ids are that library's own.
      return NOT_OURS;
  }
}

function mailboxValue(field: string, mailbox: Mailbox | undefined): unknown {
  switch (field) {
    case "mail":
      return mailbox?.address;
    case "personal":
      return mailbox?.name;
    case "mailbox":
      return mailbox?.address?.split("@")[0];
    case "host":
      return mailbox?.address?.split("@")[1];
    case "full":
      return mailbox && listed([mailbox]);
    default:
      return NOT_OURS;
  }
}

function listed(mailboxes: readonly Mailbox[]): string {
  return mailboxes
    .map(({ name, address }) =>
      address === undefined ? name : name === "" ? address : `${name} <${address}>`,
    )
    .join(", ");
}

/** What an expression of Ruby's mail tests is about. */
export function rubyValue(expression: string, { mail, envelopeLine }: AskedMail): unknown {
  const field = expression.replace(/^(mail|message|m|email)\b\.?/, "");
  const addresses = (list: readonly Mailbox[]) => list.flatMap((one) => one.address ?? []);
  const header = (name: string) => headersOf(mail.headers, name)[0] ?? "";
  switch (field) {
    case "message_id":
      return mail.messageId;
    case "subject":
      return mail.subject;
    case "from":
      return addresses(mail.from);
    case "to":
      return addresses(mail.to);
    case "cc":
      return addresses(mail.cc);
    case "reply_to":
      return addresses(mail.replyTo);
    case "resent_from":
    case "resent_to":
      return addresses(parseMailboxes(header(field.replace("_", "-")), decodeWords).mailboxes);
    case "resent_message_id":
      return header("resent-message-id").replace(/[<>]/g, "");
    case "[:cc].group_names":
      return parseMailboxes(header("cc"), decodeWords).groups;
    case "[:from].display_names":
      return mail.from.map((one) => one.name);
    case "[:in_reply_to].message_ids":
      return mail.inReplyTo;
    case "[:references].message_ids":
      return mail.references;
    case "envelope_from":
      return envelopeLine?.split(" ")[0];
    case "raw_envelope":
      return envelopeLine;
    case "decoded.chomp":
      return (mail.text ?? "").trimEnd();
    case "parts.size":
      return children(mail, "").length;
    case "parts.first.parts.size":
      return children(mail, "1").length;
    case "boundary":
      return mail.parts[0]?.boundary;
    case "parts.first.boundary":
      return mail.parts[1]?.boundary;
    default:
      return NOT_OURS;
  }
}

function children(mail: ParsedMail, path: string): readonly unknown[] {
  const depth = path === "" ? 1 : path.split(".").length + 1;
  return mail.parts.filter(
    (part) =>
      part.path !== "" && part.path.split(".").length === depth && part.path.startsWith(path),
  );
}

/** Ruby's predicates that their test titles state as true; of others the sources lost the "not". */
export function rubyPredicate(predicate: string, { mail }: AskedMail): boolean | typeof NOT_OURS {
  const isReport = mail.parts[0]?.type === "multipart/report";
  switch (predicate) {
    case "be_multipart_report":
      return isReport;
    case "be_delivery_status_report":
      return isReport && mail.parts[0]?.reportType === "delivery-status";
    case "be_bounced":
      return readBounce({ ...mail, text: mail.text ?? "" }) !== undefined;
    case "be_truthy":
      return mail.inReplyTo.length === 0;
    default:
      return NOT_OURS;
  }
}

/** What an expression of Chatwoot's specs is about: only what comes from the mail's own bytes. */
export function chatwootValue(expression: string, { mail }: AskedMail, id: string): unknown {
  // That spec makes most of its mails in code; the file named beside it is another one.
  const hasFile = !id.includes("imap_mailbox_spec");
  if (expression.endsWith("['subject']") || expression.endsWith(".subject")) return mail.subject;
  if (expression.endsWith("attachments.count") && hasFile) return mail.attachments.length;
  if (expression.endsWith("['auto_reply']")) {
    return readBounce({ ...mail, text: mail.text ?? "" }) !== undefined;
  }
  if (
    /messages\.last\.content$|\[:reply\]\[0\.\.70\]$|decorated_html_mail\[0\.\.70\]$/.test(
      expression,
    )
  ) {
    const shown = visible(mail);
    return expression.endsWith("[0..70]") ? shown.replace(/\s+/g, " ").slice(0, 71) : shown;
  }
  if (expression.endsWith(".references")) return mail.references;
  return NOT_OURS;
}

function visible(mail: ParsedMail): string {
  if (mail.text !== undefined) return visibleText(mail.text, splitReply(mail.text));
  const { text, split } = splitHtmlReply(mail.html ?? "");
  return visibleText(text, split);
}
