import type { MessageView, PastConversationView } from "@circuito/protocol";

type Visible = Extract<PastConversationView, { isVisible: true }>;
type Hidden = Extract<PastConversationView, { isVisible: false }>;

/** A line of a person's history, newest first. */
export type ContactRow =
  /** From here on down it is this conversation, until the next such line. */
  | { readonly kind: "conversation"; readonly key: string; readonly conversation: Visible }
  | { readonly kind: "hidden"; readonly key: string; readonly conversation: Hidden }
  | { readonly kind: "message"; readonly key: string; readonly message: MessageView };

/**
 * Merges what was said in all conversations, newest first, with a line wherever it goes on in another
 * one, and a line for each that is not the reader's to see, where it began.
 * @param hasMore older messages are not here yet: what began before the last one waits for them
 */
export function contactRows(
  conversations: readonly PastConversationView[],
  messages: readonly MessageView[],
  hasMore: boolean,
): readonly ContactRow[] {
  const byId = new Map(
    conversations.flatMap((one) => (one.isVisible ? [[one.id, one] as const] : [])),
  );
  const hidden = conversations
    .flatMap((one) => (one.isVisible ? [] : [one]))
    .sort((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1));
  const rows: ContactRow[] = [];
  let at: string | undefined;
  let next = 0;
  const tellHidden = (until: string) => {
    for (; next < hidden.length; next += 1) {
      const conversation = hidden[next];
      if (conversation === undefined || conversation.arrivedAt < until) return;
      rows.push({ kind: "hidden", key: `hidden:${next}`, conversation });
      at = undefined;
    }
  };
  for (const message of messages) {
    tellHidden(message.createdAt);
    const conversation = byId.get(message.conversationId);
    if (conversation !== undefined && at !== message.conversationId) {
      at = message.conversationId;
      rows.push({ kind: "conversation", key: `at:${message.id}`, conversation });
    }
    rows.push({ kind: "message", key: message.id, message });
  }
  if (!hasMore) tellHidden("");
  return rows;
}
