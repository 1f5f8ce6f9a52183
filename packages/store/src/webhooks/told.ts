import type {
  AgentId,
  ConversationId,
  DeliveryStatus,
  MessageId,
  QueueId,
  StoryLine,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";

/** A line of a story as a program outside is told of it. */
export interface ToldLine extends StoryLine {
  /** A bigint in decimal digits. */
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly actorName: string | null;
  /** Of a promise. ISO 8601. */
  readonly dueAt: string | null;
  readonly policy: string | null;
}

interface LineRow {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly kind: string;
  readonly actorId: AgentId | null;
  readonly actorName: string | null;
  readonly because: string | null;
  readonly queueId: QueueId | null;
  readonly fromQueueId: QueueId | null;
  readonly toQueueId: QueueId | null;
  readonly toAgentId: AgentId | null;
  readonly agentId: AgentId | null;
  readonly measure: string | null;
  readonly startedAt: string | null;
  readonly dueAt: string | null;
  readonly policy: string | null;
  readonly at: Date;
}

/** Lines of stories by their ids, in the order they were written down. */
export async function loadToldLines(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly ToldLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<LineRow>({
    name: "load-told-lines",
    text: `select v.id, v.conversation_id as "conversationId", v.kind, v.actor_id as "actorId",
        a.name as "actorName", v.because, v.data->>'queueId' as "queueId",
        v.data->>'fromQueueId' as "fromQueueId", v.data->>'toQueueId' as "toQueueId",
        v.data->>'toAgentId' as "toAgentId", v.data->>'agentId' as "agentId",
        v.data->>'measure' as measure, v.data->>'startedAt' as "startedAt",
        v.data->>'dueAt' as "dueAt", v.data->>'policy' as policy, v.at
      from activities v left join agents a on a.id = v.actor_id
      where v.id = any(${unseen("$1", "bigint[]")}::bigint[]) order by v.id`,
    values: [ids],
  });
  return rows.map((row) => ({
    ...row,
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
  }));
}

/** A status that a message of ours came to. */
export interface ToldStep {
  readonly messageId: MessageId;
  readonly status: DeliveryStatus;
  readonly words: string | null;
  readonly at: number;
}

/** All that messages of ours went through, step by step; instants as exact as those of notices. */
export async function loadToldSteps(
  q: Queryable,
  messageIds: readonly string[],
): Promise<readonly ToldStep[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await q.query<Omit<ToldStep, "at"> & { readonly at: Date }>({
    name: "load-told-steps",
    text: `select d.message_id as "messageId", s.step->>'status' as status,
        s.step->>'words' as words, (s.step->>'at')::timestamptz(3) as at
      from deliveries d cross join lateral jsonb_array_elements(d.history) with ordinality as s(step, place)
      where d.message_id = any(${unseen("$1", "uuid[]")}::uuid[])
      order by d.message_id, s.place`,
    values: [messageIds],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** How queues and inboxes are called. */
export async function loadToldNames(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; name: string }>({
    name: "load-told-names",
    text: `select id, name from queues where id = any(${unseen("$1", "uuid[]")}::uuid[])
      union all select id, name from inboxes where id = any(${unseen("$1", "uuid[]")}::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
