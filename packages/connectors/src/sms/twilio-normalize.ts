import { boundedExternalId, cleanText, derivedExternalId } from "@circuito/connector";
import {
  type InboundElement,
  type MessageElement,
  type RemoteMedia,
  smsSenderAddress,
} from "@circuito/domain";
import type { TwilioSettings } from "./settings.ts";
import { MEDIA_MAX } from "./sms-limits.ts";
import { twilioWords } from "./twilio-errors.ts";

/** News of a message of ours. The states before `sent` are no news to anyone. */
const RECEIPTS: Readonly<Record<string, "sent" | "delivered" | "read" | "failed">> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "failed",
  failed: "failed",
};

type Ours = Pick<TwilioSettings, "accountSid" | "from" | "mediaHosts">;

/**
 * One webhook of Twilio's, its signature already checked. Pure.
 * Source: twilio.com/docs/messaging/guides/webhook-request.
 */
export function normalizeTwilio(
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
  ours: Ours,
): InboundElement[] {
  if (fields.get("AccountSid") !== ours.accountSid) return [malformed(raw, "of another account")];
  const sid = fields.get("MessageSid") ?? fields.get("SmsSid") ?? fields.get("SmsMessageSid");
  if (!sid) return [malformed(raw, "no MessageSid")];
  const status = fields.get("MessageStatus");
  return status === undefined ? message(sid, fields, raw, ours) : receipt(sid, status, fields, raw);
}

function message(
  sid: string,
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
  ours: Ours,
): InboundElement[] {
  const from = smsSenderAddress(fields.get("From") ?? "");
  if (!from) return [malformed(raw, "no sender")];
  // Our own number writing to us is our own voice come back.
  if (ours.from !== undefined && from === smsSenderAddress(ours.from)) return [];
  const to = fields.get("To");
  const { media, refused } = files(fields, ours.mediaHosts);
  const element: MessageElement = {
    kind: "message",
    externalId: boundedExternalId(sid),
    idMadeBy: "provider",
    raw,
    from,
    ...(to ? { to: cleanText(to) } : {}),
    text: cleanText(fields.get("Body") ?? ""),
    media,
    ...(refused === 0
      ? {}
      : { placeholder: `${refused} file(s) at a foreign address, not fetched` }),
  };
  return [element];
}

/** Only files on the provider's own hosts: anything else is an invitation to fetch for a stranger. */
function files(
  fields: ReadonlyMap<string, string>,
  hosts: readonly string[],
): { readonly media: RemoteMedia[]; readonly refused: number } {
  const media: RemoteMedia[] = [];
  let refused = 0;
  for (let index = 0; index < MEDIA_MAX; index++) {
    const url = fields.get(`MediaUrl${index}`);
    if (url === undefined) break;
    const mimeType = fields.get(`MediaContentType${index}`);
    if (!isOn(hosts, url)) refused++;
    else media.push({ url, ...(mimeType ? { mimeType: cleanText(mimeType) } : {}) });
  }
  return { media, refused };
}

/** On one of these hosts, by https, with nothing else in its address. */
export function isOn(hosts: readonly string[], text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === "" && url.password === "" && url.port === "";
  return url.protocol === "https:" && plain && hosts.includes(url.hostname);
}

function receipt(
  sid: string,
  status: string,
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
): InboundElement[] {
  const known = RECEIPTS[status];
  if (!known) return [];
  const code = fields.get("ErrorCode") ?? "unknown";
  // Most callbacks carry the code alone.
  const words = fields.get("ErrorMessage") ?? twilioWords(code) ?? "no reason given";
  const error = { code: cleanText(code), message: cleanText(words) };
  return [
    {
      kind: "receipt",
      externalId: boundedExternalId(`${sid}:${status}`),
      idMadeBy: "provider",
      raw,
      of: sid,
      status: known,
      ...(known === "failed" ? { error } : {}),
    },
  ];
}

function malformed(raw: Uint8Array, error: string): InboundElement {
  const externalId = derivedExternalId("malformed", raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}
