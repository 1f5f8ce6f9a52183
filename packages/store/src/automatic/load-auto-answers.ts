import type {
  AnswerableMail,
  AutoAnswerPast,
  AutoAnswerSettings,
  AutoAnswerTexts,
  Calendar,
  ConversationId,
  InboxId,
} from "@circuito/domain";
import { autoAnswerRecipient, DAY_MS, HOUR_MS, senderKey } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What the inboxes say by themselves, and when they are open; those that say nothing are left out. */
export async function loadAutoAnswerSettings(
  q: Queryable,
  inboxIds: readonly InboxId[],
): Promise<ReadonlyMap<InboxId, AutoAnswerSettings>> {
  const { rows } = await q.query<{
    id: InboxId;
    texts: AutoAnswerTexts;
    calendar: Calendar | null;
  }>({
    name: "load-auto-answer-settings",
    text: `select i.id, i.auto_answers as texts, c.calendar
      from inboxes i left join calendars c on c.id = i.calendar_id
      where i.id = any($1::uuid[]) and i.auto_answers is not null`,
    values: [inboxIds],
  });
  return new Map(
    rows.map(({ id, texts, calendar }) => [id, { texts, calendar: calendar ?? undefined }]),
  );
}

/** How much automatic mail the conversations and senders of these mails have had, before each. */
export async function loadAutoAnswerPast(
  q: Queryable,
  mails: readonly AnswerableMail[],
  now: number,
): Promise<AutoAnswerPast> {
  return {
    ofConversation: await loadOfConversations(q, mails, now),
    ofSender: await loadOfSenders(q, mails, now),
  };
}

async function loadOfConversations(
  q: Queryable,
  mails: readonly AnswerableMail[],
  now: number,
): Promise<AutoAnswerPast["ofConversation"]> {
  // Of several mails of a conversation the first: what is between them is part of the same batch.
  const first = new Map<ConversationId, number>();
  for (const { conversationId, seq } of mails) {
    first.set(conversationId, Math.min(seq, first.get(conversationId) ?? seq));
  }
  const { rows } = await q.query<{
    id: ConversationId;
    answers: number;
    last_hour: number;
    newest: boolean[];
  }>({
    name: "load-automatic-of-conversations",
    text: `select asked.id,
        (select count(*)::int from messages m join message_mails mm on mm.message_id = m.id
          where m.conversation_id = asked.id and mm.automatic is not null) as answers,
        (select count(*)::int from messages m join message_mails mm on mm.message_id = m.id
          where m.conversation_id = asked.id and m.created_at > $3
            and (mm.automatic is not null or mm.class <> 'human')) as last_hour,
        array(select mm.automatic is not null or mm.class <> 'human'
          from messages m join message_mails mm on mm.message_id = m.id
          where m.conversation_id = asked.id and m.seq < asked.seq
          order by m.seq desc limit 2) as newest
      from unnest($1::uuid[], $2::int[]) as asked(id, seq)`,
    values: [[...first.keys()], [...first.values()], new Date(now - HOUR_MS).toISOString()],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        acknowledgementsInConversation: row.answers,
        automaticInConversationLastHour: row.last_hour,
        lastWereAutomatic: row.newest,
      },
    ]),
  );
}

async function loadOfSenders(
  q: Queryable,
  mails: readonly AnswerableMail[],
  now: number,
): Promise<AutoAnswerPast["ofSender"]> {
  const asked = mails.flatMap(({ inboxId, mail }) => {
    const address = autoAnswerRecipient(mail)?.toLowerCase();
    return address === undefined ? [] : [{ inboxId, address }];
  });
  const { rows } = await q.query<{ inbox_id: InboxId; address: string; answers: number }>({
    name: "load-automatic-of-senders",
    text: `select inbox_id, address, count(*)::int as answers from mail_senders
      where (inbox_id, address) in (select * from unnest($1::uuid[], $2::text[]))
        and at > $3 and ours is not null
      group by inbox_id, address`,
    values: [
      asked.map((one) => one.inboxId),
      asked.map((one) => one.address),
      new Date(now - DAY_MS).toISOString(),
    ],
  });
  return new Map(rows.map((row) => [senderKey(row.inbox_id, row.address), row.answers]));
}
