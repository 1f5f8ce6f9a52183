import { LIVE_CHANNELS, type QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { together } from "../together.ts";

/** What became of a queue's promises and chats since the day began. */
export interface QueueToday {
  readonly queueId: QueueId;
  /** Promises that were to be kept by now, and those of them that were. */
  readonly due: number;
  readonly met: number;
  /** Chats that ended before anybody of ours wrote, and had waited a moment (rules §11). */
  readonly abandoned: number;
}

/** Who leaves sooner had not begun to wait (rules §11). */
const ABANDONED_AFTER_MS = 10_000;

/** @param dayBegan ms since epoch */
export async function readBoardToday(
  q: Queryable,
  dayBegan: number,
  now: number,
): Promise<readonly QueueToday[]> {
  const from = new Date(dayBegan).toISOString();
  const [kept, left] = await together(q, () => [
    q.query<{ queueId: QueueId; due: number; met: number }>({
      name: "board-promises-today",
      text: `select queue_id as "queueId", count(*)::int as due,
          count(*) filter (where state = 'met')::int as met
        from sla_clocks where due_at >= $1 and queue_id is not null
          and (state in ('met','broken') or state in ('running','paused') and due_at <= $2)
        group by queue_id`,
      values: [from, new Date(now).toISOString()],
    }),
    q.query<{ queueId: QueueId; abandoned: number }>({
      name: "board-abandoned-today",
      text: `select k.queue_id as "queueId", count(*)::int as abandoned
        from sla_clocks k join conversations c on c.id = k.conversation_id
        where k.state = 'cancelled' and k.ended_at >= $1 and k.measure = 'first-response'
          and k.wall_ms >= ${ABANDONED_AFTER_MS} and c.channel = any($2::text[])
          and k.queue_id is not null
        group by k.queue_id`,
      values: [from, LIVE_CHANNELS],
    }),
  ]);
  const abandoned = new Map(left.rows.map((row) => [row.queueId, row.abandoned]));
  const promised = new Map(kept.rows.map((row) => [row.queueId, row]));
  return [...new Set([...promised.keys(), ...abandoned.keys()])].map((queueId) => ({
    queueId,
    due: promised.get(queueId)?.due ?? 0,
    met: promised.get(queueId)?.met ?? 0,
    abandoned: abandoned.get(queueId) ?? 0,
  }));
}
