import pg from "pg";
import type { FinalRead, LedgerBalance, StoredDelivery } from "../oracle/index.ts";
import { useOf } from "../oracle/use-of.ts";

export interface FinalFacts extends FinalRead {
  readonly deliveries: readonly StoredDelivery[];
  readonly leftovers: Readonly<Record<string, number>>;
  /** Digests of the files that somebody uploaded. */
  readonly uploads: readonly string[];
  /** What routed rows became, by channel: inbound messages, and what receipts told of ours. */
  readonly storedByChannel: ReadonlyMap<string, number>;
}

/**
 * Reads everything that the oracle judges, in one snapshot, in SQL of its own: the gateway's
 * queries are part of what is judged.
 * @param accountOf names inboxes as the journals do
 */
export async function readFinally(
  databaseUrl: string,
  accountOf: (inboxId: string) => string,
): Promise<FinalFacts> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const messages = await client.query<{
      id: string;
      inboxId: string;
      ext: string | null;
      collision: number | null;
      conversationId: string;
      seq: number;
      text: string;
      noticedAt: string | null;
    }>(`select m.id, c.inbox_id as "inboxId", l.external_id as ext, l.collision, m.seq, m.text,
               m.conversation_id as "conversationId", o.xid || '-' || o.id as "noticedAt"
        from messages m join conversations c on c.id = m.conversation_id
        left join ledger l on l.id = m.ledger_id
        left join outbox o on o.type = 'message.created' and o.subject_id = m.id::text`);
    const conversations = await client.query<{
      id: string;
      inboxId: string;
      channel: string;
      address: string;
      isOpen: boolean;
      lastSeq: number;
    }>(`select id, inbox_id as "inboxId", channel, address, last_seq as "lastSeq",
               status in ('open', 'snoozed') as "isOpen" from conversations`);
    const aside = await client.query<{ inboxId: string; ext: string; collision: number }>(
      `select inbox_id as "inboxId", external_id as ext, collision from ledger
       where kind = 'message' and state in ('suppressed', 'parked')`,
    );
    const receipts = await client.query<{ channel: string; routed: number }>(
      `select i.channel, count(*)::int as routed from ledger l join inboxes i on i.id = l.inbox_id
       where l.kind = 'receipt' and l.state = 'routed' group by i.channel`,
    );
    const channels = new Map(conversations.rows.map(({ id, channel }) => [id, channel]));
    const storedByChannel = new Map(receipts.rows.map(({ channel, routed }) => [channel, routed]));
    for (const { ext, conversationId } of messages.rows) {
      const channel = channels.get(conversationId);
      if (ext === null || channel === undefined) continue;
      storedByChannel.set(channel, (storedByChannel.get(channel) ?? 0) + 1);
    }
    return {
      messages: messages.rows.map(({ inboxId, ext, collision, noticedAt, ...rest }) => ({
        ...rest,
        noticedAt: noticedAt ?? undefined,
        ext: ext === null ? null : useOf(ext, collision ?? 0),
        account: accountOf(inboxId),
      })),
      conversations: conversations.rows.map(({ inboxId, ...rest }) => ({
        ...rest,
        account: accountOf(inboxId),
      })),
      aside: aside.rows.map(({ inboxId, ext, collision }) => ({
        account: accountOf(inboxId),
        ext: useOf(ext, collision),
      })),
      balance: await readBalance(client),
      deliveries: await readDeliveries(client),
      leftovers: await readLeftovers(client),
      uploads: await readUploads(client),
      storedByChannel,
    };
  } finally {
    await client.end();
  }
}

/** The ledger's balance by channel, counted from its rows. */
async function readBalance(client: pg.Client): Promise<LedgerBalance[]> {
  const { rows } = await client.query<LedgerBalance>(
    `with rows as (select i.channel, l.state from ledger l join inboxes i on i.id = l.inbox_id),
          repeats as (select i.channel from ledger_duplicates d join inboxes i on i.id = d.inbox_id)
     select channel,
       ((select count(*) from rows r where r.channel = i.channel)
        + (select count(*) from repeats p where p.channel = i.channel))::int as received,
       (select count(*) from rows r where r.channel = i.channel and state = 'routed')::int as routed,
       (select count(*) from repeats p where p.channel = i.channel)::int as duplicate,
       (select count(*) from rows r where r.channel = i.channel and state = 'suppressed')::int
         as suppressed,
       (select count(*) from rows r where r.channel = i.channel and state = 'parked')::int as parked,
       (select count(*) from rows r where r.channel = i.channel and state = 'accepted')::int
         as "inFlight"
     from (select distinct channel from inboxes) i order by channel`,
  );
  return rows;
}

/** What we send, with the writer's own id of it; our automatic answers have none. */
async function readDeliveries(client: pg.Client): Promise<StoredDelivery[]> {
  const { rows } = await client.query<StoredDelivery>(
    `select d.message_id as "messageId", m.client_id as "clientId", d.seq, d.status,
            d.conversation_id as "conversationId", d.external_id as "externalId"
     from deliveries d join messages m on m.id = d.message_id`,
  );
  return rows;
}

async function readUploads(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>("select sha256 from uploads");
  return rows.map(({ sha256 }) => sha256);
}

/** What somebody still has to do, by kind; all of it is 0 once nothing happens any more. */
async function readLeftovers(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(
    `select
       (select count(*) from ledger where state = 'accepted')::int as unrouted,
       (select count(*) from deliveries where status = 'queued' and next_attempt_at <= now())::int
         as unsent,
       (select count(*) from deliveries where status in ('claimed', 'submitting'))::int as "inHand",
       (select count(*) from media_fetches where claimed)::int as unfetched`,
  );
  return rows[0] ?? {};
}
