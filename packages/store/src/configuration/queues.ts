import type { Calendar, InboxId, QueueId, QueueState } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A queue that something may go to; what is still in an archived one is found by the readings. */
export async function findOpenQueue(q: Queryable, id: string): Promise<QueueState | undefined> {
  const { rows } = await q.query<QueueState>({
    name: "find-open-queue",
    text: "select id, name, level, role from queues where id = $1 and archived_at is null",
    values: [id],
  });
  return rows[0];
}

export async function findQueue(q: Queryable, id: string): Promise<QueueState | undefined> {
  const { rows } = await q.query<QueueState>({
    name: "find-queue",
    text: "select id, name, level, role from queues where id = $1",
    values: [id],
  });
  return rows[0];
}

/** Which of these queues exist, and take something. */
export async function existingQueues(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ id: QueueId }>({
    name: "existing-queues",
    text: "select id from queues where id = any($1::uuid[]) and archived_at is null",
    values: [ids],
  });
  return new Set(rows.map((row) => row.id));
}

/** Whether whoever serves a queue answers what a colleague has there. */
export async function isShared(q: Queryable, id: QueueId): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "is-queue-shared",
    text: "select 1 from queues where id = $1 and not only_owner_replies",
    values: [id],
  });
  return rowCount === 1;
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
