import type { QueuePlace, TranscriptMessage, TranscriptView } from "@circuito/connector";
import { estimateWaitMs } from "@circuito/domain";
import {
  type Database,
  PLACE_MAX,
  type PlaceInQueue,
  type PointConversation,
  type PublicMessage,
  placeInQueue,
} from "@circuito/store";

/** The conversation as its customer may see it, without its words. */
export type ConversationView = Omit<TranscriptView, "messages" | "snapshot">;

/** @param now the fleet's, ms since epoch */
export async function viewOf(
  { pool }: Database,
  conversation: PointConversation,
  now: number,
): Promise<ConversationView> {
  const waits = conversation.waitsInQueueId !== null;
  return viewAt(conversation, waits ? await placeInQueue(pool, conversation.id, now) : undefined);
}

/** @param place absent for one that does not wait */
export function viewAt(
  conversation: PointConversation,
  place: PlaceInQueue | undefined,
): ConversationView {
  return {
    conversationId: conversation.id,
    protocol: conversation.protocol,
    status: conversation.status,
    lastSeq: conversation.lastPublicSeq,
    queue: place && queuePlace(place),
    agentName: conversation.agentName ?? undefined,
  };
}

/** A queue tells its customers whole minutes: more would be a promise. */
const ESTIMATE_STEP_MS = 60_000;

function queuePlace({ position, taken }: PlaceInQueue): QueuePlace {
  const estimateMs = estimateWaitMs(position, taken);
  if (estimateMs === undefined || position >= PLACE_MAX) return { position };
  const minutes = Math.ceil(estimateMs / ESTIMATE_STEP_MS);
  return { position, estimateSeconds: minutes * (ESTIMATE_STEP_MS / 1_000) };
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
    ...(message.asks && { asks: message.asks }),
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
