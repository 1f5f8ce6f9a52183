import type { CategoryId, ContactId, PastDirects } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Matches of words looked at: the newest of these tell as much as all. */
const ALIKE_MAX = 400;

/**
 * Where conversations like one were directed, and how many of them came back: those of its category, of
 * its customer, and those that were written down with its words. One statement, by conversations_category,
 * conversations_contact and conversations_registered, then each one's hand-overs by their key.
 * @param words letters and digits only
 */
export async function loadPastDirects(
  q: Queryable,
  like: {
    readonly conversationId: string;
    readonly contactId: ContactId;
    readonly categoryId: CategoryId | undefined;
    readonly words: readonly string[];
    /** Ms since epoch. */
    readonly since: number;
  },
): Promise<readonly PastDirects[]> {
  const { rows } = await q.query<PastDirects>({
    name: "load-past-directs",
    text: `with alike as (
        (select 'category' as by, id from conversations
          where category_id = $3 and arrived_at >= $5 order by arrived_at desc limit ${ALIKE_MAX})
        union all
        (select 'contact', id from conversations
          where contact_id = $2 and arrived_at >= $5 order by arrived_at desc limit ${ALIKE_MAX})
        union all
        (select 'words', id from conversations
          where $4::text <> '' and summary is not null and arrived_at >= $5
            and to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(summary, ''))
              @@ to_tsquery('simple', $4)
          order by arrived_at desc limit ${ALIKE_MAX})
      )
      select a.by, h.to_queue_id as "queueId", count(*)::int as directed,
        count(r.n)::int as returned
      from alike a
      join hops h on h.conversation_id = a.id and h.kind = 'direct' and h.at >= $5
      left join hops r on r.conversation_id = h.conversation_id and r.n = h.n + 1
        and r.kind = 'return'
      where a.id <> $1 and h.to_queue_id is not null and h.diverted is null
      group by a.by, h.to_queue_id`,
    values: [
      like.conversationId,
      like.contactId,
      like.categoryId ?? null,
      like.words.join(" | "),
      new Date(like.since).toISOString(),
    ],
  });
  return rows;
}
