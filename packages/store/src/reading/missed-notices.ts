import type { Queryable } from "../database.ts";
import { noticeOf, type StoredNotice } from "../notice-row.ts";
import { type NoticeRow, type Position, parsePosition } from "../outbox-tail.ts";

/**
 * Notices after one position up to another that concern somebody, or are of a conversation that they
 * were named in: what a client that was away has missed. Both ends are settled, so nothing can appear between them any more.
 * @param audience queues and agent; `undefined` for those whose business everything is
 * @param limit one more than this is read, so that the caller sees that there is too much
 */
export async function readMissedNotices(
  q: Queryable,
  range: { readonly after: Position; readonly upTo: Position },
  audience: readonly string[] | undefined,
  limit: number,
): Promise<readonly NoticeRow[]> {
  const { rows } = await q.query<StoredNotice>({
    name: "read-missed-notices",
    text: `select xid, id, type, subject_id, conversation_id, audience, customer, at
      from outbox
      where (xid, id) > ($1::bigint, $2::bigint) and (xid, id) <= ($3::bigint, $4::bigint)
        and ($5::uuid[] is null or audience && $5::uuid[] or type in ('configuration.changed', 'inbox.changed')
          or type = 'views.changed' and audience = '{}'
          or conversation_id in (select conversation_id from mentions where agent_id = any($5::uuid[])))
      order by xid, id limit $6`,
    values: [
      ...parsePosition(range.after),
      ...parsePosition(range.upTo),
      audience ?? null,
      limit + 1,
    ],
  });
  return rows.map(noticeOf);
}

/** Which of two positions comes later: negative, zero or positive as for a sort. */
export function comparePositions(a: Position, b: Position): number {
  const [aXid, aId] = parsePosition(a);
  const [bXid, bId] = parsePosition(b);
  const difference = BigInt(aXid) - BigInt(bXid) || BigInt(aId) - BigInt(bId);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const BIGINT_MAX = 2n ** 63n - 1n;

/** Whether a client sent back something that can be a position of ours. */
export function isPosition(text: string): boolean {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(text);
  return [match?.[1], match?.[2]].every((n) => n !== undefined && BigInt(n) <= BIGINT_MAX);
}
