import type { CategoryView, ConversationView, QueueView } from "@circuito/protocol";
import {
  asksAnything,
  type ClosingAsks,
  closingAsks,
  USUAL_CLOSING,
} from "@circuito/protocol/writing-text";
import { missingToEnd } from "../../categories/missing-to-end.ts";

/** What its queue and its category ask before the end: the server's rule, asked in time. Null: nothing. */
export function asksToEnd(
  conversation: ConversationView,
  categories: readonly CategoryView[],
  queue: Pick<QueueView, "closing"> | undefined,
): ClosingAsks | null {
  const asks = closingAsks(queue?.closing ?? USUAL_CLOSING, {
    canHaveCategory: categories.length > 0,
    hasCategory: conversation.categoryId !== null,
    lacksFields: missingToEnd(conversation, categories).length > 0,
  });
  return asksAnything(asks) ? asks : null;
}
