import type { ConversationId, DeliveryStatus, RoutingRule, Trail } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { DeliveryStep, Release } from "../schema/index.ts";
import type { ActivityReading } from "./activity-reading.ts";
import { ms } from "./instants.ts";

/** What is known of one message's way, without its words. Instants in ms since epoch. */
export interface MessageTimeline {
  readonly conversationId: ConversationId;
  readonly direction: "inbound" | "outbound" | "note";
  readonly authorName: string | null;
  readonly sentAt: number | null;
  readonly createdAt: number;
  /** Of what came in. */
  readonly ledger: {
    readonly id: string;
    readonly inboxName: string | null;
    readonly receivedAt: number;
    readonly routedAt: number | null;
    readonly trail: Trail | null;
    readonly rule: Pick<RoutingRule, "name" | "condition"> | null;
    readonly queueName: string | null;
    readonly released: Release | null;
    readonly duplicates: number;
    readonly lastDuplicateAt: number | null;
  } | null;
  /** Of what went out. */
  readonly delivery: {
    readonly status: DeliveryStatus;
    readonly queuedAt: number;
    readonly nextAttemptAt: number | null;
    readonly history: readonly DeliveryStep[];
  } | null;
}

interface Row {
  readonly conversationId: ConversationId;
  readonly direction: "inbound" | "outbound" | "note";
  readonly authorName: string | null;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
  readonly ledgerId: string | null;
  readonly inboxName: string | null;
  readonly receivedAt: Date | null;
  readonly routedAt: Date | null;
  readonly trail: Trail | null;
  readonly rule: Pick<RoutingRule, "name" | "condition"> | null;
  readonly queueName: string | null;
  readonly released: Release | null;
  readonly duplicates: number;
  readonly lastDuplicateAt: Date | null;
  readonly status: DeliveryStatus | null;
  readonly queuedAt: Date | null;
  readonly nextAttemptAt: Date | null;
  readonly history: readonly DeliveryStep[] | null;
}

export async function findMessageTimeline(
  q: Queryable,
  messageId: string,
): Promise<MessageTimeline | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-message-timeline",
    text: `select m.conversation_id as "conversationId", m.direction, a.name as "authorName",
        m.sent_at as "sentAt", m.created_at as "createdAt", l.id as "ledgerId", i.name as "inboxName",
        l.received_at as "receivedAt", l.routed_at as "routedAt", l.trail, l.released,
        r.rule, u.name as "queueName",
        coalesce(x.duplicates, 0)::int as duplicates, x.last as "lastDuplicateAt",
        d.status, d.created_at as "queuedAt", d.next_attempt_at as "nextAttemptAt", d.history
      from messages m left join agents a on a.id = m.agent_id
        left join ledger l on l.id = m.ledger_id
        left join inboxes i on i.id = l.inbox_id
        left join queues u on u.id::text = l.trail ->> 'queueId'
        left join lateral (select rule
          from rule_versions v, jsonb_array_elements(v.rules) rule
          where v.version = (l.trail ->> 'rules')::int and rule ->> 'id' = l.trail ->> 'ruleId'
          limit 1) r on true
        left join lateral (select count(*) as duplicates, max(g.received_at) as last
          from ledger_duplicates g where g.ledger_id = l.id) x on true
        left join deliveries d on d.message_id = m.id
      where m.id = $1`,
    values: [messageId],
  });
  return rows.map(timelineOf)[0];
}

function timelineOf(row: Row): MessageTimeline {
  const { conversationId, direction, authorName, inboxName, trail, rule, queueName } = row;
  const { released, duplicates, status, ledgerId, receivedAt, queuedAt } = row;
  return {
    ...{ conversationId, direction, authorName },
    sentAt: ms(row.sentAt),
    createdAt: row.createdAt.getTime(),
    ledger:
      ledgerId === null || receivedAt === null
        ? null
        : {
            ...{ id: ledgerId, inboxName, trail, rule, queueName, released, duplicates },
            receivedAt: receivedAt.getTime(),
            routedAt: ms(row.routedAt),
            lastDuplicateAt: ms(row.lastDuplicateAt),
          },
    delivery:
      status === null || queuedAt === null
        ? null
        : {
            status,
            queuedAt: queuedAt.getTime(),
            nextAttemptAt: ms(row.nextAttemptAt),
            history: row.history ?? [],
          },
  };
}

/** Until somebody has the conversation; what follows is the conversation's story, not the message's. */
const DECISIONS_MAX = 12;

/** What was decided about a conversation from an instant on (ms since epoch), in order. */
export async function listDecisionsSince(
  q: Queryable,
  conversationId: ConversationId,
  since: number,
): Promise<readonly ActivityReading[]> {
  const { rows } = await q.query<Omit<ActivityReading, "at"> & { readonly at: Date }>({
    name: "list-decisions-since",
    text: `select v.id, v.conversation_id as "conversationId", v.kind, a.name as "actorName", v.data,
        v.because, v.at
      from activities v left join agents a on a.id = v.actor_id
      where v.conversation_id = $1 and v.at >= $2 order by v.id limit ${DECISIONS_MAX}`,
    values: [conversationId, new Date(since).toISOString()],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
