import type { Readable } from "node:stream";
import type {
  MailRecipient,
  OutboundMail,
  OutboundMedia,
  OutboundMessage,
} from "@circuito/connector";
import {
  type Mailbox,
  type MessageId,
  type OutboundChat,
  pendingRecipients,
  queuedRecipients,
  type RecipientState,
} from "@circuito/domain";
import type { ClaimedDelivery, ClaimedMail } from "@circuito/store";

/** Where files of messages are, for connectors that carry them and for providers that fetch them. */
export interface OutboundFiles {
  open(sha256: string): Promise<Readable>;
  /**
   * Signed and short-lived, for a file by its place in the message.
   * @throws SendError `unsupported` where files are not served to providers
   */
  urlOf(messageId: MessageId, index: number): string;
}

/** A piece of a text that is longer than its channel takes; mostly the whole of it. */
export interface TextPart {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What a connector is given of a claim. Files and the quote go once, and choices where they are read. */
export function outboundMessage(
  delivery: ClaimedDelivery,
  { text, isFirst, isLast }: TextPart,
  files: OutboundFiles,
): OutboundMessage {
  const { messageId, conversationId, to, mail, chat, newest, createdAt } = delivery;
  return {
    id: messageId,
    conversationId,
    to,
    text,
    media: isFirst
      ? delivery.media.flatMap((_, index) => outboundMedia(delivery, index, files))
      : [],
    ...(mail && { mail: outboundMail(mail) }),
    ...(chat && { chat: chatOfPart(chat, isFirst, isLast) }),
    ...(newest !== undefined && { newest }),
    writtenAt: createdAt,
  };
}

function chatOfPart(
  { answers, choices, language, template }: OutboundChat,
  isFirst: boolean,
  isLast: boolean,
): OutboundChat {
  return {
    ...(isFirst && answers !== undefined && { answers }),
    ...(isLast && choices && { choices, ...(language !== undefined && { language }) }),
    ...(template && { template }),
  };
}

/** Everybody the mail goes to, as they were before this attempt. */
export function recipientsOf(mail: ClaimedMail): readonly RecipientState[] {
  if (mail.recipients) return mail.recipients;
  const all = [...mail.people.to, ...mail.people.cc].flatMap(({ address }) => address ?? []);
  const lower = all.map((address) => address.toLowerCase());
  return queuedRecipients(all.filter((_, at) => lower.indexOf(lower[at] ?? "") === at));
}

function outboundMail(mail: ClaimedMail): OutboundMail {
  const { subject, people, inReplyTo, references, automatic, recipients } = mail;
  return {
    subject,
    to: people.to.flatMap(written),
    cc: people.cc.flatMap(written),
    inReplyTo,
    references,
    automatic,
    // Before the first attempt everybody; afterwards whoever neither has it nor never will.
    only: recipients && pendingRecipients(recipients),
  };
}

function written({ name, address }: Mailbox): readonly MailRecipient[] {
  return address === undefined ? [] : [{ name, address }];
}

function outboundMedia(
  { messageId, media }: ClaimedDelivery,
  index: number,
  files: OutboundFiles,
): readonly OutboundMedia[] {
  const { sha256, fileName, mimeType, sizeBytes, isVoice } = media[index] ?? {};
  // Of our own messages every file is in the store before the row that names it.
  if (sha256 === undefined || typeof sizeBytes !== "number") return [];
  if (fileName === undefined || mimeType === undefined) return [];
  return [
    {
      // Made when asked for: a connector that carries the bytes needs no address.
      get url() {
        return files.urlOf(messageId, index);
      },
      fileName,
      mimeType,
      sizeBytes,
      ...(isVoice && { isVoice }),
      open: () => files.open(sha256),
    },
  ];
}
