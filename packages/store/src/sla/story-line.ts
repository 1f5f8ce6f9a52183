import type { AgentId, QueueId, StoryLine } from "@circuito/domain";

/** What a line of a story is read from: {@link STORY_LINE_COLUMNS} of an activity. */
export interface StoryLineRow {
  readonly kind: string;
  readonly actorId: AgentId | null;
  readonly because: string | null;
  readonly queueId: QueueId | null;
  readonly fromQueueId: QueueId | null;
  readonly toQueueId: QueueId | null;
  readonly toAgentId: AgentId | null;
  readonly agentId: AgentId | null;
  readonly measure: string | null;
  readonly startedAt: string | null;
  readonly at: Date;
}

/** Of activity `v`. Named fields only: an assignment lists all it passed over. */
export const STORY_LINE_COLUMNS = `v.kind, v.actor_id as "actorId", v.because,
    v.data->>'queueId' as "queueId", v.data->>'fromQueueId' as "fromQueueId",
    v.data->>'toQueueId' as "toQueueId", v.data->>'toAgentId' as "toAgentId",
    v.data->>'agentId' as "agentId", v.data->>'measure' as measure,
    v.data->>'startedAt' as "startedAt", v.at`;

export function storyLineOf(row: StoryLineRow): StoryLine {
  return {
    kind: row.kind,
    actorId: row.actorId ?? undefined,
    because: row.because ?? undefined,
    queueId: row.queueId ?? undefined,
    fromQueueId: row.fromQueueId ?? undefined,
    toQueueId: row.toQueueId ?? undefined,
    toAgentId: row.toAgentId ?? undefined,
    agentId: row.agentId ?? undefined,
    measure: row.measure ?? undefined,
    startedAt: row.startedAt === null ? undefined : Date.parse(row.startedAt),
    at: row.at.getTime(),
  };
}
