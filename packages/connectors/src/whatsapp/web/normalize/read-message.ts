import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { boundedExternalId, cleanText, derivedExternalId } from "@circuito/connector";
import {
  type Address,
  type ChatContent,
  type InboundElement,
  type MessageElement,
  type Referral,
  type RemoteMedia,
  TEXT_LENGTH_MAX,
} from "@circuito/domain";
import { externalIdOf } from "../ids/message-key.ts";
import { type LidNames, type NamedAccount, nameAccount, parseWid } from "../ids/wid.ts";
import type { WaAccount } from "../wa-session.ts";
import { ignoredAs } from "./ignored.ts";
import {
  authorOf,
  chatOf,
  hasFile,
  parseRawMessage,
  type RawFields,
  timestampOf,
  wordsOf,
} from "./raw-message.ts";
import { lineOf, specialContent } from "./special-content.ts";

export const MEDIA_SCHEME = "whatsapp-web:";

/** What is known beside the message itself. */
export interface ReadingContext {
  readonly account: WaAccount;
  readonly names: LidNames;
  readonly groups: boolean;
  /** It was looked for after an absence. */
  readonly late: boolean;
}

export type Reading =
  | { readonly kind: "element"; readonly element: InboundElement }
  /** Not for us; counted by this name. */
  | { readonly kind: "ignored"; readonly as: string };

/** Said 127 times it is shown as "forwarded many times"; from five on WhatsApp marks it. */
const FORWARDED_OFTEN = 5;
const NAME_LENGTH_MAX = 200;

/** What a message of the page is to us. Pure, and total: whatever comes is kept, or counted. */
export function readMessage(raw: unknown, context: ReadingContext): Reading {
  const bytes = bytesOf(raw);
  const fields = parseRawMessage(raw);
  if (!fields) return malformed(bytes, "not a message");
  const ignored = ignoredAs(fields, context.groups) ?? ownChat(fields, context.account);
  if (ignored !== undefined) return { kind: "ignored", as: ignored };
  const chat = chatAccount(fields, context.names);
  if (!chat) return malformed(bytes, "nobody's message");
  return { kind: "element", element: messageElement(fields, chat, bytes, context) };
}

/** Notes that the account's owner writes to themself. */
function ownChat(raw: RawFields, account: WaAccount): "own-notes" | undefined {
  return isOwn(chatOf(raw), account) ? "own-notes" : undefined;
}

/** Whether an id is one of the account's own two. */
export function isOwn(wid: string | undefined, { wid: phone, lid }: WaAccount): boolean {
  const user = wid === undefined ? undefined : parseWid(wid)?.user;
  const own = [phone, lid].map((one) => (one === undefined ? undefined : parseWid(one)?.user));
  return user !== undefined && own.includes(user);
}

function messageElement(
  raw: RawFields,
  chat: NamedAccount,
  bytes: Uint8Array,
  context: ReadingContext,
): MessageElement {
  const special = specialContent(raw);
  const text = textOf(raw, special !== undefined);
  const fromMe = raw.id?.fromMe ?? false;
  const timestamp = timestampOf(raw);
  const chatContent = chatContentOf(raw, context, special);
  const name = fromMe ? undefined : shortName(raw.notifyName);
  return {
    kind: "message",
    externalId: externalIdOfRaw(raw, bytes),
    // Made by the sender's phone: another one may use it again, and then both are kept.
    idMadeBy: "sender",
    raw: bytes,
    from: chat.address,
    text,
    contentSha256: contentDigest(raw, text, special),
    media: mediaOf(raw),
    ...(name !== undefined && !isGroup(chat.address) && { fromName: name }),
    ...(context.account.wid !== undefined && { to: context.account.wid }),
    ...(timestamp !== undefined && isPlausible(timestamp) && { sentAt: timestamp * 1_000 }),
    ...(Object.keys(chatContent).length > 0 && { chat: chatContent }),
    ...(fromMe && { writtenBy: "us" as const }),
    ...(chat.others.length > 0 && { alsoKnownAs: chat.others }),
    ...(special && { placeholder: lineOf(special) }),
  };
}

/**
 * What was said, without who is known to have said it: the same message comes by number and by hidden
 * id, and its file by another path each time.
 */
function contentDigest(raw: RawFields, text: string, special: ChatContent["special"]): string {
  const said = [raw.type, text, raw.filehash, special];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** Milliseconds where seconds belong, and years that nobody sends from, are no time (B-35). */
function isPlausible(seconds: number): boolean {
  return seconds > 1_230_768_000 && seconds < 4_102_444_800;
}

function externalIdOfRaw(raw: RawFields, bytes: Uint8Array): string {
  const id = raw.id?.id;
  // A message without an id (B-43) is known again by its bytes.
  if (!id) return derivedExternalId("whatsapp-web", bytes);
  const author = groupAuthor(raw);
  const externalId = externalIdOf({ fromMe: raw.id?.fromMe ?? false, id, author });
  // What could not be read may be read later: that is the message, and this only said that one came.
  return raw.type === "ciphertext" ? boundedExternalId(`${externalId}:unreadable`) : externalId;
}

export function groupAuthor(raw: RawFields): string | undefined {
  const chat = chatOf(raw);
  return chat !== undefined && parseWid(chat)?.kind === "group" ? authorOf(raw) : undefined;
}

export function chatAccount(raw: RawFields, names: LidNames): NamedAccount | undefined {
  const chat = chatOf(raw);
  const wid = chat === undefined ? undefined : parseWid(chat);
  return wid && nameAccount(wid, names);
}

function textOf(raw: RawFields, isSpecial: boolean): string {
  const type = raw.type ?? "unknown";
  // A card is its own text, and nobody wants to read it; a poll's and a choice's is shown as such.
  if (type === "vcard" || type === "multi_vcard" || type === "ciphertext" || type === "revoked") {
    return "";
  }
  if (type === "location") return cleanText(raw.caption ?? "");
  if (type === "order") return cleanText(raw.message ?? raw.orderTitle ?? "");
  if (type === "product") return cleanText(raw.title ?? raw.body ?? "");
  if (type === "list" && !raw.body) {
    return cleanText([raw.title, raw.description].filter(Boolean).join("\n"));
  }
  const words = wordsOf(raw) || (isSpecial ? (raw.pollName ?? raw.eventName ?? "") : "");
  return cleanText(words.slice(0, TEXT_LENGTH_MAX));
}

function mediaOf(raw: RawFields): readonly RemoteMedia[] {
  const id = raw.id?._serialized;
  if (!hasFile(raw) || id === undefined) return [];
  return [
    {
      url: `${MEDIA_SCHEME}${id}`,
      ...(raw.mimetype !== undefined && { mimeType: raw.mimetype }),
      ...(raw.filename !== undefined &&
        raw.filename !== "" && { fileName: cleanText(raw.filename) }),
      ...(raw.size !== undefined && raw.size >= 0 && { sizeBytes: Math.trunc(raw.size) }),
    },
  ];
}

function chatContentOf(
  raw: RawFields,
  context: ReadingContext,
  special: ChatContent["special"],
): ChatContent {
  const answers = answeredId(raw, context);
  const forwarded = forwardedOf(raw);
  const speaker = speakerOf(raw, context.names);
  const mediaAs = mediaAsOf(raw);
  const referral = referralOf(raw);
  return {
    ...(answers !== undefined && { answers }),
    ...(forwarded && { forwarded }),
    ...(speaker && { speaker }),
    ...(context.late && { late: true as const }),
    ...(mediaAs && { mediaAs }),
    ...(referral && { referral }),
    ...(special && { special }),
  };
}

/** Of the message that is quoted the page gives the bare id and who wrote it: us, or them. */
function answeredId(raw: RawFields, { account }: ReadingContext): string | undefined {
  const { quotedStanzaID: id, quotedParticipant: participant } = raw;
  if (!id || participant === undefined) return undefined;
  const fromMe = isOwn(participant, account);
  const isInGroup = groupAuthor(raw) !== undefined;
  return externalIdOf({ fromMe, id, author: isInGroup ? participant : undefined });
}

function forwardedOf(raw: RawFields): ChatContent["forwarded"] {
  if (raw.isForwarded !== true) return undefined;
  return (raw.forwardingScore ?? 0) >= FORWARDED_OFTEN ? "often" : "once";
}

function speakerOf(raw: RawFields, names: LidNames): ChatContent["speaker"] {
  const author = groupAuthor(raw);
  const wid = author === undefined || raw.id?.fromMe ? undefined : parseWid(author);
  const named = wid && nameAccount(wid, names);
  if (!named) return undefined;
  const name = shortName(raw.notifyName);
  return { address: named.address, ...(name !== undefined && { name }) };
}

function mediaAsOf(raw: RawFields): ChatContent["mediaAs"] {
  if (raw.isViewOnce) return "view-once";
  if (raw.type === "ptt") return "voice";
  if (raw.type === "sticker") return "sticker";
  return raw.isGif ? "gif" : undefined;
}

function referralOf({ ctwaContext: ad }: RawFields): Referral | undefined {
  if (!ad || (ad.sourceUrl === undefined && ad.sourceId === undefined)) return undefined;
  return {
    kind: ad.sourceType === "post" ? "post" : "ad",
    ...(ad.sourceUrl !== undefined && { url: cleanText(ad.sourceUrl) }),
    ...(ad.sourceId !== undefined && { id: cleanText(ad.sourceId) }),
    ...(ad.title !== undefined && { headline: cleanText(ad.title) }),
    ...(ad.description !== undefined && { body: cleanText(ad.description) }),
  };
}

function shortName(name: string | undefined): string | undefined {
  const clean = cleanText(name ?? "")
    .trim()
    .slice(0, NAME_LENGTH_MAX);
  return clean === "" ? undefined : clean;
}

const isGroup = (address: Address) => address.startsWith("wa-group:");

function malformed(bytes: Uint8Array, error: string): Reading {
  return {
    kind: "element",
    element: {
      kind: "malformed",
      externalId: derivedExternalId("whatsapp-web", bytes),
      idMadeBy: "sender",
      raw: bytes,
      error,
    },
  };
}

/** The bytes that are kept: what the browser's process told us, as JSON. */
export function bytesOf(raw: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(raw) ?? "null");
}
