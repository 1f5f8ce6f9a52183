import type { Calendar, InboxId, QueueId, QueueState, RoutingRule } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** All rules in the order they are tried. */
export async function listRules(q: Queryable): Promise<readonly RoutingRule[]> {
  const { rows } = await q.query<RoutingRule>({
    name: "list-rules",
    text: "select id, name, enabled, condition, action from routing_rules order by position",
  });
  return rows;
}

/** Replaces the whole list in one step: nobody routes by half of it. */
export async function replaceRules(tx: Queryable, rules: readonly RoutingRule[]): Promise<void> {
  // Two admins at once: the later list wins as a whole.
  await tx.query("lock table routing_rules in share row exclusive mode");
  await tx.query("delete from routing_rules");
  await tx.query({
    name: "insert-rules",
    text: `insert into routing_rules (id, position, name, enabled, condition, action)
      select r.id, r.place, r.name, r.enabled, r.condition, r.action
      from unnest($1::uuid[], $2::text[], $3::boolean[], $4::jsonb[], $5::jsonb[])
        with ordinality as r(id, name, enabled, condition, action, place)`,
    values: [
      rules.map((r) => r.id),
      rules.map((r) => r.name),
      rules.map((r) => r.enabled),
      rules.map((r) => JSON.stringify(r.condition)),
      rules.map((r) => JSON.stringify(r.action)),
    ],
  });
  await tellConfigurationChanged(tx, "rules");
}

export async function findQueue(q: Queryable, id: string): Promise<QueueState | undefined> {
  const { rows } = await q.query<QueueState>({
    name: "find-queue",
    text: "select id, name, level, role from queues where id = $1",
    values: [id],
  });
  return rows[0];
}

/** Which of these queues exist. */
export async function existingQueues(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ id: QueueId }>({
    name: "existing-queues",
    text: "select id from queues where id = any($1::uuid[])",
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

/** When people answer an inbox; `undefined` means always. */
export async function findCalendar(q: Queryable, inbox: InboxId): Promise<Calendar | undefined> {
  const { rows } = await q.query<{ calendar: Calendar }>({
    name: "find-calendar",
    text: `select c.calendar from inboxes i join calendars c on c.id = i.calendar_id where i.id = $1`,
    values: [inbox],
  });
  return rows[0]?.calendar;
}
