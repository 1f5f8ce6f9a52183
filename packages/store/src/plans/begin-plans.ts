import { MAIL_LIKE_CHANNELS } from "@circuito/domain";
import { IS_REACHABLE } from "../assignment/reachable.ts";
import type { Queryable } from "../database.ts";
import { together } from "../together.ts";

/** How many people of queue `q` are there, busy ones included. */
export const LOGGED_IN = `(select count(*)::int from queue_members m join agents a on a.id = m.agent_id
  where m.queue_id = q.id and a.wanted <> 'offline' and a.disabled_at is null and ${IS_REACHABLE})`;

const MAIL_LIKE = MAIL_LIKE_CHANNELS.map((name) => `'${name}'`).join(", ");

/**
 * Sets when the plans of conversations that begin to wait are looked at: when their step is over, or at
 * once where nobody is logged in. What is decided then is decided on the facts of then. One statement;
 * what has no plan, or does not wait, is left out.
 */
export async function beginPlans(
  tx: Queryable,
  conversationIds: readonly string[],
  now: number,
): Promise<void> {
  if (conversationIds.length === 0) return;
  await tx.query({
    name: "begin-plans",
    text: `insert into dues (kind, subject_id, at)
      select 'plan-step', id, case when logged_in = 0 then $2::timestamptz
        else $2::timestamptz + wait_ms * interval '1 millisecond' end
      from (
        select c.id, c.plan, ${LOGGED_IN} as logged_in,
          case when c.plan is not null then (c.plan -> 'steps' -> c.plan_step::int ->> 'waitMs')::int
            when c.channel not in (${MAIL_LIKE}) then coalesce(q.relax_after_ms, q.overflow_after_ms)
          end as wait_ms
        from conversations c join queues q on q.id = c.queue_id
        where c.id = any($1::uuid[]) and c.status = 'open' and c.assignee_id is null
          and (c.plan is null or c.plan_step is not null)
      ) as waiting
      where wait_ms is not null or (plan is not null and logged_in = 0)
      order by id
      on conflict (kind, subject_id) do update set at = excluded.at`,
    values: [conversationIds, new Date(now).toISOString()],
  });
}

/**
 * The same for conversations that wait again after somebody had them, or in another queue: their step
 * begins anew, and a plan that led elsewhere, or was over, is no longer theirs.
 */
export async function restartPlans(
  tx: Queryable,
  conversationIds: readonly string[],
  now: number,
): Promise<void> {
  if (conversationIds.length === 0) return;
  const isHere = "c.plan -> 'steps' -> c.plan_step::int ->> 'queueId' = c.queue_id::text";
  await together(tx, () => [
    tx.query({
      name: "restart-plans",
      text: `update conversations c set plan_step_at = $2,
        plan = case when ${isHere} then c.plan end,
        plan_step = case when ${isHere} then c.plan_step end
      where c.id = any($1::uuid[])`,
      values: [conversationIds, new Date(now).toISOString()],
    }),
    beginPlans(tx, conversationIds, now),
  ]);
}
