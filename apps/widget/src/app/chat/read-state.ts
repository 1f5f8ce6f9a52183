import type { ChatMessage, ChatPosition } from "@circuito/protocol";
import { newestSeq } from "./fold-messages.ts";
import type { ChatState, Thread } from "./state.ts";

/** The conversation the visitor is in: the one the server named, else the newest held. */
export function currentThread(state: ChatState): Thread | undefined {
  const id = state.conversation?.conversationId;
  return state.threads.find((thread) => thread.conversationId === id) ?? state.threads.at(-1);
}

/** Newest message held without a gap before it: what the server is asked to continue from. */
export function position(state: ChatState): ChatPosition | undefined {
  const thread = currentThread(state);
  const seq = newestSeq(thread);
  return thread && seq > 0 ? { conversationId: thread.conversationId, seq } : undefined;
}

/** Messages from the other side that the visitor has not seen. */
export function unseen(state: ChatState): readonly ChatMessage[] {
  const thread = currentThread(state);
  if (!thread) return [];
  const seenSeq = state.seen?.conversationId === thread.conversationId ? state.seen.seq : 0;
  return thread.messages.filter((message) => message.from === "agent" && message.seq > seenSeq);
}
