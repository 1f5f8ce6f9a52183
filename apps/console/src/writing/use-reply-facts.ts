import type { ConversationView } from "@circuito/protocol";
import type { QuickReplyFacts } from "@circuito/protocol/writing-text";
import { useQueue } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { useQuickReplies } from "./suggestions.tsx";

/** What words for a customer may say of their conversation, in place of variables. */
export function useReplyFacts(conversation: ConversationView): QuickReplyFacts {
  const me = useMe();
  const queue = useQueue(conversation.queueId);
  const company = useQuickReplies().data?.company;
  return {
    customerName: conversation.contact.name ?? undefined,
    protocol: conversation.protocol,
    agentName: me.name,
    company: company ?? undefined,
    queueName: queue?.name,
  };
}
