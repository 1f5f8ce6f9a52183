import { Readable } from "node:stream";
import {
  type OpenInbox,
  type OutboundMail,
  type OutboundMedia,
  type OutboundMessage,
  SendError,
} from "@circuito/connector";
import {
  attachmentName,
  automaticMailHeaders,
  cleanName,
  INBOX_HEADER,
  inboxMark,
  replyAddress,
  type Signer,
  signedMessageId,
  TEXT_LENGTH_MAX,
  withPlainLinks,
} from "@circuito/domain";
import { loopMark } from "../loop-mark.ts";
import type { EmailSettings } from "../settings.ts";
import {
  type OutgoingAttachment,
  type OutgoingMail,
  wireAddress,
} from "../transport/smtp/outgoing-mail.ts";
import { textAsHtml } from "./text-html.ts";

/** Rules §13: what most servers take; the coding for the wire adds a third. */
export const FILES_BYTES_MAX = 25 * 1024 * 1024;
/** Longer ids fit into no header line with their brackets (RFC 5322 §2.1.1). */
const ID_LENGTH_MAX = 900;

/**
 * The mail that a message is: the same at every attempt, Message-ID included.
 * @throws SendError
 */
export function composeMail(
  message: OutboundMessage,
  { id, settings }: Pick<OpenInbox<EmailSettings>, "id" | "settings">,
  signer: Signer,
): OutgoingMail {
  if (message.text.length > TEXT_LENGTH_MAX) {
    throw new SendError("unsupported", "the text is longer than a mail may be");
  }
  const filesBytes = message.media.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (filesBytes > FILES_BYTES_MAX) {
    throw new SendError("unsupported", "the files are larger than a mail may be");
  }
  const { address, displayName } = settings;
  const mail = message.mail ?? unwrittenMail(message, settings);
  const people = (list: OutboundMail["to"]) =>
    list.map(({ name, address: to }) => ({ name: cleanName(name), address: to }));
  // Where no mail comes in, or names with a plus are nobody's, answers thread by their ids alone.
  const isAnswerable = settings.in !== "none" && settings.plusAddresses;
  const replyTo = isAnswerable
    ? replyAddress(address, message.conversationId, id, signer)
    : undefined;
  const [inReplyTo] = [mail.inReplyTo].filter(isWritable);
  return {
    envelope: {
      // Bounces of what nobody wrote go nowhere (RFC 3834 §3.3), lest two machines talk.
      from: mail.automatic === undefined ? address : "",
      to: once([...mail.to, ...mail.cc].map((one) => one.address)),
    },
    from: { name: cleanName(displayName), address },
    ...(replyTo !== undefined && { replyTo: { name: cleanName(displayName), address: replyTo } }),
    to: people(mail.to),
    cc: people(mail.cc),
    subject: mail.subject,
    text: withPlainLinks(message.text),
    html: textAsHtml(message.text),
    messageId: signedMessageId(message.id, domainOf(address), signer),
    ...(inReplyTo !== undefined && { inReplyTo }),
    references: mail.references.filter(isWritable),
    date: message.writtenAt,
    headers: {
      [INBOX_HEADER]: inboxMark(id, signer),
      ...(mail.automatic && automaticMailHeaders(mail.automatic, loopMark(signer))),
    },
    attachments: message.media.map(attachmentOf),
  };
}

/**
 * A message that nobody wrote as a mail, such as the answer of a rule: to the one address it has, and
 * marked as what it is.
 */
function unwrittenMail({ to }: OutboundMessage, settings: EmailSettings): OutboundMail {
  const [, recipient] = /^mailto:(.+)$/.exec(to) ?? [];
  if (recipient === undefined) {
    throw new SendError("unreachable-address", "not an address that mail goes to");
  }
  return {
    subject: cleanName(settings.displayName) || settings.address,
    to: [{ name: "", address: recipient }],
    cc: [],
    inReplyTo: undefined,
    references: [],
    automatic: "auto-replied",
    only: undefined,
  };
}

/** Nobody gets a mail twice for being named in To and in Cc, or in capitals. */
function once(addresses: readonly string[]): readonly string[] {
  const lower = addresses.map((address) => address.toLowerCase());
  return addresses.filter((_, at) => lower.indexOf(lower[at] ?? "") === at);
}

/** A customer's program may have made an id that no header of ours can hold: it is left out. */
function isWritable(id: string | undefined): id is string {
  return id !== undefined && id.length <= ID_LENGTH_MAX && /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(id);
}

function domainOf(address: string): string {
  const wire = wireAddress(address);
  return wire.slice(wire.lastIndexOf("@") + 1);
}

function attachmentOf({ fileName, mimeType, open }: OutboundMedia, at: number): OutgoingAttachment {
  return {
    fileName: attachmentName(fileName, `attachment-${at + 1}`).name,
    mimeType: /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : "application/octet-stream",
    open: () => Readable.from(bytesOf(open)),
  };
}

/** Opened when it is read: of many files one at a time. */
async function* bytesOf(open: OutboundMedia["open"]): AsyncGenerator<Uint8Array> {
  yield* await open();
}
