import { randomInt } from "node:crypto";
import { revokedFields } from "./compose-message.ts";
import { keyText } from "./history.ts";
import type { PageConnection } from "./page-connection.ts";
import type { Pages } from "./pages.ts";
import type { Phone } from "./phone.ts";
import type { SentMessage } from "./sent.ts";
import type { Up } from "./up.ts";
import type { ChatAddress, WireChat, WireMessage } from "./wire.ts";

/** About what the real page loads at once. */
const EARLIER_MESSAGES_MAX = 50;

/** Without the letters and digits that look like others, as WhatsApp's own. */
const CODE_LETTERS = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";
const CODE_LENGTH = 8;

/** What a page that is not linked may ask; `undefined` for everything else. */
export function answerUnlinked(page: PageConnection, up: Up, pages: Pages): unknown {
  if (up.kind === "refresh-qr") {
    pages.showNewRef(page);
    return null;
  }
  if (up.kind === "pairing-code") {
    const letter = (): string => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length));
    page.pairing = { code: Array.from({ length: CODE_LENGTH }, letter).join(""), phone: up.phone };
    pages.changed();
    return page.pairing.code;
  }
  return undefined;
}

/** What the network and the phone answer a linked page; what it sends is written down first. */
export function answerLinked(page: PageConnection, phone: Phone, up: Up): unknown {
  switch (up.kind) {
    case "send":
      return takeMessage(phone, up.message);
    case "reaction":
      phone.sent.push({ kind: "reaction", of: keyText(up.of), emoji: up.emoji });
      return null;
    case "edit":
      phone.sent.push({ kind: "edit", of: keyText(up.of), text: up.text });
      phone.history.edit(keyText(up.of), up.text);
      return null;
    case "revoke":
      phone.sent.push({ kind: "revoke", of: up.of.map(keyText) });
      for (const key of up.of) phone.history.change(keyText(key), revokedFields(key));
      return null;
    case "delete":
      phone.sent.push({ kind: "delete", of: up.of.map(keyText) });
      for (const key of up.of) phone.history.remove(keyText(key));
      return null;
    case "seen":
      phone.sent.push(up);
      phone.history.changeChat(up.chat, { unreadCount: 0 });
      return null;
    case "chat-state":
    case "presence":
    case "ask-sender-again":
    case "ask-phone-for-history":
    case "reconnect":
      phone.sent.push(up);
      return null;
    case "exists":
      phone.sent.push(up);
      return phone.people.query(up.wid);
    case "take-over":
      phone.sent.push(up);
      phone.state("CONNECTED");
      return null;
    case "logout":
      phone.sent.push(up);
      if (page.device !== undefined) phone.devices.delete(page.device);
      return null;
    case "person":
      return phone.people.describe(up.wid);
    case "chat":
      return chatWith(phone, up.wid);
    case "earlier":
      return phone.history.earlier(up.chat, up.before, EARLIER_MESSAGES_MAX);
    case "by-id":
      return up.ids.map((id) => phone.history.get(id)).filter((message) => message !== undefined);
    case "media-stage":
      return { stage: stageOf(phone, up.path) };
    case "unknown-module":
    case "page-error":
    case "echo":
    case "pairing-code":
    case "refresh-qr":
      return null;
  }
}

function takeMessage(phone: Phone, message: WireMessage): null {
  const outcome = phone.conduct.send;
  phone.sent.push(describeSent(phone, message, outcome));
  if (outcome === "deliver" || outcome === "hang-after-sending") phone.take(message);
  return null;
}

function describeSent(
  phone: Phone,
  message: WireMessage,
  outcome: SentMessage["outcome"],
): SentMessage {
  const { directPath, mimetype, filename } = message;
  const bytes = directPath === undefined ? undefined : phone.media.get(directPath);
  return {
    kind: "message",
    id: keyText(message.id),
    chat: message.id.remote,
    type: message.type,
    text: (bytes ? message.caption : message.body) ?? "",
    outcome,
    message,
    ...(message.quotedStanzaID !== undefined && { quoted: message.quotedStanzaID }),
    ...(bytes && {
      media: { bytes, mimetype: mimetype ?? "", ...(filename !== undefined && { filename }) },
    }),
  };
}

function chatWith(phone: Phone, wid: ChatAddress): WireChat | null {
  const known = phone.history.chat(wid);
  if (known) return known;
  return phone.people.find(wid) ? phone.history.openChat(wid, phone.titleOf(wid)) : null;
}

function stageOf(phone: Phone, path: string): string {
  switch (phone.conduct.media) {
    case "missing":
      return "ERROR_MISSING";
    // Of a message that was there before: the library looks once more only at its next try.
    case "reuploading":
      return "FETCHING";
    case "hang":
      return "RESOLVED";
    case "deliver":
      return phone.media.get(path) ? "RESOLVED" : "ERROR_MISSING";
  }
}
