import type { AroundRules, Channel, InboxId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Who serves each queue, and which inboxes close: what warnings about rules are made from. */
export async function loadAroundRules(q: Queryable): Promise<AroundRules> {
  const { rows } = await q.query<{
    queues: { id: QueueId; members: number }[];
    inboxes: { id: InboxId; channel: Channel; hasHours: boolean }[];
  }>({
    name: "load-around-rules",
    text: `select
      (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'members', (
          select count(*) from queue_members m join agents a on a.id = m.agent_id
          where m.queue_id = q.id and a.disabled_at is null))), '[]') from queues q) as queues,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'channel', channel,
          'hasHours', calendar_id is not null)), '[]') from inboxes) as inboxes`,
  });
  const [{ queues, inboxes } = { queues: [], inboxes: [] }] = rows;
  return {
    queues: new Map(queues.map(({ id, members }) => [id, { members }])),
    inboxes: new Map(inboxes.map(({ id, ...inbox }) => [id, inbox])),
  };
}

/** Names of skills that somebody has, in order. */
export async function listSkillNames(q: Queryable): Promise<readonly string[]> {
  const { rows } = await q.query<{ name: string }>({
    name: "list-skill-names",
    text: `select distinct jsonb_object_keys(skills) as name from agents
      where disabled_at is null order by name`,
  });
  return rows.map(({ name }) => name);
}
