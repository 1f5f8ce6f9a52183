import type { Address, InboundMessage, InboxId, UnsettledDelivery } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { SENT_WORDS } from "../../delivery/claim.ts";
import { pointName } from "../load-points.ts";

/** What we sent ourselves, as far as messages of ours that came back may be of it. */
export interface OwnSends {
  /** `<inbox> <external id>` of what is known to have left. */
  readonly known: ReadonlySet<string>;
  /** Sends of which nobody knows how they end, by {@link pointName}; oldest first. */
  readonly unsettled: Map<string, readonly UnsettledDelivery[]>;
}

/** How far back a lost send is looked for among a conversation's messages (promises §1.5: fifty). */
const NEWEST_SENDS = 50;

interface Row {
  readonly inbox_id: InboxId;
  readonly address: Address;
  readonly message_id: UnsettledDelivery["messageId"];
  readonly status: UnsettledDelivery["status"];
  readonly text: string;
  readonly has_media: boolean;
  readonly has_choices: boolean;
  readonly created_at: Date;
}

/** Loads what these messages of ours may be, and locks what they may settle. */
export async function findOwnSends(
  tx: Queryable,
  messages: readonly InboundMessage[],
): Promise<OwnSends> {
  const known = await tx.query<{ inbox_id: InboxId; external_id: string }>({
    name: "find-known-sends",
    text: `select d.inbox_id, d.external_id from unnest($1::uuid[], $2::text[]) as o(inbox_id, external_id)
      join deliveries d on d.inbox_id = o.inbox_id and d.external_id = o.external_id`,
    values: [messages.map((m) => m.inboxId), messages.map((m) => m.externalId ?? "")],
  });
  const { rows } = await tx.query<Row>({
    name: "lock-unsettled-sends",
    text: `select c.inbox_id, c.address, d.message_id, d.status, ${SENT_WORDS},
        jsonb_array_length(m.media) > 0 as has_media,
        coalesce(m.chat ? 'choices', false) as has_choices, d.created_at
      from (select distinct * from unnest($1::uuid[], $2::text[])) as p(inbox_id, address)
      join conversations c on c.inbox_id = p.inbox_id and c.address = p.address
        and c.status <> 'closed'
      cross join lateral (select id, text, footer, media, chat from messages
        where conversation_id = c.id and direction = 'outbound'
        order by seq desc limit ${NEWEST_SENDS}) as m
      join deliveries d on d.message_id = m.id
      where d.status in ('claimed', 'submitting', 'unknown')
      order by d.created_at, d.message_id for update of d`,
    values: [messages.map((m) => m.inboxId), messages.map((m) => m.from)],
  });
  const unsettled = new Map<string, UnsettledDelivery[]>();
  for (const row of rows) {
    const name = pointName({ inboxId: row.inbox_id, address: row.address });
    const delivery: UnsettledDelivery = {
      messageId: row.message_id,
      status: row.status,
      text: row.text,
      hasMedia: row.has_media,
      hasChoices: row.has_choices,
      createdAt: row.created_at.getTime(),
    };
    unsettled.set(name, [...(unsettled.get(name) ?? []), delivery]);
  }
  return {
    known: new Set(known.rows.map((row) => `${row.inbox_id} ${row.external_id}`)),
    unsettled,
  };
}
