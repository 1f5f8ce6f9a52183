import { cleanText } from "@circuito/connector";
import type {
  ChatContent,
  ChatInvitation,
  MessageElement,
  ReadPreChat,
  SpecialContent,
} from "@circuito/domain";
import type { ClientMessage, Introduction } from "./client-events.ts";
import type { Identity } from "./identity.ts";

/** A phone that was in a drawer for a week sends what was written on it; older clocks are wrong. */
const WRITTEN_AGO_MAX_MS = 7 * 24 * 60 * 60_000;
/** A clock a little ahead of ours is no news. */
const WRITTEN_AHEAD_MAX_MS = 5 * 60_000;

/** Who is at the other end, as far as is known when they write. */
export interface Writer {
  readonly visitorId: string;
  readonly identity: Identity | undefined;
  readonly introduction: Introduction | undefined;
  /** Answered before these words, the first. */
  readonly preChat: ReadPreChat | undefined;
  /** Followed on the site's page before these words. */
  readonly invitation: ChatInvitation | undefined;
  readonly locale: string | undefined;
}

/** A visitor's words as an element. Pure. */
export function normalizeMessage(
  message: ClientMessage,
  writer: Writer,
  now: number,
): MessageElement {
  const { identity, introduction, preChat, invitation, locale } = writer;
  const name = identity?.name ?? preChat?.name ?? introduction?.name;
  const email = identity?.email ?? preChat?.email ?? introduction?.email;
  const phone = preChat?.phone ?? introduction?.phone;
  const chat = { ...chatOf(message, preChat), ...(invitation && { invitation }) };
  const claims = {
    ...(email === undefined ? {} : { email: cleanText(email) }),
    ...(phone ? { phone: cleanText(phone) } : {}),
  };
  const sentAt = plausible(message.at, now);
  const frame = { event: "message", visitorId: writer.visitorId, data: message };
  return {
    kind: "message",
    externalId: `${writer.visitorId}:${message.clientId}`,
    idMadeBy: "sender",
    raw: new TextEncoder().encode(JSON.stringify(frame)),
    from: `visitor:${writer.visitorId}`,
    ...(name === undefined ? {} : { fromName: cleanText(name) }),
    ...(sentAt === undefined ? {} : { sentAt }),
    text: cleanText(message.text),
    media: [],
    ...(Object.keys(chat).length > 0 && { chat }),
    ...(locale === undefined ? {} : { locale }),
    clientId: message.clientId,
    ...(identity ? { proof: { evidence: "signed", subject: cleanText(identity.subject) } } : {}),
    ...(Object.keys(claims).length === 0 ? {} : { claims }),
  };
}

/** What was pressed, or what was answered before the first words. */
function chatOf(
  { choice, text }: ClientMessage,
  preChat: ReadPreChat | undefined,
): ChatContent | undefined {
  if (choice !== undefined) return { special: chosen(choice, text) };
  if (preChat === undefined || preChat.said.length === 0) return undefined;
  const fields = preChat.said.map(({ name, value }) => ({ name, value: cleanText(value) }));
  return {
    special: { kind: "form", name: "pre-chat", asked: "before-chat", fields },
    preChat: { chosen: preChat.chosen, tags: preChat.tags },
  };
}

/** What was pressed. Whether it was offered is for whoever offered it to say. */
function chosen(id: string, title: string): SpecialContent {
  return { kind: "choice", id: cleanText(id), title: cleanText(title) };
}

/** A language tag in its canonical form; anything else a browser says is dropped. */
export function canonicalLocale(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function plausible(at: number | undefined, now: number): number | undefined {
  if (at === undefined) return undefined;
  return at >= now - WRITTEN_AGO_MAX_MS && at <= now + WRITTEN_AHEAD_MAX_MS ? at : undefined;
}
