import {
  type AgentId,
  ANSWERED_CHAT_MS,
  ASYNC_BUSINESS_MS,
  type ConversationId,
  type HeldConversation,
  type InboxId,
  LIVE_CHANNELS,
  PRESENCE_GRACE_MS,
  type PresenceFacts,
  UNANSWERED_CHAT_MS,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A conversation of somebody who seems gone, with what the decision about it needs. */
export interface HeldByAbsent extends HeldConversation {
  readonly id: ConversationId;
  readonly inboxId: InboxId;
  readonly epoch: number;
  readonly agentId: AgentId;
  readonly presence: PresenceFacts;
  /** When its owner last wrote to the customer; `undefined`: never. */
  readonly answeredAt: number | undefined;
}

interface Row {
  id: ConversationId;
  inbox_id: InboxId;
  channel: string;
  epoch: number;
  assigned_at: Date | null;
  waiting_since: Date | null;
  answered_at: Date | null;
  agent_id: AgentId;
  wanted: PresenceFacts["wanted"];
  wanted_since: Date;
  seen_at: Date | null;
}

const LIVE = LIVE_CHANNELS.map((channel) => `'${channel}'`).join(", ");
const ago = (ms: number) => `now() - ${ms} * interval '1 millisecond'`;

/**
 * Conversations whose customer waits for somebody who is gone, locked, of which most are due: business
 * time is never more than time, and none passes while an inbox is closed. Live ones first: of others
 * many may be here that are not due yet. Instants are the database's.
 * @param open the inboxes that are open now
 * @param trustsSilence false: only who says so is gone
 */
export async function lockHeldByAbsent(
  tx: Queryable,
  facts: {
    readonly open: readonly InboxId[];
    readonly trustsSilence: boolean;
    readonly limit: number;
  },
): Promise<readonly HeldByAbsent[]> {
  const { rows } = await tx.query<Row>({
    name: "lock-held-by-absent",
    // Agent by agent through conversations_assignee, which has what is open only; "offset 0" keeps the
    // planner from walking all conversations in the order of their arrival instead.
    text: `with absent as materialized (
        select id, wanted, wanted_since, case when $2 then seen_at else now() end as seen_at,
          case when wanted in ('away', 'offline') then wanted_since end as said_since,
          case when $2 and coalesce(seen_at, wanted_since) <= ${ago(PRESENCE_GRACE_MS)}
            then coalesce(seen_at, wanted_since) end as silent_since
        from agents
      ), held as materialized (
        select c.id, a.id as agent_id, a.wanted, a.wanted_since, a.seen_at, c.answered_at
        from absent a cross join lateral (
          select c.id, c.channel, c.inbox_id, c.assigned_at, c.waiting_since, (
              select m.created_at from messages m where m.conversation_id = c.id
                and m.direction = 'outbound' and m.agent_id = a.id order by m.seq desc limit 1
            ) as answered_at
          from conversations c
          where c.assignee_id = a.id and c.status = 'open' and c.waiting_on = 'agent' offset 0
        ) c cross join lateral (
          select least(a.silent_since,
            case when not coalesce(c.answered_at > a.wanted_since, false) then a.said_since end
          ) as since
        ) gone
        where coalesce(a.said_since, a.silent_since) is not null and gone.since is not null
          and case when c.channel in (${LIVE})
            then greatest(gone.since, c.assigned_at) <= ${ago(Math.min(UNANSWERED_CHAT_MS, ANSWERED_CHAT_MS))}
            else greatest(gone.since, c.assigned_at, c.waiting_since) <= ${ago(ASYNC_BUSINESS_MS)}
              and c.inbox_id = any($1::uuid[]) end
      )
      select c.id, c.inbox_id, c.channel, c.epoch, c.assigned_at, c.waiting_since,
        held.answered_at, held.agent_id, held.wanted, held.wanted_since, held.seen_at
      from held join conversations c on c.id = held.id
      where c.assignee_id = held.agent_id and c.status = 'open' and c.waiting_on = 'agent'
      order by c.channel in (${LIVE}) desc, c.arrived_at limit $3 for update of c skip locked`,
    values: [facts.open, facts.trustsSilence, facts.limit],
  });
  return rows.map((row) => ({
    id: row.id,
    inboxId: row.inbox_id,
    channel: row.channel,
    status: "open",
    waitingOn: "agent",
    isAnswered: row.answered_at !== null,
    answeredAt: row.answered_at?.getTime(),
    assignedAt: row.assigned_at?.getTime(),
    waitingSince: row.waiting_since?.getTime(),
    epoch: row.epoch,
    agentId: row.agent_id,
    presence: {
      wanted: row.wanted,
      wantedSince: row.wanted_since.getTime(),
      seenAt: row.seen_at?.getTime(),
    },
  }));
}

/** The database's clock: presence is written and judged by it. */
export async function databaseNow(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ now: Date }>({
    name: "database-now",
    text: "select now() as now",
  });
  const [row] = rows;
  if (!row) throw new Error("read the database's clock");
  return row.now.getTime();
}
