import { createHash } from "node:crypto";
import type { Queryable } from "../database.ts";
import { contactKey } from "../ledger/contact-key.ts";
import type { ErasureHold } from "../schema/index.ts";
import type { Person } from "./find-person.ts";

/** What would be erased, and what stands in the way. */
export interface ErasurePreview {
  readonly counts: ErasureCounts;
  /** Conversations that are not over: they are ended first, by whoever has them. */
  readonly open: readonly { readonly id: string; readonly protocol: string }[];
  /**
   * What is on its way: messages to them, or accepted from them and not in a conversation yet, and files of
   * theirs that somebody is fetching just now.
   */
  readonly underWay: number;
  readonly hold: ErasureHold | null;
  /** Others who wrote in their conversations and are on hold: what they said may not go. */
  readonly othersOnHold: number;
  /** Ms since epoch; null: not erased. */
  readonly erasedAt: number | null;
  /** It has begun, and goes on. */
  readonly isErasing: boolean;
  /** Of all this: what is erased is what was shown. */
  readonly digest: string;
}

export interface ErasureCounts {
  readonly contacts: number;
  readonly addresses: number;
  readonly conversations: number;
  readonly messages: number;
  readonly notes: number;
  readonly files: number;
  /** Messages that others wrote in their conversations: these go with them. */
  readonly ofOthers: number;
  /** Messages that they wrote in conversations of others. */
  readonly writtenToOthers: number;
  readonly surveys: number;
  readonly drafts: number;
  /** Knowledge articles that came of their conversations: they stay. */
  readonly articles: number;
}

type Row = Omit<ErasurePreview, "digest" | "erasedAt"> & { readonly erasedAt: Date | null };

/** More than a person ends by hand one after the other. */
const OPEN_LISTED_MAX = 20;

/** Counts by what is indexed by conversation: a person has thousands of messages at most. */
export async function previewErasure(q: Queryable, person: Person): Promise<ErasurePreview> {
  const { rows } = await q.query<Row>({
    name: "preview-erasure",
    text: `with own as (
        select id, protocol, status from conversations where contact_id = any($1::uuid[])
      ), said as (
        select m.id, m.direction, m.contact_id, m.media from own join messages m on m.conversation_id = own.id
      ), others as (
        select contact_id, count(*) as n from said
        where direction = 'inbound' and contact_id <> all($1::uuid[]) group by contact_id
      ), elsewhere as (
        select m.id, m.media from mail_participants p
          join conversations c on c.id = p.conversation_id and c.contact_id <> all($1::uuid[])
          join messages m on m.conversation_id = c.id and m.contact_id = any($1::uuid[])
        where p.address = any($3::text[])
      )
      select jsonb_build_object(
          'contacts', cardinality($1::uuid[]), 'addresses', cardinality($2::text[]),
          'conversations', (select count(*) from own),
          'messages', (select count(*) from said where direction <> 'note'),
          'notes', (select count(*) from said where direction = 'note'),
          'files', (select coalesce(sum(jsonb_array_length(media)), 0) from said)
            + (select coalesce(sum(jsonb_array_length(media)), 0) from elsewhere),
          'ofOthers', (select coalesce(sum(n), 0) from others),
          'writtenToOthers', (select count(distinct id) from elsewhere),
          'surveys', (select count(*) from own join asks k on k.conversation_id = own.id
            join surveys s on s.ask_id = k.id where s.score is not null),
          'drafts', (select count(*) from own join drafts d on d.conversation_id = own.id)
            + (select count(*) from own join held_replies h on h.conversation_id = own.id),
          'articles', (select count(*) from own join articles a on a.conversation_id = own.id)
        ) as counts,
        coalesce((select jsonb_agg(o) from (select id, protocol from own
          where status in ('open','snoozed') order by id limit ${OPEN_LISTED_MAX}) o), '[]') as open,
        (select count(*)::int from own join deliveries d on d.conversation_id = own.id
          where d.status in ('queued','claimed','submitting'))
          + (select count(*)::int from media_fetches f join said on said.id = f.message_id
            where f.claimed and f.next_attempt_at > now())
          -- By ledger_unrouted.
          + (select count(*)::int from ledger where state = 'accepted'
            and contact_key = any($5::bigint[])) as "underWay",
        (select hold from contacts where id = any($1::uuid[]) and hold is not null limit 1) as hold,
        (select count(*)::int from others join contacts o on o.id = others.contact_id
          where o.hold is not null) as "othersOnHold",
        c.erased_at as "erasedAt",
        exists (select from erasures e where e.contact_id = c.id and e.step <> 'done')
          as "isErasing"
      from contacts c where c.id = $4`,
    values: [
      ...[person.ids, person.addresses, person.mailNames, person.id],
      person.addresses.map(contactKey),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`preview erasure of contact ${person.id}`);
  const preview = { ...row, erasedAt: row.erasedAt?.getTime() ?? null };
  return { ...preview, digest: digestOf(person, preview) };
}

/** Long enough that nobody meets one by chance, short enough to be typed. */
const DIGEST_LENGTH = 12;

function digestOf(person: Person, preview: Omit<ErasurePreview, "digest">): string {
  const { ids, addresses } = person;
  return createHash("sha256")
    .update(JSON.stringify([ids, addresses, preview]))
    .digest("hex")
    .slice(0, DIGEST_LENGTH);
}
