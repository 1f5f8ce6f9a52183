import type { ConversationId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** A queue that nothing goes to any more. */
export interface ArchivedQueue {
  readonly id: QueueId;
  readonly name: string;
  /** Ms since epoch. */
  readonly archivedAt: number;
}

export async function listArchivedQueues(q: Queryable): Promise<readonly ArchivedQueue[]> {
  const { rows } = await q.query<Omit<ArchivedQueue, "archivedAt"> & { archivedAt: Date }>({
    name: "list-archived-queues",
    text: `select id, name, archived_at as "archivedAt" from queues
      where archived_at is not null order by name`,
  });
  return rows.map((row) => ({ ...row, archivedAt: row.archivedAt.getTime() }));
}

/** What would still send conversations to a queue. */
export type QueueUse =
  | "default-queue"
  | "rules"
  | "attendant"
  | "overflow"
  | "policy"
  | "last-queue";

/**
 * What names a queue: rules in force and their draft, attendants, other queues' overflow, actions of
 * policies, and the installation itself. Text is searched: an id is in nothing else by chance.
 */
export async function findQueueUses(q: Queryable, id: string): Promise<readonly QueueUse[]> {
  const { rows } = await q.query<Record<QueueUse, boolean>>({
    name: "find-queue-uses",
    text: `select
      exists (select from settings where key = 'defaultQueueId' and value = to_jsonb($1::text))
        as "default-queue",
      exists (select from (
          (select rules from rule_versions order by version desc limit 1)
          union all select rules from rule_draft
        ) r where r.rules::text like '%' || $1 || '%') as rules,
      exists (select from (
          select distinct on (inbox_id) flow from attendant_flows order by inbox_id, version desc
        ) f where f.flow::text like '%' || $1 || '%') as attendant,
      exists (select from queues where overflow_queue_id = $1::uuid and archived_at is null)
        as overflow,
      exists (select from sla_policies where policy::text like '%' || $1 || '%') as policy,
      not exists (select from queues where id <> $1::uuid and archived_at is null) as "last-queue"`,
    values: [id],
  });
  const [row] = rows;
  return row ? (Object.keys(row) as QueueUse[]).filter((use) => row[use]) : [];
}

/** What is in a queue and not solved, the oldest first. */
export async function listInQueue(q: Queryable, id: string) {
  const { rows } = await q.query<{ conversationId: ConversationId; epoch: number }>({
    name: "list-in-queue",
    text: `select id as "conversationId", epoch from conversations
      where queue_id = $1 and status in ('open', 'snoozed') order by arrived_at`,
    values: [id],
  });
  return rows;
}

/** From now on nothing goes there, or something may again. @returns false if there is no such queue */
export async function setArchived(
  tx: Queryable,
  id: string,
  isArchived: boolean,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "set-archived",
    text: `update queues set archived_at = case when $2 then coalesce(archived_at, now()) end
      where id = $1`,
    values: [id, isArchived],
  });
  await tellConfigurationChanged(tx, id);
  return rowCount === 1;
}
