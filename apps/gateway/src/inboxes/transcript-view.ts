import type { QueuePlace, TranscriptMessage, TranscriptView } from "@circuito/connector";
import { estimateWaitMs } from "@circuito/domain";
import {
  type Database,
  PLACE_MAX,
  type PointConversation,
  type PublicMessage,
  placeInQueue,
  type Queryable,
} from "@circuito/store";

/** The conversation as its customer may see it, without its words. */
export async function viewOf(
  { pool }: Database,
  conversation: PointConversation,
): Promise<Omit<TranscriptView, "messages" | "snapshot">> {
  const waits = conversation.waitsInQueueId !== null;
  const place = waits ? await placeOf(pool, conversation.id) : undefined;
  return {
    conversationId: conversation.id,
    protocol: conversation.protocol,
    status: conversation.status,
    lastSeq: conversation.lastPublicSeq,
    queue: place,
    agentName: conversation.agentName ?? undefined,
  };
}

/** A queue tells its customers whole minutes: more would be a promise. */
const ESTIMATE_STEP_MS = 60_000;

async function placeOf(pool: Queryable, conversationId: string): Promise<QueuePlace | undefined> {
  const place = await placeInQueue(pool, conversationId, Date.now());
  if (!place) return undefined;
  const { position, taken } = place;
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
