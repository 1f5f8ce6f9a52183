import type { ConversationStatus } from "../conversation.ts";

/**
 * How far a matter is, as whoever sent the form is told. No words of the conversation: the address in
 * it is nobody's until it is proven, and its answers go there alone (security.md S-03).
 */
export type FormProgress = "received" | "in-hand" | "answered" | "solved";

export function formProgress(
  conversation:
    | {
        readonly status: ConversationStatus;
        readonly isAssigned: boolean;
        /** One of us wrote to the customer. */
        readonly isAnswered: boolean;
      }
    | undefined,
): FormProgress {
  if (!conversation) return "received";
  const { status, isAssigned, isAnswered } = conversation;
  if (status === "resolved" || status === "closed") return "solved";
  if (isAnswered) return "answered";
  return isAssigned ? "in-hand" : "received";
}
