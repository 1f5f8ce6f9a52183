import { createHash } from "node:crypto";
import type { OpenInbox } from "@circuito/connector";
import {
  type Classification,
  classifyMail,
  headerOf,
  INBOX_HEADER,
  isSelfTest,
  isVouchedFor,
  type KeptMedia,
  type MailSender,
  type MessageElement,
  mailSender,
  mailtoAddress,
  type ParsedMail,
  readInboxMark,
  readMessageId,
  SELF_TEST_CLASSIFICATION,
  type Signer,
  threadKeys,
  withoutDetail,
} from "@circuito/domain";
import { loopMark } from "../loop-mark.ts";
import type { MailView } from "../parse/mail-view.ts";
import { type EmailSettings, ownAddresses } from "../settings.ts";
import { mailExternalId } from "../transport/external-id.ts";
import type { MailArrival } from "../transport/incoming-mail.ts";

/** A mail as read, and what of it is in the media store. */
export interface ReadParts {
  readonly mail: ParsedMail;
  readonly view: MailView;
  readonly arrival: MailArrival;
  readonly raw: MessageElement["raw"];
  readonly media: readonly KeptMedia[];
}

/** Makes the element of a mail: decides who wrote it, what kind it is, and what it may answer. */
export function mailElement(
  parts: ReadParts,
  inbox: Pick<OpenInbox<EmailSettings>, "id" | "settings">,
  signer: Signer,
): MessageElement {
  const { mail, view, arrival } = parts;
  const { settings } = inbox;
  const own = ownAddresses(settings);
  const author = mailSender(mail, envelopeFrom(mail, arrival), own);
  const found = threadKeys(
    {
      ...mail,
      deliveredTo: [...deliveredTo(arrival), ...mail.deliveredTo],
      // A report names the mail it returns inside; our signature in that id is its proof.
      inReplyTo: [...mail.inReplyTo, ...(view.bounce?.originalIds ?? [])],
      visibleText: view.visibleText,
      providerThreadId: arrival.kind === "mailbox" ? arrival.threadId : undefined,
    },
    inbox.id,
    signer,
  );
  const isSent = arrival.kind === "mailbox" && arrival.role === "sent";
  const sentAt = mail.date ?? (arrival.kind === "mailbox" ? arrival.arrivedAt : undefined);
  const isOurs = ({ rule }: { readonly rule: string }) =>
    rule === "reply-address" || rule === "own-message-id";
  return {
    kind: "message",
    externalId: mailExternalId(mail),
    idMadeBy: "sender",
    raw: parts.raw,
    from: mailtoAddress(author.address ?? nobodyAt(mail)),
    ...(author.name !== "" && { fromName: author.name }),
    to: writtenTo(mail, arrival, settings),
    ...(sentAt !== undefined && { sentAt }),
    text: view.visibleText,
    media: parts.media,
    contentSha256: contentSha256(mail),
    mail: {
      subject: mail.subject,
      from: mail.from,
      sender: mail.sender,
      replyTo: mail.replyTo,
      to: mail.to,
      cc: mail.cc,
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      origin: isSent ? "sent" : "received",
      classification: classify(parts, inbox, signer, {
        answersOurs: found.keys.some(isOurs),
        isSent,
      }),
      keys: found.keys,
      forged: found.forged,
      isAuthenticated: !isSent && isProven(mail, author, settings),
      enclosesMail: mail.parts.some(({ type }) => type === "message/rfc822"),
      hasQuote:
        view.reply.parts.some(({ kind }) => kind === "quote") || view.reply.shows === "inline",
      bounce: view.bounce,
      fullText: view.text.trim() === view.visibleText ? undefined : view.text,
      html: view.remoteImages && { version: 0, remoteImages: view.remoteImages },
      remarks: mail.remarks,
      textSha256: createHash("sha256").update(view.visibleText).digest("hex"),
    },
  };
}

/** By what its bytes alone say; how often its sender writes is counted where it is routed. */
function classify(
  { mail, view }: ReadParts,
  { id, settings }: Pick<OpenInbox<EmailSettings>, "id" | "settings">,
  signer: Signer,
  known: { readonly answersOurs: boolean; readonly isSent: boolean },
): Classification {
  const written = mail.from.flatMap(({ address }) => address?.toLowerCase() ?? []);
  if (isSelfTest({ headers: mail.headers, from: written }, settings.address, signer)) {
    return SELF_TEST_CLASSIFICATION;
  }
  return classifyMail(
    { ...mail, from: written.map(withoutDetail), bounce: view.bounce },
    {
      // What our own people sent from here is from our address, of course.
      ownAddresses: known.isSent ? new Set() : ownAddresses(settings),
      isOurMessageId: (name) =>
        readMessageId(name, signer).kind === "valid" && !isOfAnotherInbox(mail, id, signer),
      loopMark: loopMark(signer),
      answersOurs: known.answersOurs,
      // Of a test that is no secret from our intake; the signed one was met above.
      isSelfTest: false,
      recentFromSender: 1,
      recentSameBody: 1,
    },
  );
}

/** What one inbox of ours writes to another has arrived there, and did not come back. */
function isOfAnotherInbox({ headers }: ParsedMail, inboxId: string, signer: Signer): boolean {
  const mark = headerOf(headers, INBOX_HEADER);
  const read = mark === undefined ? undefined : readInboxMark(mark, signer);
  return read?.kind === "valid" && read.id !== inboxId;
}

/** A verdict is about From: it vouches for an author found there alone, and for one From alone. */
function isProven(mail: ParsedMail, author: MailSender, { authservId }: EmailSettings): boolean {
  if (author.because !== "from" || mail.from.length !== 1) return false;
  if (mail.remarks.some((remark) => remark === "repeated-header")) return false;
  return isVouchedFor(mail.headers, author.address, authservId);
}

/**
 * A mail that names nobody is kept and shown, each as a stranger of its own: one contact for all of them
 * would show one stranger's mail beside another's. `.invalid` is never anybody's (RFC 2606).
 */
function nobodyAt({ sha256 }: ParsedMail): string {
  return `nobody.${sha256.slice(0, 16)}@unknown.invalid`;
}

/** Return-Path was written by the server that delivered; a listener was told itself. */
function envelopeFrom(mail: ParsedMail, arrival: MailArrival): string | undefined {
  if (arrival.kind === "listener") return arrival.envelopeFrom;
  const path = mail.headers.find(({ name }) => name === "return-path")?.value;
  const bare = path?.replace(/[<>\s]/g, "");
  return bare !== undefined && /^[^@]+@[^@]+$/.test(bare) ? bare : undefined;
}

function deliveredTo(arrival: MailArrival): readonly string[] {
  return arrival.kind === "listener" ? arrival.recipients : [];
}

/** Which of our addresses the mail was written to. */
function writtenTo(mail: ParsedMail, arrival: MailArrival, settings: EmailSettings): string {
  const own = ownAddresses(settings);
  const named = [...mail.to, ...mail.cc].flatMap(({ address }) => address ?? []);
  const candidates = [...deliveredTo(arrival), ...mail.deliveredTo, ...named];
  const written = candidates.map((address) => withoutDetail(address.toLowerCase()));
  return written.find((address) => own.has(address)) ?? settings.address;
}

/**
 * What the writer said, before any reading of ours: a mail that comes a second time by another way has
 * other headers, and a later version of ours may cut its quote elsewhere.
 */
function contentSha256(mail: ParsedMail): string {
  const from = mail.from.map(({ address }) => address ?? "");
  const files = mail.attachments.map(({ sha256 }) => sha256);
  const said = [from, mail.text ?? null, mail.html ?? null, files];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}
