import type { ChatMessage } from "@circuito/protocol";
import type { ChatEvent, ChatState } from "./chat/state.ts";

/** What a screen reader should hear about a change, if anything. */
export type Announcement =
  | { readonly kind: "arrived"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "not-sent" }
  | { readonly kind: "offline" }
  | { readonly kind: "online" };

/** History, ticks and optimistic bubbles are never spoken; news, failures and the link are. */
export function chooseAnnouncement(
  before: ChatState,
  after: ChatState,
  event: ChatEvent,
): Announcement | null {
  const failed = (state: ChatState): number =>
    state.outbox.filter((entry) => entry.phase === "refused").length +
    state.threads
      .flatMap((thread) => thread.messages)
      .filter((message) => message.from === "customer" && message.status === "failed").length;
  const isNews = event.kind === "message" || (event.kind === "session" && !event.session.snapshot);
  if (isNews) {
    const known = new Set(heardIds(before));
    const messages = after.threads
      .flatMap((thread) => thread.messages)
      .filter((message) => message.from !== "customer" && !known.has(message.id));
    if (messages.length > 0) return { kind: "arrived", messages };
  }
  if (event.kind === "rejected" || event.kind === "status") {
    if (failed(after) > failed(before)) return { kind: "not-sent" };
  }
  if (before.link === "online" && after.link === "offline") return { kind: "offline" };
  if (before.link === "offline" && after.link === "online") return { kind: "online" };
  return null;
}

function heardIds(state: ChatState): string[] {
  return state.threads.flatMap((thread) => thread.messages.map((message) => message.id));
}
