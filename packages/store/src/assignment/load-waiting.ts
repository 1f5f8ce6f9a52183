import {
  AGEING_STEP_MS,
  type AgentId,
  type Channel,
  type ConversationId,
  DECLINED_FOR_MS,
  type Level,
  NOTHING_PASSED_OVER,
  type PassedOver,
  type QueueId,
  type Skills,
  type WaitingConversation,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { IS_REACHABLE } from "./reachable.ts";
import { waitingPriorities } from "./waiting-priorities.ts";

interface WaitingRow {
  id: ConversationId;
  channel: Channel;
  level: Level;
  priority: number;
  arrived_at: Date;
  waiting_since: Date | null;
  epoch: number;
  sticky_agent_id: AgentId | null;
  sticky_is_there: boolean;
  excluded_agent_ids: AgentId[];
  declined_by: AgentId[];
  missed_by: AgentId[];
  skills_needed: Skills;
  language: string | null;
}

/** Required of conversation `c`; a step of its plan may have let go of them. */
const SKILLS_NEEDED = `(case when c.plan -> 'steps' -> c.plan_step::int ->> 'skills' = 'relaxed'
  then '{}'::jsonb else coalesce(c.required_skills, '{}') end)`;

/**
 * The head of a queue, in queue order. Within one priority order is arrival, so that the head is among
 * the first `limit` of each priority, and there are few priorities. What is on offer waits for its
 * answer and is left out, and so is what a director has before them.
 * @param passedOver left out as well: what this round looked at in vain
 */
export async function loadWaiting(
  tx: Queryable,
  queueId: QueueId,
  limit: number,
  now: number,
  passedOver: PassedOver = NOTHING_PASSED_OVER,
): Promise<readonly WaitingConversation[]> {
  const { rows } = await tx.query<WaitingRow>({
    name: "load-waiting",
    text: `with recursive ${waitingPriorities("$1")}, head as (
        select first.* from waiting_priorities p cross join lateral (
          select c.id, c.priority, c.arrived_at from conversations c
          where c.queue_id = $1 and c.status = 'open' and c.assignee_id is null
            and c.priority = p.priority
            and (c.leased_until is null or c.leased_until <= $3::timestamptz)
            and not exists (select 1 from offers o
              where o.conversation_id = c.id and o.state = 'pending')
            and c.id <> all($4::uuid[])
            and (cardinality($5::jsonb[]) = 0 or jsonb_build_object('channel', c.channel,
              'language', c.language, 'requiredSkills', ${SKILLS_NEEDED}) <> all($5::jsonb[]))
          order by c.arrived_at, c.id limit $2) as first
        where p.priority is not null
        order by first.priority + floor(greatest(0,
            extract(epoch from $3::timestamptz - first.arrived_at) * 1000) / ${AGEING_STEP_MS}) desc,
          first.arrived_at, first.id
        limit $2
      )
      select c.id, c.channel, c.level, c.priority, c.arrived_at, c.waiting_since, c.epoch,
        c.sticky_agent_id, c.excluded_agent_ids, ${SKILLS_NEEDED} as skills_needed, c.language,
        exists (select 1 from agents a join queue_members m
            on m.agent_id = a.id and m.queue_id = $1
          where a.id = c.sticky_agent_id and a.wanted = 'available' and a.disabled_at is null
            and ${IS_REACHABLE}) as sticky_is_there,
        array(select o.agent_id from offers o
          where o.conversation_id = c.id and o.state = 'declined'
            and o.ended_at > $3::timestamptz - ${DECLINED_FOR_MS} * interval '1 millisecond')
          as declined_by,
        array(select o.agent_id from offers o
          where o.conversation_id = c.id and o.state = 'missed'
            and o.ended_at > $3::timestamptz - ${DECLINED_FOR_MS} * interval '1 millisecond')
          as missed_by
      from head join conversations c on c.id = head.id`,
    values: [
      queueId,
      limit,
      new Date(now).toISOString(),
      passedOver.ids,
      passedOver.needs.map((need) => JSON.stringify(need)),
    ],
  });
  return rows.map((row) => ({
    id: row.id,
    queueId,
    channel: row.channel,
    level: row.level,
    priority: row.priority,
    arrivedAt: row.arrived_at.getTime(),
    waitingSince: (row.waiting_since ?? row.arrived_at).getTime(),
    epoch: row.epoch,
    stickyAgentId: row.sticky_agent_id ?? undefined,
    stickyIsThere: row.sticky_is_there,
    excludedAgentIds: row.excluded_agent_ids,
    declinedBy: row.declined_by,
    missedBy: row.missed_by,
    requiredSkills: row.skills_needed,
    language: row.language ?? undefined,
  }));
}
