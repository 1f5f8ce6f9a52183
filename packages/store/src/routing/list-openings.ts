import type { Channel, ContactId, InboxId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A message that opened a conversation, as a list of them shows it. */
export interface OpeningReading {
  readonly messageId: MessageId;
  readonly conversationId: string;
  readonly protocol: string;
  readonly contactName: string | undefined;
  readonly contactId: ContactId;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  /** The beginning of it. */
  readonly text: string;
  /** Ms since epoch. */
  readonly arrivedAt: number;
}

/** Enough to tell one from another in two lines. */
const TEXT_SHOWN_MAX = 160;
/** Conversations looked through for those that a customer opened, per one that is asked for. */
const LOOKED_AT_PER_ROW = 4;

/** The newest messages of customers that opened conversations. */
export async function listOpenings(
  q: Queryable,
  limit: number,
): Promise<readonly OpeningReading[]> {
  const { rows } = await q.query<
    Omit<OpeningReading, "arrivedAt" | "contactName"> & {
      readonly contactName: string | null;
      readonly arrivedAt: Date;
    }
  >({
    name: "list-openings",
    // The newest by conversations_newest, their first messages by messages_seq.
    text: `with newest as (
        select id, protocol, contact_id, inbox_id, channel, arrived_at from conversations
        order by arrived_at desc, id desc limit $1::int * ${LOOKED_AT_PER_ROW})
      select m.id as "messageId", c.id as "conversationId", c.protocol, c.channel,
        p.name as "contactName", c.contact_id as "contactId", c.inbox_id as "inboxId",
        left(m.text, ${TEXT_SHOWN_MAX}) as text, c.arrived_at as "arrivedAt"
      from newest c
        join messages m on m.conversation_id = c.id and m.seq = 1 and m.direction = 'inbound'
        join contacts p on p.id = c.contact_id
      order by c.arrived_at desc, c.id desc limit $1::int`,
    values: [limit],
  });
  return rows.map(({ contactName, arrivedAt, ...row }) => ({
    ...row,
    contactName: contactName ?? undefined,
    arrivedAt: arrivedAt.getTime(),
  }));
}
