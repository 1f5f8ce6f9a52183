import type {
  AgentId,
  Channel,
  Level,
  PresenceReason,
  QueueId,
  QueueRole,
  WantedPresence,
} from "@circuito/domain";
import { heldUnits } from "../assignment/held-units.ts";
import { IS_REACHABLE } from "../assignment/reachable.ts";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";
import { together } from "../together.ts";

/** How a queue stands. Instants in ms since epoch. */
export interface QueueNow {
  readonly id: QueueId;
  readonly name: string;
  readonly level: Level;
  readonly role: QueueRole;
  readonly area: string | null;
  /** Open, and nobody has them. */
  readonly waiting: number;
  /** Since when the one that waits longest does; null: nobody waits for us. */
  readonly waitingSince: number | null;
  /** Open, and somebody has them. */
  readonly inService: number;
  /** Their next promise has had three quarters of its time. */
  readonly atRisk: number;
  /** A promise of theirs is broken and still goes on. */
  readonly broken: number;
}

export interface AgentNow {
  readonly id: AgentId;
  readonly name: string;
  readonly queueIds: readonly QueueId[];
  readonly wanted: WantedPresence;
  readonly wantedReason: PresenceReason | null;
  readonly wantedSince: number;
  readonly reachable: boolean;
  /** Last input at any of their devices. */
  readonly activeAt: number | null;
  readonly load: number;
  readonly capacity: number;
  /** Open conversations of theirs, by channel. */
  readonly held: Readonly<Record<Channel, number>>;
}

export interface BoardNow {
  readonly queues: readonly QueueNow[];
  /** Who serves a queue, by name. */
  readonly agents: readonly AgentNow[];
}

/** Everything that changes from one second to the next, set by set: one scan of what is open. */
export async function readBoardNow(q: Queryable, now: number): Promise<BoardNow> {
  const [queues, agents] = await together(q, () => [readQueues(q, now), readAgents(q)]);
  return { queues, agents };
}

type QueueRow = Omit<QueueNow, "waitingSince"> & { readonly waitingSince: Date | null };

async function readQueues(q: Queryable, now: number): Promise<readonly QueueNow[]> {
  const { rows } = await q.query<QueueRow>({
    name: "board-queues",
    text: `select q.id, q.name, q.level, q.role, q.area, coalesce(o.waiting, 0) as waiting,
        o."waitingSince", coalesce(o."inService", 0) as "inService",
        coalesce(o."atRisk", 0) as "atRisk", coalesce(o.broken, 0) as broken
      from queues q left join (
        select c.queue_id,
          count(*) filter (where c.assignee_id is null)::int as waiting,
          min(c.waiting_since) filter (where c.assignee_id is null) as "waitingSince",
          count(c.assignee_id)::int as "inService",
          count(*) filter (where p.next_warning_at <= $1 and p.next_due_at > $1)::int as "atRisk",
          count(*) filter (where p.next_due_at <= $1)::int as broken
        from conversations c left join sla_promises p
          on p.conversation_id = c.id and p.next_due_at is not null
        where c.status = 'open' group by c.queue_id
      ) o on o.queue_id = q.id
      order by q.position, q.name`,
    values: [new Date(now).toISOString()],
  });
  return rows.map((row) => ({ ...row, waitingSince: ms(row.waitingSince) }));
}

type AgentRow = Omit<AgentNow, "wantedSince" | "activeAt"> & {
  readonly wantedSince: Date;
  readonly activeAt: Date | null;
};

async function readAgents(q: Queryable): Promise<readonly AgentNow[]> {
  const { rows } = await q.query<AgentRow>({
    name: "board-agents",
    text: `select a.id, a.name, m.queue_ids as "queueIds", a.wanted, a.wanted_reason as "wantedReason",
        a.wanted_since as "wantedSince", ${IS_REACHABLE} as reachable, a.active_at as "activeAt",
        coalesce(units.load, 0)::real as load, a.capacity, coalesce(h.held, '{}') as held
      from agents a
      join (select agent_id, array_agg(queue_id::text order by queue_id) as queue_ids
        from queue_members group by agent_id) m on m.agent_id = a.id
      left join (${heldUnits("is not null")}) units on units.agent_id = a.id
      left join (
        select assignee_id, jsonb_object_agg(channel, held) as held from (
          select assignee_id, channel, count(*) as held from conversations
          where assignee_id is not null and status = 'open' group by assignee_id, channel
        ) as by_channel group by assignee_id
      ) h on h.assignee_id = a.id
      where a.disabled_at is null order by a.name, a.id`,
  });
  return rows.map((row) => ({
    ...row,
    wantedSince: row.wantedSince.getTime(),
    activeAt: ms(row.activeAt),
  }));
}
