import { boundedExternalId, derivedExternalId } from "@circuito/connector";
import { cleanMessageId, type Mailbox, type ParsedMail } from "@circuito/domain";

/** Enough to tell two mails apart that have no Message-ID, little enough to be the same after a relay. */
const BODY_BYTES = 4_096;

/** What a mail is known by within its inbox, whatever way and however often it comes (rules §1.2). */
export function mailExternalId(mail: ParsedMail): string {
  if (mail.messageId !== undefined) return messageExternalId(mail.messageId);
  const people = (list: readonly Mailbox[]): string =>
    list.map((one) => one.address ?? one.name).join(",");
  const body = Buffer.from(mail.text ?? mail.html ?? "").subarray(0, BODY_BYTES);
  const parts = [String(mail.date ?? ""), people(mail.from), people(mail.to), mail.subject, body];
  return `syn:${derivedExternalId(...parts)}`;
}

/** The id of a mail of which only its Message-ID is known; `undefined` if that names nothing. */
export function messageExternalId(messageId: string): string {
  return boundedExternalId(`mid:${cleanMessageId(messageId) ?? messageId}`);
}
