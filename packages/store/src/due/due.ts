import type { Queryable } from "../database.ts";

/**
 * What may have its time: an offer's window, a step of a routing plan, the acceptance of a hand-over,
 * a promise, an answer that the attendant waits for, two contacts that may be one, a reply that was
 * held back, word to a customer of where they were directed, a question to a customer or its end.
 */
export const DUE_KINDS = [
  "offer",
  "plan-step",
  "hand-over",
  "sla",
  "attendant",
  "link",
  "held-reply",
  "directed-notice",
  "ask",
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** A subject of a kind, to be looked at from an instant on. */
export interface Due {
  readonly kind: DueKind;
  /** UUID. */
  readonly id: string;
  /** Ms since epoch. */
  readonly at: number;
}

/**
 * Sets times, each in place of the one its subject had. In the transaction that decides them.
 * @returns those that are other than before: the ones a job has to be placed for
 */
export async function setDue(q: Queryable, dues: readonly Due[]): Promise<readonly Due[]> {
  if (dues.length === 0) return [];
  // The last word on a subject: one statement may not touch a row twice.
  const last = [...new Map(dues.map((due) => [nameOfDue(due), due])).values()];
  const { rows } = await q.query<{ kind: DueKind; id: string; at: Date }>({
    name: "set-due",
    text: `insert into dues (kind, subject_id, at)
      select * from unnest($1::text[], $2::uuid[], $3::timestamptz[])
      order by 1, 2
      on conflict (kind, subject_id) do update set at = excluded.at
        where dues.at is distinct from excluded.at
      returning kind, subject_id as id, at`,
    values: [
      last.map((due) => due.kind),
      last.map((due) => due.id),
      last.map((due) => new Date(due.at).toISOString()),
    ],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** What was waited for came, or no longer matters. */
export async function clearDue(q: Queryable, kind: DueKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await q.query({
    name: "clear-due",
    text: "delete from dues where kind = $1 and subject_id = any($2::uuid[])",
    values: [kind, ids],
  });
}

/**
 * Of these subjects, those whose time really came: taken away, for the caller to act on in this
 * transaction. A job that is stale or comes twice gets none; what a rival has in hand is skipped, and
 * is back if the rival fails.
 */
export async function takeDue(
  q: Queryable,
  kind: DueKind,
  ids: readonly string[],
  now: number,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<{ subject_id: string }>({
    name: "take-due",
    text: `delete from dues where kind = $1 and subject_id in (
        select subject_id from dues
        where kind = $1 and subject_id = any($2::uuid[]) and at <= $3::timestamptz
        order by at for update skip locked)
      returning subject_id`,
    values: [kind, ids, new Date(now).toISOString()],
  });
  return rows.map((row) => row.subject_id);
}

/** What is due, longest ago first: the sweeper's question. */
export async function findDue(
  q: Queryable,
  now: number,
  limit: number,
): Promise<readonly Pick<Due, "kind" | "id">[]> {
  const { rows } = await q.query<{ kind: DueKind; subject_id: string }>({
    name: "find-due",
    text: "select kind, subject_id from dues where at <= $1::timestamptz order by at limit $2",
    values: [new Date(now).toISOString(), limit],
  });
  return rows.map((row) => ({ kind: row.kind, id: row.subject_id }));
}

/** As a job names it. */
export function nameOfDue(due: Pick<Due, "kind" | "id">): string {
  return `${due.kind} ${due.id}`;
}

/** `undefined`: of a kind that this version does not know, or no name at all. */
export function dueOfName(name: string): Pick<Due, "kind" | "id"> | undefined {
  const [kind, id] = name.split(" ");
  const known = DUE_KINDS.find((each) => each === kind);
  return known && id ? { kind: known, id } : undefined;
}
