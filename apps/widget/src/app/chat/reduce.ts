import type { ChatMessage, ChatPosition, ChatSession } from "@circuito/protocol";
import { appendMessage, laterStatus, mergeMessages, mergeThread } from "./fold-messages.ts";
import {
  beforeSession,
  dropShown,
  restoreEntries,
  retryEntry,
  setPhase,
  writeEntry,
} from "./fold-outbox.ts";
import { type ChatEvent, type ChatState, INITIAL_CHAT, type Thread } from "./state.ts";

/** Early delivery news kept at most: it only bridges the moment before a message arrives. */
const EARLY_MAX = 100;

/**
 * What the chat shows after an event. Pure, and safe against events that arrive twice, late or
 * out of order: messages are known by seq, own words by clientId, ticks only advance.
 */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
  switch (event.kind) {
    case "connecting":
      return {
        ...state,
        link: state.link === "offline" ? "offline" : "connecting",
        refusal: null,
        outbox: beforeSession(state.outbox),
      };
    case "disconnected":
      return { ...requeue(state), link: "offline", gap: false, typing: null };
    case "session":
      return foldSession(state, event.session);
    case "message":
      return foldMessage(state, event.conversationId, event.message);
    case "status":
      return foldStatus(state, event.messageId, event.status);
    case "conversation":
      return { ...state, conversation: event.conversation };
    case "queue":
      return state.conversation
        ? { ...state, conversation: { ...state.conversation, queue: event.queue } }
        : state;
    case "typing":
      return { ...state, typing: { authorName: event.authorName, until: event.until } };
    case "typing-expired":
      return state.typing && state.typing.until <= event.now ? { ...state, typing: null } : state;
    case "refused":
      return {
        ...requeue(state),
        link: "offline",
        refusal: { code: event.code, message: event.message },
      };
    case "written":
      return { ...state, outbox: writeEntry(state.outbox, event) };
    case "restored":
      return withoutShown({ ...state, outbox: restoreEntries(state.outbox, event.entries) });
    case "sending":
      return { ...state, outbox: setPhase(state.outbox, event.clientId, "sending") };
    case "accepted":
      return { ...state, outbox: setPhase(state.outbox, event.clientId, "accepted") };
    case "postponed":
      return { ...state, outbox: setPhase(state.outbox, event.clientId, "queued") };
    case "rejected":
      return { ...state, outbox: setPhase(state.outbox, event.clientId, "refused", event.code) };
    case "retried":
      return {
        ...state,
        outbox: retryEntry(state.outbox, event.clientId, event.newClientId, event.answers),
      };
    case "discarded":
      return {
        ...state,
        outbox: state.outbox.filter((entry) => entry.clientId !== event.clientId),
      };
    case "seen":
      return { ...state, seen: laterSeen(state.seen, event.position) };
    case "forgotten":
      return INITIAL_CHAT;
  }
}

function foldSession(state: ChatState, session: ChatSession): ChatState {
  return withoutShown({
    ...state,
    link: "online",
    refusal: null,
    settings: session.settings,
    hours: session.hours,
    conversation: session.conversation,
    threads: foldSessionThreads(state.threads, session),
    // What the server accepted before it made a snapshot is in the snapshot, unless it is too old
    // to be shown at all. What it accepted meanwhile may be in neither yet, and is on its way.
    outbox: session.snapshot
      ? state.outbox.filter((entry) => entry.isBeforeSession !== true)
      : state.outbox,
    gap: false,
    early: {},
  });
}

function foldSessionThreads(
  threads: readonly Thread[],
  { conversation, messages, snapshot }: ChatSession,
): readonly Thread[] {
  if (!conversation) return snapshot ? [] : threads;
  const { conversationId } = conversation;
  if (!snapshot) return mergeThread(threads, conversationId, messages);
  return [{ conversationId, messages: mergeMessages([], messages) }];
}

function foldMessage(state: ChatState, conversationId: string, message: ChatMessage): ChatState {
  const status = laterStatus(message.status, state.early[message.id] ?? message.status);
  const threads = appendMessage(
    state.threads,
    { conversationId, message: { ...message, status } },
    state.conversation?.conversationId,
  );
  if (!threads) {
    return state.gap ? state : { ...state, gap: true, outbox: beforeSession(state.outbox) };
  }
  const stopsTyping = message.from === "agent";
  return withoutShown({ ...state, threads, typing: stopsTyping ? null : state.typing });
}

function foldStatus(state: ChatState, messageId: string, status: ChatMessage["status"]): ChatState {
  let found = false;
  const threads = state.threads.map((thread) => {
    if (!thread.messages.some((message) => message.id === messageId)) return thread;
    found = true;
    return {
      ...thread,
      messages: thread.messages.map((message) =>
        message.id === messageId
          ? { ...message, status: laterStatus(message.status, status) }
          : message,
      ),
    };
  });
  if (found) return { ...state, threads };
  const early = Object.entries(state.early).slice(-EARLY_MAX + 1);
  const known = state.early[messageId];
  return {
    ...state,
    early: {
      ...Object.fromEntries(early),
      [messageId]: known ? laterStatus(known, status) : status,
    },
  };
}

/** After a lost connection nobody knows whether the words in flight arrived: they go again. */
function requeue(state: ChatState): ChatState {
  return {
    ...state,
    outbox: state.outbox.map((entry) =>
      entry.phase === "sending" ? { ...entry, phase: "queued" } : entry,
    ),
  };
}

function withoutShown(state: ChatState): ChatState {
  return { ...state, outbox: dropShown(state.outbox, state.threads) };
}

function laterSeen(held: ChatPosition | null, next: ChatPosition): ChatPosition {
  return held && held.conversationId === next.conversationId && held.seq >= next.seq ? held : next;
}
