import type { ConversationId, DeskConversation } from "@circuito/domain";

/** The verb did what was asked, or it was so already. */
export interface Done {
  readonly kind: "done";
  readonly conversationId: ConversationId;
}

export function done(conversation: DeskConversation): Done {
  return { kind: "done", conversationId: conversation.id };
}
