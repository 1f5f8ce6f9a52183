import type { TranscriptMessage, TranscriptView } from "@circuito/connector";
import {
  type Database,
  type PointConversation,
  type PublicMessage,
  placeInQueue,
} from "@circuito/store";

/** The conversation as its customer may see it, without its words. */
export async function viewOf(
  { pool }: Database,
  conversation: PointConversation,
): Promise<Omit<TranscriptView, "messages" | "snapshot">> {
  const waits = conversation.waitsInQueueId !== null;
  const position = waits ? await placeInQueue(pool, conversation.id) : undefined;
  return {
    conversationId: conversation.id,
    protocol: conversation.protocol,
    status: conversation.status,
    lastSeq: conversation.lastPublicSeq,
    // How long it takes is not known honestly before there are figures: no estimate.
    queue: position === undefined ? undefined : { position },
    agentName: conversation.agentName ?? undefined,
  };
}

export function transcriptMessage(message: PublicMessage): TranscriptMessage {
  return {
    id: message.id,
    seq: message.seq,
    previousSeq: message.previousPublicSeq,
    from:
      message.direction === "inbound"
        ? "customer"
        : message.agentName === null
          ? "system"
          : "agent",
    authorName: message.agentName ?? undefined,
    text: message.text,
    clientId: message.clientId ?? undefined,
    status: statusOf(message),
    ...(message.choices && { choices: message.choices }),
    at: message.createdAt,
  };
}

/** What of a delivery is a customer's business: our tries and doubts are not. */
function statusOf({ direction, status }: PublicMessage): TranscriptMessage["status"] {
  switch (status) {
    case null:
      return direction === "inbound" ? "delivered" : "accepted";
    case "queued":
    case "claimed":
    case "submitting":
      return "accepted";
    case "unknown":
      return "sent";
    case "sent":
    case "delivered":
    case "read":
    case "failed":
      return status;
  }
}
