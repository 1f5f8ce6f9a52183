import type { Queryable } from "../database.ts";
import { ALL_QUEUES } from "../schema/index.ts";

/** How a queue, or all of them (`queueId` null), stood at a minute. */
export interface BoardMinute {
  /** Ms since epoch, a whole minute. */
  readonly minute: number;
  readonly queueId: string | null;
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  readonly inService: number;
  readonly met: number;
  readonly due: number;
  readonly abandoned: number;
  readonly available: number;
}

/** The line behind a figure is an hour long; a day of it lets people look back after a bad night. */
export const BOARD_MINUTES_KEPT_MS = 24 * 60 * 60_000;

/** A minute is written once, whoever is first. */
export async function saveBoardMinutes(
  q: Queryable,
  minutes: readonly BoardMinute[],
): Promise<void> {
  if (minutes.length === 0) return;
  await q.query({
    name: "save-board-minutes",
    text: `insert into board_minutes (minute, queue_id, waiting, longest_wait_seconds, in_service,
        met, due, abandoned, available)
      select * from unnest($1::timestamptz[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[],
        $7::int[], $8::int[], $9::int[])
      on conflict do nothing`,
    values: [
      minutes.map((m) => new Date(m.minute).toISOString()),
      minutes.map((m) => m.queueId ?? ALL_QUEUES),
      minutes.map((m) => m.waiting),
      minutes.map((m) => m.longestWaitSeconds),
      minutes.map((m) => m.inService),
      minutes.map((m) => m.met),
      minutes.map((m) => m.due),
      minutes.map((m) => m.abandoned),
      minutes.map((m) => m.available),
    ],
  });
}

/** Oldest first. */
export async function listBoardMinutes(
  q: Queryable,
  since: number,
): Promise<readonly BoardMinute[]> {
  const { rows } = await q.query<Omit<BoardMinute, "minute"> & { readonly minute: Date }>({
    name: "list-board-minutes",
    text: `select minute, nullif(queue_id, '${ALL_QUEUES}') as "queueId", waiting,
        longest_wait_seconds as "longestWaitSeconds", in_service as "inService", met, due, abandoned,
        available
      from board_minutes where minute >= $1 order by minute, queue_id`,
    values: [new Date(since).toISOString()],
  });
  return rows.map((row) => ({ ...row, minute: row.minute.getTime() }));
}

export async function forgetBoardMinutes(q: Queryable, keptMs: number): Promise<void> {
  await q.query({
    name: "forget-board-minutes",
    text: "delete from board_minutes where minute < now() - $1 * interval '1 millisecond'",
    values: [keptMs],
  });
}
