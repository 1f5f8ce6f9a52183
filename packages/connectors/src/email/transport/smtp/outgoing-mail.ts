import type { Readable } from "node:stream";
import { domainToASCII } from "node:url";
import { SendError } from "@circuito/connector";
import { strictAddress } from "@circuito/domain";

/** A mail of which everything is decided: what is sent is this, and rendered twice it is the same. */
export interface OutgoingMail {
  readonly envelope: {
    /** Where bounces go; empty for mail that must cause none. */
    readonly from: string;
    readonly to: readonly string[];
  };
  readonly from: OutgoingMailbox;
  readonly replyTo?: OutgoingMailbox;
  readonly to: readonly OutgoingMailbox[];
  readonly cc: readonly OutgoingMailbox[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** All ids without brackets. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  /** Ms since epoch. */
  readonly date: number;
  /** Further headers; none that this interface has a field for. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly OutgoingAttachment[];
}

export interface OutgoingMailbox {
  readonly name: string;
  readonly address: string;
}

export interface OutgoingAttachment {
  readonly fileName: string;
  readonly mimeType: string;
  readonly contentId?: string;
  /** Opens the content anew at each rendering. */
  readonly open: () => Readable | Uint8Array;
}

/** A reply goes to a handful; a list of hundreds is a campaign, which has other rules. */
const RECIPIENTS_MAX = 100;
const HEADERS_MAX = 50;
/** RFC 5322 §2.1.1: a line ends before its 998th character. */
const VALUE_LENGTH_MAX = 900;
/** Cc. and Cf. could end a header or turn it around; a name or a subject has no use for them. */
const BREAKING = /[\p{Cc}\u2028\u2029]/u;
const MESSAGE_ID = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,70}$/;
/** Fields of their own, or none of the caller's business. */
const RESERVED =
  /^(from|sender|to|cc|bcc|subject|date|message-id|in-reply-to|references|reply-to|mime-version|content-.*|received|return-path|dkim-signature|resent-.*)$/i;

/**
 * Holds a mail against what an envelope and headers may be made of, and gives the addresses their
 * spelling on the wire. An attempt to write a line of its own is refused, not cleaned (B-75, S-42).
 * @throws SendError `rejected`, or `unreachable-address` when there is nobody to send to
 */
export function checkedMail(mail: OutgoingMail): OutgoingMail {
  const { envelope } = mail;
  if (envelope.to.length === 0) refuse("the mail has no recipient");
  if (envelope.to.length > RECIPIENTS_MAX) refuse(`more than ${RECIPIENTS_MAX} recipients`);
  const ids = [mail.messageId, ...mail.references, ...(mail.inReplyTo ? [mail.inReplyTo] : [])];
  if (!MESSAGE_ID.test(mail.messageId)) refuse("the Message-ID is none");
  if (ids.some((id) => BREAKING.test(id) || /[<>\s]/.test(id) || id.length > VALUE_LENGTH_MAX)) {
    refuse("a Message-ID it refers to is none");
  }
  if (BREAKING.test(mail.subject)) refuse("the subject holds control characters");
  const headers = Object.entries(mail.headers);
  if (headers.length > HEADERS_MAX) refuse("too many headers");
  for (const [name, value] of headers) {
    if (!HEADER_NAME.test(name) || RESERVED.test(name)) refuse("a header has no allowed name");
    if (BREAKING.test(value) || value.length > VALUE_LENGTH_MAX) refuse(`header ${name} is broken`);
  }
  for (const { fileName, mimeType, contentId } of mail.attachments) {
    if (BREAKING.test(fileName) || !/^[\w.+-]+\/[\w.+-]+$/.test(mimeType)) {
      refuse("an attachment's name or type is broken");
    }
    if (contentId !== undefined && !MESSAGE_ID.test(contentId)) refuse("a Content-ID is none");
  }
  return {
    ...mail,
    envelope: {
      from: envelope.from === "" ? "" : wireAddress(envelope.from),
      to: [...new Set(envelope.to.map(wireAddress))],
    },
    from: checkedMailbox(mail.from),
    ...(mail.replyTo && { replyTo: checkedMailbox(mail.replyTo) }),
    to: mail.to.map(checkedMailbox),
    cc: mail.cc.map(checkedMailbox),
  };
}

function checkedMailbox({ name, address }: OutgoingMailbox): OutgoingMailbox {
  if (BREAKING.test(name) || name.length > VALUE_LENGTH_MAX) refuse("a name is broken");
  return { name, address: wireAddress(address) };
}

/**
 * Plain ASCII: international domains in their wire spelling (RFC 5891), other local parts not at all.
 * @throws SendError `unreachable-address`
 */
export function wireAddress(text: string): string {
  const address = strictAddress(text);
  if (address === undefined) refuse("an address is none", "unreachable-address");
  const at = address.lastIndexOf("@");
  const domain = domainToASCII(address.slice(at + 1));
  const wire = `${address.slice(0, at)}@${domain}`;
  if (domain === "" || strictAddress(wire) !== wire || !/^[\x21-\x7e]+$/.test(wire)) {
    refuse("an address cannot be written in plain ASCII", "unreachable-address");
  }
  return wire;
}

function refuse(message: string, kind: "rejected" | "unreachable-address" = "rejected"): never {
  throw new SendError(kind, message);
}
