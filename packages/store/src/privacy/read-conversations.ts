import type { AskKind, AskState, Channel, ConversationId, FieldValues } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { Person } from "./find-person.ts";
import { iso } from "./read-profile.ts";

/** A conversation of a person without its messages. Instants are ISO 8601. */
export interface PersonsConversation {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly address: string;
  readonly status: string;
  readonly language: string | null;
  /** Where it is now, and where it was handed to before, in order. */
  readonly queue: string | null;
  readonly handedTo: readonly string[];
  readonly subject: string | null;
  readonly title: string | null;
  readonly category: string | null;
  readonly categoryFields: FieldValues | null;
  readonly summary: string | null;
  readonly urgency: string | null;
  readonly labels: readonly string[];
  readonly promisedAt: string | null;
  readonly arrivedAt: string;
  readonly resolvedAt: string | null;
  /** Where its messages are, of one that was found to be the same matter. */
  readonly mergedInto: string | null;
  readonly asks: readonly PersonsAsk[];
  /** What colleagues told each other at hand-overs, in procedures and when they skipped it. */
  readonly internal: readonly { readonly at: string; readonly text: string }[];
}

/** What the machine asked once the conversation was over, and what was answered. */
export interface PersonsAsk {
  readonly kind: AskKind;
  readonly state: AskState;
  readonly sentAt: string | null;
  readonly answer: string | null;
  readonly endedAt: string | null;
  /** Of a survey. */
  readonly question: string | null;
  readonly score: number | null;
  readonly comment: string | null;
}

/** As many as are in memory at one time, with what is small of them. */
const CONVERSATIONS_PER_PAGE = 100;

/** In the order of their ids, which is that of time. @param after the last one of the page before */
export async function pageConversations(
  q: Queryable,
  person: Person,
  after: ConversationId | undefined,
): Promise<readonly PersonsConversation[]> {
  const { rows } = await q.query<PersonsConversation>({
    name: "page-conversations-of-person",
    text: `select c.id, c.protocol, c.channel, c.address, c.status, c.language, u.name as queue,
        array(select t.name from hops h join queues t on t.id = h.to_queue_id
          where h.conversation_id = c.id order by h.n) as "handedTo",
        c.subject, c.title, c.category, c.category_fields as "categoryFields", c.summary, c.urgency,
        c.tags as labels, ${iso("c.promised_at")} as "promisedAt",
        ${iso("c.arrived_at")} as "arrivedAt", ${iso("c.resolved_at")} as "resolvedAt",
        (select protocol from conversations where id = c.merged_into_id) as "mergedInto",
        coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'state', k.state,
            'sentAt', ${iso("k.sent_at")}, 'answer', k.answer, 'endedAt', ${iso("k.ended_at")},
            'question', s.question, 'score', s.score, 'comment', s.comment)
            order by k.created_at, k.id)
          from asks k left join surveys s on s.ask_id = k.id
          where k.conversation_id = c.id), '[]') as asks,
        coalesce((select jsonb_agg(jsonb_build_object('at', ${iso("n.at")}, 'text', n.text)
            order by n.at)
          from (
            select at, concat_ws(E'\\n', nullif(note, ''), result) as text from hops
              where conversation_id = c.id
            union all
            select s.taken_at, s.answer from procedure_runs r
              join procedure_run_steps s on s.run_id = r.id where r.conversation_id = c.id
            union all
            select r.ended_at, r.reason from procedure_runs r where r.conversation_id = c.id
            union all
            select coalesce(c.resolved_at, c.arrived_at), c.resolution
            union all
            select at, words from triage_acts where conversation_id = c.id
            union all
            select ended_at, reason from offers where conversation_id = c.id
          ) n where n.text <> ''), '[]') as internal
      from conversations c left join queues u on u.id = c.queue_id
      where c.contact_id = any($1::uuid[]) and ($2::uuid is null or c.id > $2)
      order by c.id limit ${CONVERSATIONS_PER_PAGE}`,
    values: [person.ids, after ?? null],
  });
  return rows;
}

/** Conversations of other people in which the person may have written, by mail. */
export async function findConversationsOfOthers(
  q: Queryable,
  person: Person,
): Promise<readonly { readonly id: ConversationId; readonly protocol: string }[]> {
  const { rows } = await q.query<{ id: ConversationId; protocol: string }>({
    name: "find-conversations-of-others",
    text: `select distinct c.id, c.protocol from mail_participants p
        join conversations c on c.id = p.conversation_id
      where p.address = any($1::text[]) and c.contact_id <> all($2::uuid[]) order by c.id`,
    values: [person.mailNames, person.ids],
  });
  return rows;
}
