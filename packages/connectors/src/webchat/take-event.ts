import { type ConnectorHost, isBlank, type OpenInbox, StoreUnavailable } from "@circuito/connector";
import { type Address, asId, type ConversationId, type MessageElement } from "@circuito/domain";
import type { Admission } from "./admit.ts";
import { type Answer, OK, type ProblemCode, problem } from "./answers.ts";
import {
  type ClientEvent,
  type ClientMessage,
  clientEvents,
  type Position,
} from "./client-events.ts";
import type { Introductions } from "./introductions.ts";
import { invitationOf } from "./invitation-of.ts";
import { judgePreChat } from "./judge-pre-chat.ts";
import { canonicalLocale, normalizeMessage } from "./normalize.ts";
import type { Rates } from "./rates.ts";
import type { WebchatSettings } from "./settings.ts";

/** As in the protocol: a long letter, not a book. */
export const CHAT_TEXT_LENGTH_MAX = 10_000;
/** After a failure nobody expected, so that a broken store is not hammered. */
const UNEXPECTED_RETRY_MS = 10_000;

/** What all visits of an inbox share. */
export interface Shop {
  readonly inbox: OpenInbox<WebchatSettings>;
  readonly host: ConnectorHost;
  readonly rates: Rates;
  readonly introductions: Introductions;
}

export interface Guest extends Extract<Admission, { kind: "admitted" }> {
  /** There is a conversation of theirs: nothing is asked before it any more. */
  hasWritten: boolean;
}

/** An event that was begun, in its turn; its answer may take longer, and the next need not wait. */
export interface Taken {
  readonly answer: Promise<Answer>;
}

/** Takes one event of a client. `data` is whatever arrived. */
export async function takeEvent(
  shop: Shop,
  guest: Guest,
  event: ClientEvent,
  data: unknown,
  resume: (after: Position | undefined) => Promise<void>,
): Promise<Taken> {
  const { inbox, host } = shop;
  switch (event) {
    case "message": {
      const read = clientEvents.message.safeParse(data);
      return read.success ? takeMessage(shop, guest, read.data) : refused("invalid");
    }
    case "read": {
      const read = clientEvents.read.safeParse(data);
      if (!read.success) return refused("invalid");
      await host.transcript.seen(inbox.id, addressOf(guest), onTranscript(read.data), "read");
      return done;
    }
    case "typing": {
      if (!clientEvents.typing.safeParse(data).success) return refused("invalid");
      host.transcript.typing(inbox.id, addressOf(guest));
      return done;
    }
    case "introduce": {
      const read = clientEvents.introduce.safeParse(data);
      if (!read.success) return refused("invalid");
      shop.introductions.add(guest.visitor.id, read.data);
      return done;
    }
    case "resume": {
      const read = clientEvents.resume.safeParse(data);
      if (!read.success) return refused("invalid");
      await resume(read.data.after);
      return done;
    }
  }
}

function takeMessage(shop: Shop, guest: Guest, message: ClientMessage): Taken {
  const { inbox, host, introductions } = shop;
  if (message.text.length > CHAT_TEXT_LENGTH_MAX) return refused("too-long");
  if (isBlank(message.text)) return refused("empty");
  if (inbox.settings.identityRequired && !guest.identity) {
    return refused(guest.identityFailed ? "identity-invalid" : "identity-required");
  }
  const locale = canonicalLocale(guest.asked.locale);
  const asked = guest.hasWritten
    ? ({ kind: "not-asked" } as const)
    : judgePreChat(inbox.settings.preChat, message.answers, locale);
  if (asked.kind === "refused") return refused(asked.code);
  guest.hasWritten = true;
  const writer = {
    visitorId: guest.visitor.id,
    identity: guest.identity,
    introduction: introductions.of(guest.visitor.id),
    preChat: asked.kind === "answered" ? asked.read : undefined,
    invitation: invitationOf(inbox.settings.proactive, message.invitation, locale),
    locale,
  };
  return { answer: commit(host, normalizeMessage(message, writer, host.now())) };
}

/** The visitor is told that the words are kept only once they are. */
async function commit(host: ConnectorHost, element: MessageElement): Promise<Answer> {
  try {
    const [received] = await host.receive([element]);
    return received?.outcome === "collision" ? problem("collision") : OK;
  } catch (error) {
    return failed(host, error);
  }
}

/** Whatever went wrong on our side: the client keeps its words and tries again. */
export function failed(host: ConnectorHost, error: unknown): Answer {
  if (error instanceof StoreUnavailable) {
    return problem("unavailable", error.retryAfterSeconds * 1000);
  }
  host.log.error("chat failed", { error });
  return problem("unavailable", UNEXPECTED_RETRY_MS);
}

export function addressOf({ visitor }: Guest): Address {
  return `visitor:${visitor.id}`;
}

export function onTranscript({ conversationId, seq }: Position) {
  return { conversationId: asId<ConversationId>(conversationId), seq };
}

const done: Taken = { answer: Promise.resolve(OK) };

function refused(code: ProblemCode): Taken {
  return { answer: Promise.resolve(problem(code)) };
}
