import {
  type AgentId,
  type ClosingRules,
  FLOW_WINDOW_MS,
  type Level,
  type PresenceReason,
  type QueueId,
  type QueueRole,
  type WantedPresence,
} from "@circuito/domain";
import { heldUnits } from "../assignment/held-units.ts";
import { IS_REACHABLE } from "../assignment/reachable.ts";
import { WAITED } from "../assignment/waited.ts";
import { closingOf } from "../configuration/closing-of.ts";
import type { Queryable } from "../database.ts";
import type { AgentRole } from "../schema/index.ts";
import { ms } from "./instants.ts";

export interface AgentReading {
  readonly id: AgentId;
  readonly name: string;
  readonly email: string;
  readonly role: AgentRole;
  readonly queueIds: readonly QueueId[];
  readonly wanted: WantedPresence;
  readonly wantedReason: PresenceReason | null;
  /** Ms since epoch. */
  readonly wantedSince: number;
  /** The calendar of the hours they work. */
  readonly shiftId: string | null;
  readonly reachable: boolean;
  readonly load: number;
  readonly capacity: number;
}

/**
 * @param of whose load is asked for, as a condition on an agent's id
 * @param more further columns
 */
export const agentSelect = (
  of: string,
  more?: string,
) => `select a.id, a.name, a.email, a.role, a.wanted,
    a.wanted_reason as "wantedReason", a.wanted_since as "wantedSince", a.shift_id as "shiftId",
    ${IS_REACHABLE} as reachable, a.capacity,
    array(select m.queue_id::text from queue_members m where m.agent_id = a.id order by 1)
      as "queueIds",
    coalesce(held.load, 0)::real as load${more === undefined ? "" : `, ${more}`}
  from agents a left join (${heldUnits(of)}) held on held.agent_id = a.id`;

export async function loadAgentViews(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly AgentReading[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<AgentRow>({
    name: "load-agent-views",
    text: `${agentSelect("= any($1::uuid[])")} where a.id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map(agentReading);
}

/** Everybody who may log in, by name. */
export async function listAgents(q: Queryable): Promise<readonly AgentReading[]> {
  const { rows } = await q.query<AgentRow>({
    name: "list-agents",
    text: `${agentSelect("is not null")}
      where a.disabled_at is null order by a.name, a.id`,
  });
  return rows.map(agentReading);
}

export type AgentRow = Omit<AgentReading, "wantedSince"> & { readonly wantedSince: Date };

export const agentReading = (row: AgentRow): AgentReading => ({
  ...row,
  wantedSince: row.wantedSince.getTime(),
});

export interface QueueReading {
  readonly id: QueueId;
  readonly name: string;
  readonly level: Level;
  readonly role: QueueRole;
  readonly area: string | null;
  /** Conversations that nobody has. */
  readonly waiting: number;
  readonly oldestWaitingSince: number | null;
  readonly agentsAvailable: number;
  /** Conversations that somebody there got within `FLOW_WINDOW_MS`. */
  readonly taken: number;
  /** What has an owner is answered by them alone. */
  readonly onlyOwnerReplies: boolean;
  /** Beginning to answer what nobody has takes it. */
  readonly claimsOnTyping: boolean;
  /** What is asked before what is in it ends. */
  readonly closing: ClosingRules;
}

/**
 * Every queue in the admin's order, with who waits and who serves. One that was archived is left out,
 * but for as long as somebody still waits in it.
 */
export async function listQueues(q: Queryable): Promise<readonly QueueReading[]> {
  const { rows } = await q.query<
    Omit<QueueReading, "oldestWaitingSince"> & { oldestWaitingSince: Date | null }
  >({
    name: "list-queues",
    text: `select q.id, q.name, q.level, q.role, q.area, coalesce(w.waiting, 0) as waiting,
        w.oldest as "oldestWaitingSince", coalesce(s.available, 0) as "agentsAvailable",
        (select count(*)::int from conversations t where t.queue_id = q.id
          and t.assigned_at > now() - ${FLOW_WINDOW_MS} * interval '1 millisecond'
          and ${WAITED}) as taken,
        q.only_owner_replies as "onlyOwnerReplies", q.claims_on_typing as "claimsOnTyping",
        ${closingOf("q")} as closing
      from queues q
      left join (
        select queue_id, count(*)::int as waiting, min(arrived_at) as oldest from conversations
        where status = 'open' and assignee_id is null group by queue_id
      ) w on w.queue_id = q.id
      left join (
        select m.queue_id, count(*)::int as available from queue_members m
        join agents a on a.id = m.agent_id
        where a.wanted = 'available' and ${IS_REACHABLE} and a.disabled_at is null group by m.queue_id
      ) s on s.queue_id = q.id
      where q.archived_at is null or w.waiting > 0
      order by q.position, q.name`,
  });
  return rows.map((row) => ({ ...row, oldestWaitingSince: ms(row.oldestWaitingSince) }));
}
