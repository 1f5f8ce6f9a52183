import {
  type Address,
  type AnsweredMail,
  type AnsweredNames,
  type AnswerFacts,
  type ConversationId,
  type InboxId,
  MAIL_CHANNEL,
  type MailClass,
  type WriterRole,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { MailPeople } from "../schema/index.ts";

interface Row {
  address: Address;
  inbox_id: InboxId;
  conversation_subject: string | null;
  subject: string | null;
  people: MailPeople | null;
  mail_id: string | null;
  in_reply_to: string | null;
  references: readonly string[] | null;
  writer: WriterRole | null;
  removed: readonly string[];
}

/**
 * What composing an answer to a conversation's last mail needs: that mail, and what is known of its
 * people. A machine's mail is answered only where there is no other.
 */
export async function loadAnswerFacts(q: Queryable, id: ConversationId): Promise<AnswerFacts> {
  const { rows } = await q.query<Row>({
    name: "load-answer-facts",
    text: `select c.address, c.inbox_id, c.subject as conversation_subject, last.*,
        array(select address from mail_participants
          where conversation_id = c.id and removed_at is not null) as removed
      from conversations c left join lateral (
        select mm.subject, mm.people, mm.mail_id, mm.in_reply_to, mm."references", mm.writer
        from messages m join message_mails mm on mm.message_id = m.id
        where m.conversation_id = c.id and m.direction = 'inbound'
        order by mm.class in ('auto-reply','out-of-office','bounce','loop') , m.seq desc limit 1
      ) last on true
      where c.id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (!row) throw new Error(`load answer facts of conversation ${id}`);
  const answered = answeredMail(row);
  const requester = row.address.startsWith("mailto:") ? row.address.slice(7) : undefined;
  const named = [
    ...(answered ? [...answered.from, ...answered.replyTo, ...answered.to, ...answered.cc] : []),
    { address: requester },
  ].flatMap(({ address }) => address?.toLowerCase() ?? []);
  return {
    answered,
    conversationSubject: row.conversation_subject ?? undefined,
    requester,
    inboxAddresses: await loadOwnAddresses(q, row.inbox_id),
    ownAddresses: await loadOwnAddresses(q),
    removed: new Set(row.removed),
    undeliverable: await findUndeliverable(q, named),
  };
}

function answeredMail(
  row: Row,
): (AnsweredMail & AnsweredNames & { readonly subject: string }) | undefined {
  const { subject, people } = row;
  if (subject === null || people === null) return undefined;
  return {
    subject,
    ...people,
    writer: row.writer ?? undefined,
    mailId: row.mail_id ?? undefined,
    inReplyTo: row.in_reply_to ?? undefined,
    references: row.references ?? [],
  };
}

/**
 * Addresses and aliases of all our mail inboxes, those switched off included. Lower-case.
 * @param inboxId of this one alone
 */
export async function loadOwnAddresses(
  q: Queryable,
  inboxId?: InboxId,
): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ address: string }>({
    name: "load-own-addresses",
    text: `select lower(own.address) as address from inboxes i, lateral (
        select i.settings->>'address' as address
        union all
        select jsonb_array_elements_text(case jsonb_typeof(i.settings->'aliases')
          when 'array' then i.settings->'aliases' else '[]'::jsonb end)
      ) own where i.channel = $1 and own.address is not null
        and ($2::uuid is null or i.id = $2)`,
    values: [MAIL_CHANNEL, inboxId ?? null],
  });
  return new Set(rows.map((row) => row.address));
}

/** Those of the addresses that bounced for good. Lower-case, as given. */
async function findUndeliverable(
  q: Queryable,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await q.query<{ address: string }>({
    name: "find-undeliverable",
    text: "select address from undeliverable where address = any($1::text[])",
    values: [addresses],
  });
  return new Set(rows.map((row) => row.address));
}

/** What kind of writer the newest mail of a conversation has; `undefined` without one. */
export async function findLastMailClass(
  q: Queryable,
  id: ConversationId,
): Promise<MailClass | undefined> {
  const { rows } = await q.query<{ class: MailClass }>({
    name: "find-last-mail-class",
    text: `select mm.class from messages m join message_mails mm on mm.message_id = m.id
      where m.conversation_id = $1 and m.direction = 'inbound' order by m.seq desc limit 1`,
    values: [id],
  });
  return rows[0]?.class;
}
