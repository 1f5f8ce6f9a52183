import type {
  ActivityView,
  AgentView,
  ContactView,
  ConversationView,
  MessageView,
  QueueView,
} from "@circuito/protocol";
import type {
  ActivityReading,
  AgentReading,
  ContactReading,
  ConversationReading,
  MessageReading,
  QueueReading,
} from "@circuito/store";

/* What was read, as it goes over the wire: instants in ISO 8601, and nothing that is not declared. */

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function conversationViewOf(reading: ConversationReading): ConversationView {
  const { handOver } = reading;
  return {
    id: reading.id,
    protocol: reading.protocol,
    channel: reading.channel,
    inboxId: reading.inboxId,
    contact: reading.contact,
    status: reading.status,
    waitingOn: reading.waitingOn,
    queueId: reading.queueId,
    level: reading.level,
    priority: reading.priority,
    assignee: reading.assignee,
    epoch: reading.epoch,
    version: reading.version,
    lastSeq: reading.lastSeq,
    subject: reading.subject,
    title: reading.title,
    category: reading.category,
    summary: reading.summary,
    urgency: reading.urgency,
    promisedAt: isoOrNull(reading.promisedAt),
    tags: [...reading.tags],
    arrivedAt: iso(reading.arrivedAt),
    lastMessageAt: isoOrNull(reading.lastMessageAt),
    waitingSince: isoOrNull(reading.waitingSince),
    snoozedUntil: isoOrNull(reading.snoozedUntil),
    resolvedAt: isoOrNull(reading.resolvedAt),
    preview: reading.preview,
    previewFrom: reading.previewFrom,
    handOver: handOver && {
      kind: handOver.kind,
      byName: handOver.byName,
      fromQueueId: handOver.fromQueueId ?? null,
      note: handOver.note,
      at: iso(handOver.at),
    },
  };
}

export function messageViewOf(reading: MessageReading): MessageView {
  const { previousPublicSeq: _, ...rest } = reading;
  return {
    ...rest,
    media: reading.media.map(({ fileName, mimeType, sizeBytes, state, disposition, warning }) => ({
      fileName,
      mimeType,
      sizeBytes,
      state,
      url: null,
      disposition: disposition ?? "attachment",
      warning: warning ?? null,
    })),
    mail: null,
    delivery: reading.delivery && { ...reading.delivery, recipients: null },
    sentAt: isoOrNull(reading.sentAt),
    createdAt: iso(reading.createdAt),
  };
}

export function activityViewOf(reading: ActivityReading): ActivityView {
  return { ...reading, data: { ...reading.data }, at: iso(reading.at) };
}

export function agentViewOf(reading: AgentReading): AgentView {
  return { ...reading, queueIds: [...reading.queueIds] };
}

export function queueViewOf(reading: QueueReading): QueueView {
  return { ...reading, oldestWaitingSince: isoOrNull(reading.oldestWaitingSince) };
}

export function contactViewOf(reading: ContactReading): ContactView {
  return { ...reading, addresses: [...reading.addresses], createdAt: iso(reading.createdAt) };
}
