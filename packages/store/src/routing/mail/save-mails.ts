import type { MailRecord, MailRouting, Routing } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import type { MailPeople } from "../../schema/index.ts";
import { arrayLiteral } from "../save-conversations.ts";
import { bare, instant } from "./bare-address.ts";
import { saveHeld, suppressMails } from "./suppress-mails.ts";

/**
 * Writes what mails have beside their messages; one statement a table, all issued in this turn. Comes
 * after `saveRoutings`, in its transaction: conversations and messages are there.
 */
export function saveMails(
  tx: Queryable,
  mails: readonly MailRouting[],
): readonly Promise<unknown>[] {
  if (mails.length === 0) return [];
  const kept = mails.flatMap(({ routing }) =>
    routing?.mail ? [{ ...routing, mail: routing.mail }] : [],
  );
  return [
    insertMails(tx, kept),
    saveSubjects(tx, kept),
    saveNames(tx, kept),
    savePeople(tx, kept),
    countSenders(tx, mails),
    suppressMails(
      tx,
      mails.flatMap(({ suppressed }) => suppressed ?? []),
    ),
    saveHeld(
      tx,
      mails.flatMap(({ held }) => held?.activity ?? []),
    ),
  ];
}

type Kept = Routing & { readonly mail: MailRecord };

async function insertMails(tx: Queryable, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  await tx.query({
    name: "insert-message-mails",
    text: `insert into message_mails (message_id, subject, people, mail_id, in_reply_to, "references",
        class, writer, full_text, html, remarks, bounce, verdict)
      select message_id, subject, people, mail_id, in_reply_to, refs::text[], class, writer, full_text,
        html, remarks::text[], bounce, verdict
      from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::jsonb[], $11::text[], $12::jsonb[], $13::jsonb[])
        as m(message_id, subject, people, mail_id, in_reply_to, refs, class, writer, full_text, html,
          remarks, bounce, verdict)`,
    values: [
      kept.map(({ routed }) => routed.id),
      kept.map(({ mail }) => mail.content.subject),
      kept.map(({ mail }) => JSON.stringify(peopleIn(mail))),
      kept.map(({ mail }) => mail.content.messageId ?? null),
      kept.map(({ mail }) => mail.content.inReplyTo[0] ?? null),
      kept.map(({ mail }) => arrayLiteral(mail.content.references)),
      kept.map(({ mail }) => mail.class),
      kept.map(({ mail }) => mail.writer ?? null),
      kept.map(({ mail }) => mail.content.fullText ?? null),
      kept.map(({ mail }) => json(mail.content.html)),
      kept.map(({ mail }) => arrayLiteral(mail.content.remarks)),
      kept.map(({ mail }) => json(mail.content.bounce)),
      kept.map(({ mail }) => JSON.stringify(mail.verdict)),
    ],
  });
}

function peopleIn({ content }: MailRecord): MailPeople {
  const { from, replyTo, to, cc } = content;
  return { from, replyTo, to, cc };
}

/** Of a batch's mails in one conversation the last one names it. */
async function saveSubjects(tx: Queryable, kept: readonly Kept[]): Promise<void> {
  const subjects = new Map(
    kept.flatMap(({ routed, mail }) =>
      mail.subject === undefined ? [] : [[routed.conversation.id, mail.subject] as const],
    ),
  );
  if (subjects.size === 0) return;
  await tx.query({
    name: "save-mail-subjects",
    text: `update conversations c set subject = s.subject
      from unnest($1::uuid[], $2::text[]) as s(id, subject)
      where c.id = s.id and c.subject is distinct from s.subject`,
    values: [[...subjects.keys()], [...subjects.values()]],
  });
}

/** First writer wins. Sorted: two routers that add the same names wait for each other in one order. */
async function saveNames(tx: Queryable, kept: readonly Kept[]): Promise<void> {
  const names = kept.flatMap(({ routed, mail }) =>
    mail.names.map((name) => ({
      inboxId: routed.message.inboxId,
      name,
      conversationId: routed.conversation.id,
    })),
  );
  if (names.length === 0) return;
  await tx.query({
    name: "save-mail-names",
    text: `insert into mail_names (inbox_id, name, conversation_id)
      select inbox_id, name, conversation_id from (
        select distinct on (inbox_id, name) inbox_id, name, conversation_id
        from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality
          as n(inbox_id, name, conversation_id, place)
        order by inbox_id, name, place
      ) n order by inbox_id, name
      on conflict (inbox_id, name) do nothing`,
    values: [
      names.map(({ inboxId }) => inboxId),
      names.map(({ name }) => name),
      names.map(({ conversationId }) => conversationId),
    ],
  });
}

/** Who was unverified may become known; nobody who is known becomes less. */
async function savePeople(tx: Queryable, kept: readonly Kept[]): Promise<void> {
  const people = new Map<string, readonly [string, string, string, string]>();
  for (const { routed, mail } of kept) {
    const { id } = routed.conversation;
    for (const { address, name, role } of mail.people) {
      const key = `${id} ${address}`;
      const known = people.get(key);
      if (!known || known[3] === "unverified") people.set(key, [id, address, name, role]);
    }
  }
  if (people.size === 0) return;
  const rows = [...people.values()];
  await tx.query({
    name: "save-mail-participants",
    text: `insert into mail_participants (conversation_id, address, name, role)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
        as p(conversation_id, address, name, role)
      order by conversation_id, address
      on conflict (conversation_id, address) do update set removed_at = null,
        role = case when mail_participants.role = 'unverified' then excluded.role
          else mail_participants.role end
        where mail_participants.removed_at is not null
          or mail_participants.role = 'unverified' and excluded.role <> 'unverified'`,
    values: [0, 1, 2, 3].map((column) => rows.map((row) => row[column])),
  });
}

async function countSenders(tx: Queryable, mails: readonly MailRouting[]): Promise<void> {
  const counted = mails.flatMap(({ message, counts }) =>
    counts ? [{ inboxId: message.inboxId, address: bare(message.from), ...counts }] : [],
  );
  if (counted.length === 0) return;
  await tx.query({
    name: "count-mail-senders",
    text: `insert into mail_senders (inbox_id, address, at, text_sha256, is_proven)
      select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::boolean[])`,
    values: [
      counted.map(({ inboxId }) => inboxId),
      counted.map(({ address }) => address),
      counted.map(({ at }) => instant(at)),
      counted.map(({ textSha256 }) => textSha256),
      counted.map(({ isProven }) => isProven),
    ],
  });
}

function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
