import { boundedExternalId, cleanText, derivedExternalId } from "@circuito/connector";
import { type Address, type InboundElement, smsSenderAddress } from "@circuito/domain";
import type { VonageSettings } from "./settings.ts";

/** `buffered` and `unknown` say that nothing is known yet. */
const RECEIPTS: Readonly<Record<string, "sent" | "delivered" | "failed">> = {
  accepted: "sent",
  delivered: "delivered",
  expired: "failed",
  failed: "failed",
  rejected: "failed",
};

/**
 * One webhook of Vonage's SMS API, its signature already checked. Pure.
 * Source: developer.vonage.com/messaging/sms/guides/inbound-sms and /delivery-receipts.
 */
export function normalizeVonage(
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
  ours: Pick<VonageSettings, "from">,
): InboundElement[] {
  const id = fields.get("messageId");
  if (!id) return [malformed(raw, "no messageId")];
  const status = fields.get("status");
  const isReceipt = status !== undefined && !fields.has("type");
  return isReceipt ? receipt(id, status, fields, raw) : message(id, fields, raw, ours.from);
}

function message(
  id: string,
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
  ownNumber: string,
): InboundElement[] {
  const from = sender(fields.get("msisdn") ?? "");
  if (!from) return [malformed(raw, "no sender")];
  // Our own number writing to us is our own voice come back.
  if (from === smsSenderAddress(ownNumber)) return [];
  const to = fields.get("to");
  const sentAt = utc(fields.get("message-timestamp"));
  const placeholder = note(fields);
  return [
    {
      kind: "message",
      // Each part of a long message has an id of its own, so no part hides another.
      externalId: boundedExternalId(id),
      idMadeBy: "provider",
      raw,
      from,
      ...(to ? { to: cleanText(to) } : {}),
      ...(sentAt === undefined ? {} : { sentAt }),
      text: cleanText(fields.get("text") ?? ""),
      media: [],
      ...(placeholder === undefined ? {} : { placeholder }),
    },
  ];
}

/** What the words alone do not show. */
function note(fields: ReadonlyMap<string, string>): string | undefined {
  if (fields.get("type") === "binary") return "binary SMS";
  if (fields.get("concat") !== "true") return undefined;
  const part = count(fields.get("concat-part"));
  const total = count(fields.get("concat-total"));
  return part && total ? `part ${part} of ${total}` : "part of a longer message";
}

/** A part number as 3GPP TS 23.040 §9.2.3.24.1 has it: one byte. */
function count(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,3}$/.test(text) && Number(text) <= 255
    ? Number(text)
    : undefined;
}

function receipt(
  id: string,
  status: string,
  fields: ReadonlyMap<string, string>,
  raw: Uint8Array,
): InboundElement[] {
  const known = RECEIPTS[status];
  if (!known) return [];
  const at = utc(fields.get("message-timestamp"));
  const error = { code: cleanText(fields.get("err-code") ?? "unknown"), message: status };
  return [
    {
      kind: "receipt",
      externalId: boundedExternalId(`${id}:${status}`),
      idMadeBy: "provider",
      raw,
      // We send our message's id along; every part's receipt brings it back.
      of: boundedExternalId(fields.get("client-ref") || id),
      status: known,
      ...(at === undefined ? {} : { at }),
      ...(known === "failed" ? { error } : {}),
    },
  ];
}

/** Vonage writes E.164 numbers without the plus; short codes and names stay as they are. */
function sender(msisdn: string): Address | undefined {
  return smsSenderAddress(/^[1-9][0-9]{6,14}$/.test(msisdn) ? `+${msisdn}` : msisdn);
}

/** `YYYY-MM-DD HH:MM:SS`, always UTC. */
function utc(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text.replace(" ", "T")}Z`);
  return Number.isNaN(at) ? undefined : at;
}

function malformed(raw: Uint8Array, error: string): InboundElement {
  const externalId = derivedExternalId("malformed", raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}
