import { createHash } from "node:crypto";
import {
  EXTERNAL_ID_LENGTH_MAX,
  type InboundElement,
  type InboundMedia,
  type InboxId,
} from "@circuito/domain";
import { type ContactKey, contactKey, receiptKey } from "./contact-key.ts";

/** An element as the ledger keeps it. */
export interface LedgerEntry {
  readonly inboxId: InboxId;
  readonly externalId: string;
  readonly idMadeBy: InboundElement["idMadeBy"];
  readonly kind: InboundElement["kind"];
  readonly contactKey: ContactKey;
  /** Of the account's other names: what waits under them comes before it, and is routed with it. */
  readonly otherKeys: readonly ContactKey[];
  readonly contentHash: Buffer;
  /** JSON of the element without its bytes. */
  readonly element: string;
  readonly state: "accepted" | "parked";
  readonly reason: string | null;
  readonly payload: StoredPayload;
}

/** The untouched bytes: in the database, or in the media store when they are many. */
export type StoredPayload =
  | { readonly bytes: Buffer }
  | { readonly sha256: string; readonly sizeBytes: number };

/** Turns an element into its ledger row. Throws on an external id that a connector may not make. */
export function ledgerEntry(inboxId: InboxId, element: InboundElement): LedgerEntry {
  if (element.externalId === "" || element.externalId.length > EXTERNAL_ID_LENGTH_MAX) {
    throw new Error(`external id of ${element.externalId.length} characters from a connector`);
  }
  const { raw, idMadeBy, ...normalized } = element;
  return {
    inboxId,
    externalId: storable(element.externalId),
    idMadeBy,
    kind: element.kind,
    contactKey: keyOf(inboxId, element),
    otherKeys: otherKeysOf(element),
    contentHash: contentHash(element),
    element: JSON.stringify(normalized, (_, value: unknown) =>
      typeof value === "string" ? storable(value) : value,
    ),
    state: element.kind === "malformed" ? "parked" : "accepted",
    reason: element.kind === "malformed" ? storable(element.error) : null,
    payload:
      raw instanceof Uint8Array
        ? { bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength) }
        : raw,
  };
}

function keyOf(inboxId: InboxId, element: InboundElement): ContactKey {
  switch (element.kind) {
    case "message":
      return contactKey(element.from);
    case "receipt":
      return receiptKey(inboxId, element.of);
    case "change":
      return contactKey(element.from);
    case "malformed":
      return receiptKey(inboxId, element.externalId);
  }
}

function otherKeysOf(element: InboundElement): readonly ContactKey[] {
  return "alsoKnownAs" in element ? (element.alsoKnownAs ?? []).map(contactKey) : [];
}

/**
 * Covers what the customer said and nothing that a redelivery may change: re-batched bytes, signed
 * media URLs and receive times must not look like other content (promises §2).
 */
function contentHash(element: InboundElement): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(whatWasSaid(element)))
    .digest();
}

function whatWasSaid(element: InboundElement): readonly unknown[] {
  switch (element.kind) {
    case "message": {
      const { kind, from, text, placeholder, media, contentSha256 } = element;
      if (contentSha256 !== undefined) return [kind, contentSha256];
      return [kind, from, text, placeholder, media.map(fileSaid)];
    }
    case "receipt":
      return [element.kind, element.of, element.status];
    case "change":
      return [element.kind, element.of, element.by, element.change];
    case "malformed":
      return [element.kind, rawDigest(element.raw)];
  }
}

function fileSaid(file: InboundMedia): readonly unknown[] {
  const bytes = "url" in file ? file.url.split("?", 1)[0] : file.stored.sha256;
  return [bytes, file.mimeType, file.fileName];
}

function rawDigest(raw: InboundElement["raw"]): string {
  return raw instanceof Uint8Array ? createHash("sha256").update(raw).digest("hex") : raw.sha256;
}

const NUL = String.fromCharCode(0);

/** PostgreSQL stores neither U+0000 nor lone surrogates; the payload keeps what was really sent. */
function storable(value: string): string {
  const wellFormed = value.isWellFormed() ? value : value.toWellFormed();
  return wellFormed.includes(NUL) ? wellFormed.replaceAll(NUL, "\u2400") : wellFormed;
}
