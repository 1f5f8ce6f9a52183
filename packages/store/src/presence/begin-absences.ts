import type { AgentId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import { type Release, releaseFromAbsent } from "./release-from-absent.ts";

/** Whoever's planned absence began, with what becomes of what they hold. */
interface Begun {
  readonly id: AgentId;
  readonly putsBack: boolean;
}

/**
 * Sends those away whose planned absence has begun, once: who comes earlier says so and works. Those
 * that are over before anybody looked do nothing.
 * @returns who went, and the queues that have work now
 */
export async function beginAbsences(tx: Queryable, now: number) {
  const { rows } = await tx.query<Begun>({
    name: "begin-absences",
    text: `with begun as (
        update absences set begun_at = $1
        where begun_at is null and from_at <= $1 returning agent_id, until_at, puts_back
      ), due as (
        select agent_id, bool_or(puts_back) as puts_back from begun where until_at > $1
        group by agent_id
      ), locked as (
        select a.id, due.puts_back from agents a join due on due.agent_id = a.id
        where a.disabled_at is null order by a.id for no key update of a
      )
      update agents a set wanted = 'away', wanted_reason = 'planned-absence', wanted_since = $1
      from locked where a.id = locked.id returning a.id, locked.puts_back as "putsBack"`,
    values: [new Date(now).toISOString()],
  });
  await writeNotices(
    tx,
    rows.map(({ id }) => ({ type: "agent.changed", subjectId: id, audience: [id] })),
  );
  const giveBack = rows.filter(({ putsBack }) => putsBack).map(({ id }) => id);
  return {
    agentIds: rows.map(({ id }) => id),
    queueIds: await putBackAllOf(tx, giveBack, "planned-absence", now),
  };
}

/** Puts all that these people hold back into its queues. @returns the queues that have work now */
export async function putBackAllOf(
  tx: Queryable,
  agentIds: readonly AgentId[],
  because: "planned-absence" | "account-closed",
  now: number,
) {
  if (agentIds.length === 0) return [];
  const { rows } = await tx.query<Pick<Release, "conversationId" | "epoch" | "agentId">>({
    name: "lock-held-by",
    text: `select id as "conversationId", epoch, assignee_id as "agentId" from conversations
      where assignee_id = any($1::uuid[]) and status in ('open', 'snoozed') and queue_id is not null
      order by id for no key update`,
    values: [agentIds],
  });
  const absence = { because: "away", since: now } as const;
  return releaseFromAbsent(
    tx,
    rows.map((row) => ({ ...row, absence, because })),
    now,
  );
}
