import { randomBytes } from "node:crypto";
import { keyText } from "./history.ts";
import type { Media, MediaStore } from "./media-store.ts";
import type { ChatAddress, WireAccount, WireKey, WireMessage } from "./wire.ts";

/** What somebody writes, or the account's owner on the phone. */
export interface PhoneMessage {
  readonly chat: ChatAddress;
  /** In groups and in the status feed: who wrote. */
  readonly author?: ChatAddress;
  /** The caption, where there is a medium. */
  readonly text?: string;
  /** The library's word; made from the medium, or "chat", if not given. */
  readonly type?: string;
  readonly media?: Media;
  readonly quoted?: WireMessage;
  /** The sender's own name for themself. */
  readonly pushname?: string;
  /** ms since epoch; now if not given. */
  readonly at?: number;
  /** What both ends call it; made if not given. */
  readonly id?: string;
  /** What else a type has: `lat` and `lng`, `vcardList`... */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An Android phone's ids are 32 digits; the library reads the kind of device from that. */
const ID_BYTES = 16;

export function newStanzaId(): string {
  return `AC${randomBytes(ID_BYTES).toString("hex").toUpperCase().slice(2)}`;
}

export function composeMessage(
  message: PhoneMessage,
  { account, media, fromMe }: { account: WireAccount; media: MediaStore; fromMe: boolean },
): WireMessage {
  const { chat, author, text, at = Date.now(), quoted, pushname, fields } = message;
  const own = chat.endsWith("@lid") ? account.lid : account.pn;
  const writer = fromMe && (chat.endsWith("@g.us") || author !== undefined) ? own : author;
  const key: WireKey = {
    fromMe,
    remote: chat,
    id: message.id ?? newStanzaId(),
    ...(writer !== undefined && { participant: writer }),
  };
  return {
    id: key,
    type: message.type ?? typeOf(message.media),
    t: Math.floor(at / 1000),
    from: fromMe ? own : chat,
    to: fromMe ? chat : own,
    ack: 1,
    ...(writer !== undefined && { author: writer }),
    ...(message.media ? { body: "", ...caption(text) } : { body: text ?? null }),
    ...(message.media && media.describe(message.media)),
    ...(pushname !== undefined && { notifyName: pushname }),
    ...(quoted && quoteOf(quoted)),
    ...fields,
  };
}

function caption(text: string | undefined): { caption?: string } {
  return text === undefined ? {} : { caption: text };
}

function typeOf(media: Media | undefined): string {
  if (!media) return "chat";
  const [kind] = media.mimetype.split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "document";
}

function quoteOf(quoted: WireMessage): Partial<WireMessage> {
  return {
    quotedStanzaID: quoted.id.id,
    quotedParticipant: quoted.author ?? quoted.from,
    quotedMsg: { type: quoted.type, body: quoted.body, caption: quoted.caption },
  };
}

/** The changes that deleting for everybody makes. */
export function revokedFields(id: WireKey): Readonly<Record<string, unknown>> {
  return {
    type: "revoked",
    subtype: "sender",
    body: null,
    caption: null,
    directPath: null,
    protocolMessageKey: { ...id, _serialized: keyText(id) },
  };
}
