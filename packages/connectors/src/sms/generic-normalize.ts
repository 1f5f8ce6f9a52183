import {
  boundedExternalId,
  cleanText,
  derivedExternalId,
  isProviderUrl,
  jsonSlices,
  WEBHOOK_ELEMENTS_MAX,
} from "@circuito/connector";
import { type InboundElement, type RemoteMedia, smsSenderAddress } from "@circuito/domain";
import { z } from "zod";
import { MEDIA_MAX } from "./sms-limits.ts";

const media = z.object({
  url: z.url().max(2_048).refine(isProviderUrl, "must be https"),
  mimeType: z.string().max(127).optional(),
  fileName: z.string().max(255).optional(),
  sizeBytes: z.int().min(0).optional(),
});

/** Somebody wrote. `at` is the sender's clock: ISO 8601 or ms since epoch. */
const message = z.object({
  id: z.string().min(1),
  from: z.string(),
  to: z.string().max(64).optional(),
  text: z.string(),
  at: z.union([z.int().min(0), z.iso.datetime({ offset: true })]).optional(),
  media: z.array(media).max(MEDIA_MAX).optional(),
});

/** News about a message of ours; `of` is the id that the answer to our request carried. */
const receipt = z.object({
  of: z.string().min(1),
  status: z.enum(["sent", "delivered", "read", "failed"]),
  at: z.union([z.int().min(0), z.iso.datetime({ offset: true })]).optional(),
  error: z.object({ code: z.string().max(64), message: z.string().max(500) }).optional(),
});

export type GenericReading =
  | { readonly kind: "elements"; readonly elements: readonly InboundElement[] }
  | { readonly kind: "too-many" };

/**
 * One webhook body: a message, a list of messages, or `{messages, receipts}`. Pure. Each element
 * keeps its own bytes; an unreadable one is parked, and its neighbors go through.
 */
export function normalizeGeneric(body: Uint8Array, ownNumber: string): GenericReading {
  const text = new TextDecoder().decode(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: "elements", elements: [malformed(body, "not JSON")] };
  }
  if (isOneMessage(parsed)) {
    return { kind: "elements", elements: readMessage(parsed, body, ownNumber) };
  }
  const slices = jsonSlices(text);
  if (slices.kind === "array") return readAll(slices.items, [], ownNumber);
  const messages = slices.kind === "object" ? slices.fields.get("messages") : undefined;
  const receipts = slices.kind === "object" ? slices.fields.get("receipts") : undefined;
  return readAll(items(messages), items(receipts), ownNumber);
}

/** The usual case: the whole body is one message, and need not be cut into slices. */
function isOneMessage(parsed: unknown): boolean {
  if (typeof parsed !== "object" || parsed === null) return true;
  return !Array.isArray(parsed) && !("messages" in parsed) && !("receipts" in parsed);
}

/** A list's items; anything else is one item, which will be found unreadable. */
function items(slice: string | undefined): readonly string[] {
  if (slice === undefined) return [];
  const slices = jsonSlices(slice);
  return slices.kind === "array" ? slices.items : [slice];
}

function readAll(
  messages: readonly string[],
  receipts: readonly string[],
  ownNumber: string,
): GenericReading {
  if (messages.length + receipts.length > WEBHOOK_ELEMENTS_MAX) return { kind: "too-many" };
  const elements = [
    ...messages.flatMap((item) => readMessage(JSON.parse(item), bytes(item), ownNumber)),
    ...receipts.map((item) => readReceipt(JSON.parse(item), bytes(item))),
  ];
  return { kind: "elements", elements };
}

function readMessage(value: unknown, raw: Uint8Array, ownNumber: string): InboundElement[] {
  const read = message.safeParse(value);
  if (!read.success) return [malformed(raw, z.prettifyError(read.error))];
  const { id, from, to, text, at, media } = read.data;
  const sender = smsSenderAddress(from);
  if (!sender) return [malformed(raw, "no sender")];
  // Our own number writing to us is our own voice come back.
  if (sender === smsSenderAddress(ownNumber)) return [];
  return [
    {
      kind: "message",
      externalId: boundedExternalId(id),
      idMadeBy: "sender",
      raw,
      from: sender,
      ...(to === undefined ? {} : { to: cleanText(to) }),
      ...(at === undefined ? {} : { sentAt: instant(at) }),
      text: cleanText(text),
      media: (media ?? []).map(remoteMedia),
    },
  ];
}

function readReceipt(value: unknown, raw: Uint8Array): InboundElement {
  const read = receipt.safeParse(value);
  if (!read.success) return malformed(raw, z.prettifyError(read.error));
  const { of, status, at, error } = read.data;
  return {
    kind: "receipt",
    externalId: boundedExternalId(`${of}:${status}`),
    idMadeBy: "provider",
    raw,
    of,
    status,
    ...(at === undefined ? {} : { at: instant(at) }),
    ...(error === undefined
      ? {}
      : { error: { code: cleanText(error.code), message: cleanText(error.message) } }),
  };
}

function remoteMedia(file: z.infer<typeof media>): RemoteMedia {
  return {
    url: file.url,
    ...(file.mimeType === undefined ? {} : { mimeType: cleanText(file.mimeType) }),
    ...(file.fileName === undefined ? {} : { fileName: cleanText(file.fileName) }),
    ...(file.sizeBytes === undefined ? {} : { sizeBytes: file.sizeBytes }),
  };
}

function malformed(raw: Uint8Array, error: string): InboundElement {
  const externalId = derivedExternalId("malformed", raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}

function instant(at: number | string): number {
  return typeof at === "number" ? at : Date.parse(at);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
