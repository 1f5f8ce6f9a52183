import type {
  Channel,
  ContactState,
  ConversationId,
  InboundMessage,
  InboxId,
  QueueId,
  RuleFacts,
  RuleId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { inboundMessageOf, type StoredMessage } from "../ledger/drain.ts";
import { contactOf } from "./load-points.ts";

/** A message that came, and what was known beside it when it did. */
export interface ReceivedMessage {
  readonly message: InboundMessage;
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly arrivedAt: number;
  /** When it was routed, ms since epoch: the rules' now. */
  readonly routedAt: number;
  /** As they are today. */
  readonly contact: ContactState | undefined;
  /** Its customer had an earlier conversation. */
  readonly returning: boolean;
  /** What was chosen in the menu before it was routed. */
  readonly menuAnswer: RuleFacts["menuAnswer"];
  /**
   * What the customer wrote until it was routed, and when that was, where the attendant asked first:
   * rules saw these words, and not the first alone.
   */
  readonly talk: { readonly words: string; readonly at: number } | undefined;
  /** Where its conversation was put, and by which rule, when it was routed first. */
  readonly went: { readonly queueId: QueueId; readonly ruleId: RuleId | undefined } | undefined;
}

interface Row {
  id: string;
  inbox_id: InboxId;
  channel: Channel;
  external_id: string;
  collision: number;
  released: boolean;
  received_at: Date;
  element: StoredMessage;
  conversation_id: ConversationId;
  protocol: string;
  arrived_at: Date;
  routed_at: Date;
  contact: Parameters<typeof contactOf>[0] | null;
  returning: boolean;
  menu_answer: string[] | null;
  went: { queueId: QueueId; ruleId?: RuleId } | null;
  /** Of what a menu was asked first: all that the customer wrote until it was routed, and when that was. */
  talk: { words: string; at: string } | null;
}

// Of a chat, an earlier conversation of the contact point; of a mail, a sender who was known: what
// the fold looks at. Read by conversations_point and by the key of identities.
const RECEIVED = `l.id, l.inbox_id, i.channel, l.external_id, l.collision,
    l.released is not null as released, l.received_at, l.element, c.id as conversation_id,
    c.protocol, c.arrived_at, m.created_at as routed_at,
    (select jsonb_build_object('id', p.id, 'name', p.name, 'segments', p.segments,
        'attributes', p.attributes)
      from contacts p where p.id = m.contact_id) as contact,
    case when l.element ? 'mail'
      then exists (select from identities k
        where k.address = c.address and k.created_at < l.received_at)
      else exists (select from conversations e
        where e.inbox_id = c.inbox_id and e.address = c.address and e.arrived_at < c.arrived_at)
    end as returning,
    (select a.data->'menuAnswer' from activities a
      where a.conversation_id = c.id and a.data ? 'menuAnswer' order by a.id limit 1) as menu_answer,
    (select a.data from activities a
      where a.conversation_id = c.id and a.kind in ('opened', 'routed') and a.data ? 'queueId'
      order by a.id limit 1) as went,
    (select jsonb_build_object('at', a.at, 'words', (
        select string_agg(w.text, E'\\n' order by w.seq) from messages w
          join ledger s on s.id = w.ledger_id
        where w.conversation_id = c.id and w.direction = 'inbound'
          and (s.trail->>'route' is not null or s.routed_at < a.at)))
      from activities a where a.conversation_id = c.id and a.kind = 'routed'
      order by a.id limit 1) as talk
  from messages m
    join ledger l on l.id = m.ledger_id
    join conversations c on c.id = m.conversation_id
    join inboxes i on i.id = l.inbox_id`;

/** Of what was erased nothing is left to decide by (decision 43). */
const IS_KEPT = "l.element <> '{}'";

function receivedOf(row: Row): ReceivedMessage {
  return {
    message: inboundMessageOf(row, row.element),
    conversationId: row.conversation_id,
    protocol: row.protocol,
    arrivedAt: row.arrived_at.getTime(),
    routedAt: row.routed_at.getTime(),
    contact: row.contact ? contactOf(row.contact) : undefined,
    returning: row.returning,
    menuAnswer: row.menu_answer ?? undefined,
    talk: row.talk ? { words: row.talk.words, at: Date.parse(row.talk.at) } : undefined,
    went: row.went ? { queueId: row.went.queueId, ruleId: row.went.ruleId } : undefined,
  };
}

/** A message that came from outside; absent for ours, and for what is no message. */
export async function findReceivedMessage(
  q: Queryable,
  messageId: string,
): Promise<ReceivedMessage | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-received-message",
    text: `select ${RECEIVED} where m.id = $1 and m.direction = 'inbound' and ${IS_KEPT}`,
    values: [messageId],
  });
  return rows[0] && receivedOf(rows[0]);
}

/** Where a page of openings ended. */
export interface OpeningPlace {
  readonly arrivedAt: number;
  readonly id: string;
}

/** A page of openings, newest first. */
export interface OpeningsPage {
  readonly openings: readonly ReceivedMessage[];
  /** Where the next page begins; absent after the last. */
  readonly next: OpeningPlace | undefined;
}

/**
 * Messages that opened conversations. Plain reads: nobody who routes waits for them.
 * @param between ms since epoch; `to` is exclusive
 * @param before where the page before said that this one begins
 * @param limit conversations looked at; those that one of us opened, or that were erased, are passed over
 */
export async function loadOpenings(
  q: Queryable,
  between: { readonly from: number; readonly to: number },
  before: OpeningPlace | undefined,
  limit: number,
): Promise<OpeningsPage> {
  const { rows } = await q.query<PageRow>({
    name: "load-openings",
    // The page by conversations_newest, its first messages by messages_seq.
    text: `with page as (
        select id, arrived_at from conversations
        where arrived_at >= $1 and (arrived_at, id) < ($2::timestamptz, $3::uuid)
        order by arrived_at desc, id desc limit $4)
      select page.id as place_id, page.arrived_at as place_at, opening.*
      from page left join lateral (
        select ${RECEIVED}
        where m.conversation_id = page.id and m.seq = 1 and m.direction = 'inbound' and ${IS_KEPT}) as opening
        on true
      order by page.arrived_at desc, page.id desc`,
    values: [
      new Date(between.from).toISOString(),
      new Date(before?.arrivedAt ?? between.to).toISOString(),
      before?.id ?? LEAST_ID,
      limit,
    ],
  });
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    openings: rows.flatMap((row) => (row.id === null ? [] : [receivedOf(row)])),
    next: last && { arrivedAt: last.place_at.getTime(), id: last.place_id },
  };
}

const LEAST_ID = "00000000-0000-0000-0000-000000000000";

type PageRow = (Row | { readonly id: null }) & {
  readonly place_id: string;
  readonly place_at: Date;
};
