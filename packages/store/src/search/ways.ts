import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Bind } from "../reading/list-conditions.ts";
import { type Asked, allOf, inPeriod, onAuthors, onConversations } from "./asked-messages.ts";

/** A statement's text, in which it binds its values. */
export type Way = (asked: Asked, bind: Bind) => string;

/** Index message_words_found. */
export const wordsFirst: Way = (asked, bind) => `with said as materialized (
    select w.message_id, w.at from message_words w
    where w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)}
  ) ${answers("select message_id, at from said", asked, bind)}`;

/** Indexes conversations_queue, conversations_owned, conversations_contact, messages_seq, and the key of message_words. */
export const conversationsFirst: Way = (asked, bind) => `with places as materialized (
    select c.id from conversations c where ${allOf(onConversations(asked, bind))}
  ), said as materialized (
    select w.message_id, w.at from places
      cross join lateral (select m.id from messages m where m.conversation_id = places.id offset 0) m
      cross join lateral (select w.message_id, w.at from message_words w where w.message_id = m.id
        and w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)} offset 0) w
  ) ${answers("select message_id, at from said", asked, bind)}`;

/** Indexes messages_author, messages_seq, and the key of message_words. */
export const authorsFirst: Way = (asked, bind) => `with wrote as materialized (
    select m.id from messages m where m.agent_id = any(${bind(asked.authors?.agentIds)}::uuid[])
    union all
    select m.id from unnest(${bind(asked.authors?.placeIds)}::uuid[]) place(id)
      cross join lateral (select m.id from messages m where m.conversation_id = place.id
        and m.direction = 'inbound' and m.agent_id is null offset 0) m
  ), said as materialized (
    select w.message_id, w.at from wrote
      cross join lateral (select w.message_id, w.at from message_words w where w.message_id = wrote.id
        and w.words @@ ${bind(asked.match)}::tsquery and ${inPeriod(asked, bind)} offset 0) w
  ) ${answers("select message_id, at from said", asked, bind)}`;

/**
 * Of messages that have the words, the newest that answer, with all that is shown of them. They are taken one
 * by one in order of time until there are enough: `offset 0` keeps PostgreSQL from reading whole tables first.
 */
export function answers(said: string, asked: Asked, bind: Bind): string {
  const onPlace = onConversations(asked, bind);
  const onAuthor = onAuthors(asked, bind);
  const looked =
    onPlace.length + onAuthor.length === 0
      ? ""
      : `cross join lateral (select m.conversation_id from messages m
          where m.id = w.message_id and ${allOf(onAuthor)} offset 0) m`;
  const placed =
    onPlace.length === 0
      ? ""
      : `cross join lateral (select c.* from conversations c where c.id = m.conversation_id offset 0) c`;
  return `select m.id as "messageId", m.seq, m.direction, coalesce(a.name, s.name) as "authorName",
      k.subject, left(m.text, ${READ_LENGTH_MAX}) as text, jsonb_array_length(m.media) as files, w.at,
      c.id, c.protocol, c.channel, c.status, ${QUEUE_TO_SEE} as "queueId", c.contact_id as "contactId",
      p.name as "contactName", c.address
    from (
      select w.message_id, w.at from (${said} order by at desc, message_id desc) w ${looked} ${placed}
      where ${allOf(onPlace)} order by w.at desc, w.message_id desc limit ${bind(asked.wanted)}
    ) w
      join messages m on m.id = w.message_id
      join conversations c on c.id = m.conversation_id
      join contacts p on p.id = c.contact_id
      left join agents a on a.id = m.agent_id
      left join contacts s on s.id = m.contact_id and m.direction = 'inbound'
      left join message_mails k on k.message_id = m.id`;
}

/** As much of a message as an excerpt is looked for in. */
const READ_LENGTH_MAX = 20_000;
