import { isLateAnswer } from "../asks/ask.ts";
import { isChatLike } from "../channel.ts";
import type { ConversationState } from "../conversation.ts";
import { isCourtesy } from "../courtesy.ts";
import { keywordOf } from "../opt-out.ts";
import type { InboundMessage, PointState } from "./route-inbound.ts";

export type Threading =
  | {
      readonly because: "open-conversation" | "within-reopen-window" | "courtesy-after-resolution";
      readonly conversation: ConversationState;
    }
  | { readonly because: "first-contact" | "after-reopen-window" | "previous-closed" };

/**
 * Which conversation a message of a chat-like channel belongs to (rules §7): the open one of its
 * contact point; else the one resolved within the window, which it reopens unless it only says
 * thanks, is a keyword, or answers too late what we asked; else a new one.
 */
export function thread(
  point: PointState,
  message: InboundMessage,
  now: number,
  reopenWindowMs: number,
): Threading {
  if (!isChatLike(message.channel)) {
    throw new Error(`channel ${message.channel} does not thread by contact point`);
  }
  if (point.current) return { because: "open-conversation", conversation: point.current };
  const previous = point.previous;
  if (!previous) return { because: "first-contact" };
  if (previous.status === "closed") return { because: "previous-closed" };
  if (now - (previous.resolvedAt ?? 0) > reopenWindowMs) return { because: "after-reopen-window" };
  const { special } = message.chat ?? {};
  const isLate = special?.kind === "choice" && isLateAnswer(special.id);
  if (isLate || keywordOf(message) || isCourtesy(message.text, message.media.length > 0)) {
    return { because: "courtesy-after-resolution", conversation: previous };
  }
  return { because: "within-reopen-window", conversation: previous };
}
