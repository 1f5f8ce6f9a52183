import type {
  DraftView,
  DraftWriters,
  HeldReplyView,
  MentionView,
  QuickReplyView,
  ReplyChat,
  ReplyMail,
} from "@circuito/protocol";
import type {
  DraftReading,
  HeldReply,
  MentionReading,
  QuickReply,
  DraftWriters as WritersReading,
} from "@circuito/store";
import { iso, isoOrNull } from "./instants.ts";

/* What is being written, as it goes over the wire. */

export function draftViewOf({ savedAt, content, ...draft }: DraftReading): DraftView {
  // It came in as JSON, by the schema that it goes out by.
  return { ...draft, content: content as DraftView["content"], savedAt: iso(savedAt) };
}

export function draftWritersOf({ conversationId, writers }: WritersReading): DraftWriters {
  return { conversationId, writers: [...writers] };
}

export function heldReplyViewOf(held: HeldReply): HeldReplyView {
  const { id, conversationId, author, clientId, words, andThen, state } = held;
  const { mail, chat } = words as { mail?: ReplyMail; chat?: AskedChatKept };
  return {
    ...{ id, conversationId, author, clientId, andThen, state },
    text: words.text,
    mail: (mail ?? null) as HeldReplyView["mail"],
    chat: chat ? (chosenOf(chat) as HeldReplyView["chat"]) : null,
    files: [...held.files],
    refusal: held.refusal && refusalOf(held.refusal),
    sendAt: iso(held.sendAt),
    createdAt: iso(held.createdAt),
  };
}

/** A template is kept with what its provider said of it then. */
type AskedChatKept = Omit<ReplyChat, "template"> & {
  readonly template?: { readonly chosen: NonNullable<ReplyChat["template"]> };
};

function chosenOf({ template, ...chat }: AskedChatKept): ReplyChat {
  return { ...chat, ...(template && { template: template.chosen }) };
}

function refusalOf(refusal: NonNullable<HeldReply["refusal"]>): HeldReplyView["refusal"] {
  const { code, because, answer, owner } = refusal as {
    code: string;
    because?: string;
    answer?: { by: { name: string } };
    owner?: { name: string };
  };
  return { code, because: because ?? null, byName: answer?.by.name ?? owner?.name ?? null };
}

export function quickReplyViewOf(reply: QuickReply): QuickReplyView {
  const { id, name, body, queueId, agentId, channels, version, updatedAt } = reply;
  const scope = agentId !== null ? "mine" : queueId !== null ? "queue" : "everybody";
  return {
    ...{ id, name, body, scope, queueId, version },
    channels: [...channels],
    updatedAt: iso(updatedAt),
  };
}

export function mentionViewOf(mention: MentionReading): MentionView {
  const { messageId, conversationId, protocol, contactName, by, text, at, readAt } = mention;
  return {
    message: {
      id: messageId,
      author: { kind: by ? "agent" : "system", id: by?.id ?? null, name: by?.name ?? null },
      text,
      createdAt: iso(at),
    },
    conversation: { id: conversationId, protocol, contactName },
    readAt: isoOrNull(readAt),
  };
}
