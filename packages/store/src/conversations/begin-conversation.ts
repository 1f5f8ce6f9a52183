import {
  type Address,
  brazilMobileKey,
  type Channel,
  type ContactId,
  type ConversationId,
  hasManyNames,
  type InboxId,
} from "@circuito/domain";
import type { Queryable, Transaction } from "../database.ts";
import type { TombstoneSeal } from "../privacy/tombstones.ts";

/** An inbox and an address that somebody may be written to at from it. */
export interface AskedPoint {
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly address: Address;
}

/** What is known of it. */
export interface PointReading {
  readonly inboxId: InboxId;
  readonly asked: Address;
  /** Where conversations with it are kept here: itself, or the name that the account wrote under first. */
  readonly address: Address;
  readonly isOn: boolean;
  readonly hasWritten: boolean;
  readonly optedOut: boolean;
  readonly isUndeliverable: boolean;
  /** Ms since epoch. */
  readonly windowEndsAt: number | undefined;
  readonly openId: ConversationId | undefined;
}

type Row = Omit<PointReading, "windowEndsAt" | "openId"> & {
  readonly windowEndsAt: Date | null;
  readonly openId: ConversationId | null;
};

/**
 * One statement, however many there are.
 * @param seal by which is known who asked for no more messages, and that their data were erased
 */
export async function readPoints(
  q: Queryable,
  asked: readonly AskedPoint[],
  seal: Pick<TombstoneSeal, "address">,
): Promise<readonly PointReading[]> {
  if (asked.length === 0) return [];
  const { rows } = await q.query<Row>({
    name: "read-points",
    // Another spelling of a number is the same account only where accounts have several names.
    text: `with point as (
        select p.inbox_id, p.asked, p.place, p.sealed,
          coalesce(a.address, spelled.address, p.asked) as address
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality
          as p(inbox_id, asked, match_key, sealed, place)
        left join point_aliases a on a.inbox_id = p.inbox_id and a.alias = p.asked
        left join lateral (
          select c.address from identities i
          join conversations c on c.inbox_id = p.inbox_id and c.address = i.address
          where i.match_key = p.match_key order by c.arrived_at limit 1
        ) spelled on true
      )
      select i.id as "inboxId", p.asked, p.address, i.enabled as "isOn", h.has_written as "hasWritten",
        -- Who writes again after all was erased may be answered.
        exists (select from opt_outs o where o.channel = i.channel
          and (o.address = p.address or o.address = p.sealed and not h.has_written)) as "optedOut",
        exists (select from undeliverable u
          where p.address like 'mailto:%' and u.address = lower(substr(p.address, 8)))
          as "isUndeliverable",
        w.ends_at as "windowEndsAt", open.id as "openId"
      from point p join inboxes i on i.id = p.inbox_id
      cross join lateral (
        select exists (select from conversations c where c.inbox_id = i.id and c.address = p.address
          and c.last_inbound_at is not null) as has_written
      ) h
      left join reply_windows w on w.inbox_id = i.id and w.address = p.address
      left join lateral (
        select c.id from conversations c where c.inbox_id = i.id and c.address = p.address
          and c.status in ('open','snoozed') order by c.arrived_at desc limit 1
      ) open on true
      order by p.place`,
    values: [
      asked.map(({ inboxId }) => inboxId),
      asked.map(({ address }) => address),
      asked.map(({ channel, address }) =>
        hasManyNames(channel) ? (brazilMobileKey(address) ?? null) : null,
      ),
      asked.map(({ address }) => seal.address(address)),
    ],
  });
  return rows.map((row) => ({
    ...row,
    windowEndsAt: row.windowEndsAt?.getTime(),
    openId: row.openId ?? undefined,
  }));
}

/** A conversation that somebody began before with these words, under the same client id. */
export async function findBegun(
  q: Queryable,
  begun: {
    readonly inboxId: InboxId;
    readonly address: Address;
    readonly agentId: string;
    readonly clientId: string;
    /** `undefined`: of a template, whose words may have changed at its provider's. */
    readonly text: string | undefined;
  },
): Promise<ConversationId | undefined> {
  const { rows } = await q.query<{ id: ConversationId }>({
    name: "find-begun-conversation",
    text: `select c.id from conversations c join messages m on m.conversation_id = c.id
        and m.client_id = $4 and m.direction <> 'inbound' and m.agent_id = $3
        and m.text = coalesce($5, m.text)
      where c.inbox_id = $1 and c.address = $2 limit 1`,
    values: [begun.inboxId, begun.address, begun.agentId, begun.clientId, begun.text ?? null],
  });
  return rows[0]?.id;
}

/** The conversation at a contact point that is over, the last one: a new one follows it. */
export async function findFormer(
  q: Queryable,
  { inboxId, address }: { readonly inboxId: InboxId; readonly address: Address },
): Promise<{ readonly id: ConversationId; readonly language: string | undefined } | undefined> {
  const { rows } = await q.query<{ id: ConversationId; language: string | null }>({
    name: "find-former-conversation",
    text: `select id, language from conversations where inbox_id = $1 and address = $2
        and status in ('resolved','closed') order by arrived_at desc limit 1`,
    values: [inboxId, address],
  });
  return rows[0] && { id: rows[0].id, language: rows[0].language ?? undefined };
}

/** Whose address it is, and stays until the end of this transaction: merging waits. */
export async function lockHolder(
  tx: Transaction,
  address: Address,
): Promise<ContactId | undefined> {
  const { rows } = await tx.client.query<{ id: ContactId }>({
    name: "lock-holder",
    text: `select c.id from identities i join contacts c on c.id = i.contact_id
      where i.address = $1 for key share of c`,
    values: [address],
  });
  return rows[0]?.id;
}

/** Somebody of whom one of us said that they are reached there. */
export async function addAssertedContact(
  tx: Transaction,
  { id, address }: { readonly id: ContactId; readonly address: Address },
): Promise<void> {
  await tx.client.query({
    name: "add-asserted-contact",
    text: `with who as (insert into contacts (id) values ($1) returning id)
      insert into identities (address, contact_id, evidence, match_key)
      select $2, id, 'agent-asserted', $3 from who`,
    values: [id, address, brazilMobileKey(address) ?? null],
  });
}
