import type { AgentId, ClosingRules, Level, QueueId, QueueRole, Strategy } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { closingOf } from "./closing-of.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** How an admin set a queue up. */
export interface QueueSettingsRow {
  readonly id: QueueId;
  readonly name: string;
  readonly level: Level;
  readonly role: QueueRole;
  /** What a specialists' queue is about, in the admin's words. */
  readonly area: string | null;
  readonly strategy: Strategy;
  readonly offerLiveMs: number | null;
  readonly offerAsyncMs: number | null;
  readonly stickyHoldMs: number;
  readonly relaxAfterMs: number | null;
  readonly overflowAfterMs: number | null;
  readonly overflowQueueId: QueueId | null;
  readonly acceptWithinMs: number | null;
  /** What has an owner is answered by them alone. */
  readonly onlyOwnerReplies: boolean;
  /** Beginning to answer what nobody has takes it. */
  readonly claimsOnTyping: boolean;
  /** Below mails of its conversations, with variables; empty: nothing. */
  readonly signature: string;
  readonly resolvesInTriage: boolean;
  readonly directedNotice: string | null;
  readonly closing: ClosingRules;
}

export interface QueueMember {
  readonly agentId: AgentId;
  readonly name: string;
  readonly weight: number;
}

/** What is asked before the end, of the queue that is called `queues`. */
const CLOSING = closingOf("queues");

const COLUMNS = `id, name, level, role, area, strategy, offer_live_ms as "offerLiveMs",
  offer_async_ms as "offerAsyncMs", sticky_hold_ms as "stickyHoldMs",
  relax_after_ms as "relaxAfterMs", overflow_after_ms as "overflowAfterMs",
  overflow_queue_id as "overflowQueueId", accept_within_ms as "acceptWithinMs",
  only_owner_replies as "onlyOwnerReplies", claims_on_typing as "claimsOnTyping",
  resolves_in_triage as "resolvesInTriage", directed_notice as "directedNotice", signature,
  ${CLOSING} as closing`;

export async function findQueueSettings(
  q: Queryable,
  id: string,
): Promise<QueueSettingsRow | undefined> {
  const { rows } = await q.query<QueueSettingsRow>({
    name: "find-queue-settings",
    text: `select ${COLUMNS} from queues where id = $1`,
    values: [id],
  });
  return rows[0];
}

/** The same, for somebody who is about to change it: two admins at once change it one after the other. */
export async function lockQueueSettings(
  tx: Queryable,
  id: string,
): Promise<QueueSettingsRow | undefined> {
  const { rows } = await tx.query<QueueSettingsRow>({
    name: "lock-queue-settings",
    text: `select ${COLUMNS} from queues where id = $1 for no key update`,
    values: [id],
  });
  return rows[0];
}

/** Adds a queue behind the others. @returns false if another one has this name */
export async function insertQueue(
  tx: Queryable,
  queue: Pick<QueueSettingsRow, "id" | "name" | "level" | "role" | "area">,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "insert-queue",
    text: `insert into queues (id, name, level, role, area, position)
      select $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 from queues
      on conflict (name) do nothing`,
    values: [queue.id, queue.name, queue.level, queue.role, queue.area],
  });
  await tellConfigurationChanged(tx, queue.id);
  return rowCount === 1;
}

/** @returns false if another queue has this name */
export async function saveQueueSettings(tx: Queryable, queue: QueueSettingsRow): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "save-queue-settings",
    text: `update queues set name = $2, strategy = $3, offer_live_ms = $4, offer_async_ms = $5,
        sticky_hold_ms = $6, relax_after_ms = $7, overflow_after_ms = $8, overflow_queue_id = $9,
        accept_within_ms = $10, level = $11, role = $12, area = $13, only_owner_replies = $14,
        claims_on_typing = $15, resolves_in_triage = $16,
        directed_notice = $17, signature = $18, closing_needs_category = $19,
        closing_resolution = $20, closing_survey_may_be_left_out = $21
      where id = $1 and not exists (select 1 from queues o where o.name = $2 and o.id <> $1)`,
    values: [
      queue.id,
      queue.name,
      queue.strategy,
      queue.offerLiveMs,
      queue.offerAsyncMs,
      queue.stickyHoldMs,
      queue.relaxAfterMs,
      queue.overflowAfterMs,
      queue.overflowQueueId,
      queue.acceptWithinMs,
      queue.level,
      queue.role,
      queue.area,
      queue.onlyOwnerReplies,
      queue.claimsOnTyping,
      queue.resolvesInTriage,
      queue.directedNotice,
      queue.signature,
      queue.closing.needsCategory,
      queue.closing.resolution,
      queue.closing.surveyMayBeLeftOut,
    ],
  });
  await tellConfigurationChanged(tx, queue.id);
  return rowCount === 1;
}

/** Who serves a queue, by name. */
export async function listQueueMembers(q: Queryable, id: string): Promise<readonly QueueMember[]> {
  const { rows } = await q.query<QueueMember>({
    name: "list-queue-members",
    text: `select m.agent_id as "agentId", a.name, m.weight
      from queue_members m join agents a on a.id = m.agent_id
      where m.queue_id = $1 and a.disabled_at is null order by a.name, a.id`,
    values: [id],
  });
  return rows;
}

/**
 * Replaces who serves a queue; those who may no longer log in are kept as they were.
 * @returns false if one of them is nobody who may log in, and then nothing is changed
 */
export async function replaceQueueMembers(
  tx: Queryable,
  id: string,
  members: readonly Pick<QueueMember, "agentId" | "weight">[],
): Promise<boolean> {
  const ids = [...new Set(members.map(({ agentId }) => agentId))];
  const { rowCount } = await tx.query({
    name: "existing-agents",
    text: "select from agents where id = any($1::uuid[]) and disabled_at is null",
    values: [ids],
  });
  if (rowCount !== ids.length) return false;
  await tx.query({
    name: "remove-queue-members",
    text: `delete from queue_members m using agents a
      where m.queue_id = $1 and a.id = m.agent_id and a.disabled_at is null
        and m.agent_id <> all($2::uuid[])`,
    values: [id, ids],
  });
  await tx.query({
    name: "put-queue-members",
    text: `insert into queue_members (queue_id, agent_id, weight)
      select distinct on (agent_id) $1::uuid, agent_id, weight
      from unnest($2::uuid[], $3::int[]) as m(agent_id, weight) order by agent_id
      on conflict (queue_id, agent_id) do update set weight = excluded.weight`,
    values: [id, members.map((m) => m.agentId), members.map((m) => m.weight)],
  });
  return true;
}
