import {
  type Address,
  type AgentId,
  type ContactId,
  type ContactState,
  type ConversationId,
  ELSEWHERE_WINDOW_MS,
  HISTORY_MS,
  type MailConversation,
  type MailMessage,
  type MailOriginal,
  type MailWorld,
  mailAuthor,
  type OpenElsewhere,
  type SentLately,
  senderName,
  type WriterRole,
} from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { findElsewhere } from "../../identity/find-elsewhere.ts";
import { together } from "../../together.ts";
import { findHolders } from "../load-points.ts";
import type { ReceiptTarget } from "../receipt-targets.ts";
import { bare, instant } from "./bare-address.ts";
import { findNamed, originalsOf } from "./find-named.ts";
import {
  lockMailConversations,
  type MailConversationRow,
  readOtherConversations,
} from "./lock-mail-conversations.ts";
import { lockOriginals } from "./lock-originals.ts";
import { WITH_CHAIN } from "./merged-chain.ts";

/** What the fold of a batch's mails starts from, and brings up to date as it goes. */
export interface Mails extends MailWorld {
  readonly contacts: Map<Address, ContactState>;
  readonly conversations: Map<string, MailConversation>;
  readonly named: Map<string, ConversationId>;
  readonly originals: Map<string, MailOriginal>;
  readonly agents: ReadonlyMap<string, AgentId>;
  readonly senders: Map<string, SentLately[]>;
  readonly latest: Map<string, ConversationId>;
  readonly elsewhere: ReadonlyMap<ContactId, readonly OpenElsewhere[]>;
}

/** One sender's mails that counts look at; a flood is one after far fewer. */
const HISTORY_ROWS_MAX = 2_000;

/**
 * Loads what the mails of a batch need, in two round trips, however many there are.
 * @param receipts of the same batch
 */
export async function loadMails(
  tx: Queryable,
  mails: readonly MailMessage[],
  receipts: readonly ReceiptTarget[] = [],
): Promise<Mails> {
  const authors = mails.map((message) => authorOf(message));
  const from = mails.flatMap(({ mail }) =>
    mail.from.flatMap((m) => m.address?.toLowerCase() ?? []),
  );
  const [named, contacts, agents, senders, latest] = await together(tx, () => [
    findNamed(tx, mails),
    findHolders(tx, [...new Set(authors)]),
    findAgents(tx, [...new Set(from)]),
    findSenders(tx, mails),
    findLatest(tx, mails),
  ]);
  const ids = [...new Set(named.values())];
  const inboxIds = [...new Set(mails.map(({ inboxId }) => inboxId))];
  const openers = {
    contactIds: [...new Set([...contacts.values()].map(({ id }) => id))],
    addresses: [],
    from: authors,
  };
  const since = Math.min(...mails.map(({ receivedAt }) => receivedAt)) - ELSEWHERE_WINDOW_MS;
  const [locked, others, participants, requesters, originals, elsewhere] = await together(
    tx,
    () => [
      lockMailConversations(tx, ids, inboxIds),
      readOtherConversations(tx, ids, inboxIds),
      findParticipants(tx, ids),
      findRequesters(tx, ids),
      lockOriginals(tx, originalsOf(mails), receipts),
      findElsewhere(tx, openers, since),
    ],
  );
  const conversations = new Map(
    [...locked, ...others].map((row) => [
      row.state.id,
      mailConversation(row, participants, requesters),
    ]),
  );
  return { contacts, conversations, named, originals, agents, senders, latest, elsewhere };
}

function authorOf({ mail, from, fromName }: MailMessage): Address {
  return mailAuthor(mail, { address: from, name: fromName }).address;
}

function mailConversation(
  row: MailConversationRow,
  participants: ReadonlyMap<string, ReadonlyMap<string, WriterRole>>,
  requesters: ReadonlyMap<string, readonly string[]>,
): MailConversation {
  const known = requesters.get(row.state.id) ?? [];
  return {
    ...row,
    requester: [...new Set([bare(row.state.address), ...known.map(bare)])],
    participants: participants.get(row.state.id) ?? new Map<string, WriterRole>(),
  };
}

async function findAgents(
  tx: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, AgentId>> {
  const { rows } = await tx.query<{ email: string; id: AgentId }>({
    name: "find-agents-by-address",
    text: "select email, id from agents where email = any($1::text[]) and disabled_at is null",
    values: [addresses],
  });
  return new Map(rows.map((row) => [row.email, row.id]));
}

async function findParticipants(
  tx: Queryable,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, WriterRole>>> {
  const { rows } = await tx.query<{ conversation_id: string; address: string; role: WriterRole }>({
    name: "find-mail-participants",
    text: `${WITH_CHAIN}
      select p.conversation_id, p.address, p.role
      from (select distinct id from chain) chain
      join mail_participants p on p.conversation_id = chain.id
      where p.removed_at is null`,
    values: [ids],
  });
  const found = new Map<string, Map<string, WriterRole>>();
  for (const { conversation_id, address, role } of rows) {
    const people = found.get(conversation_id) ?? new Map<string, WriterRole>();
    found.set(conversation_id, people.set(address, role));
  }
  return found;
}

/**
 * Further mail addresses of each conversation's contact; not those that were only ever claimed, nor
 * those that others write from, too.
 */
async function findRequesters(
  tx: Queryable,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await tx.query<{ id: string; addresses: string[] }>({
    name: "find-mail-requesters",
    text: `${WITH_CHAIN}
      select chain.id, array_agg(distinct i.address) as addresses
      from chain cross join lateral (
        select contact_id from conversations where id = chain.id offset 0
      ) c join identities i on i.contact_id = c.contact_id
      where i.address like 'mailto:%' and i.evidence <> 'self-declared' and not i.shared
      group by chain.id`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.addresses]));
}

interface SenderRow {
  readonly inbox_id: string;
  readonly address: string;
  readonly at: Date;
  readonly sha: string;
  readonly is_proven: boolean;
}

/** What each sender of the batch wrote lately to the same inbox, as far back as a count may look. */
async function findSenders(
  tx: Queryable,
  mails: readonly MailMessage[],
): Promise<Map<string, SentLately[]>> {
  const senders = new Map<string, { inboxId: string; from: Address; since: number; to: number }>();
  for (const { inboxId, from, sentAt, receivedAt } of mails) {
    const name = senderName(inboxId, from);
    const first = Math.min(sentAt ?? receivedAt, receivedAt);
    const known = senders.get(name);
    senders.set(name, {
      inboxId,
      from,
      since: Math.min(known?.since ?? first, first),
      to: Math.max(known?.to ?? receivedAt, receivedAt),
    });
  }
  const all = [...senders.values()];
  const { rows } = await tx.query<SenderRow>({
    name: "find-mail-senders",
    text: `select w.inbox_id, w.address, s.at, s.text_sha256 as sha, s.is_proven
      from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])
        as w(inbox_id, address, since, until)
      cross join lateral (
        select at, text_sha256, is_proven from mail_senders
        where inbox_id = w.inbox_id and address = w.address and ours is null
          and at > w.since and at <= w.until
        order by at desc limit ${HISTORY_ROWS_MAX}
      ) s order by s.at`,
    values: [
      all.map(({ inboxId }) => inboxId),
      all.map(({ from }) => bare(from)),
      all.map(({ since }) => instant(since - HISTORY_MS)),
      all.map(({ to }) => instant(to)),
    ],
  });
  const addresses = new Map(all.map(({ inboxId, from }) => [`${inboxId} ${bare(from)}`, from]));
  const found = new Map<string, SentLately[]>();
  for (const { inbox_id, address, at, sha, is_proven } of rows) {
    const from = addresses.get(`${inbox_id} ${address}`);
    if (from === undefined) continue;
    const name = senderName(inbox_id, from);
    const history = found.get(name) ?? [];
    history.push({ at: at.getTime(), textSha256: sha, isProven: is_proven });
    found.set(name, history);
  }
  return found;
}

async function findLatest(
  tx: Queryable,
  mails: readonly MailMessage[],
): Promise<Map<string, ConversationId>> {
  const { rows } = await tx.query<{ inbox_id: string; address: Address; id: ConversationId }>({
    name: "find-latest-of-senders",
    text: `select w.inbox_id, w.address, c.id
      from (select distinct * from unnest($1::uuid[], $2::text[]) as w(inbox_id, address)) w
      cross join lateral (
        select id from conversations where inbox_id = w.inbox_id and address = w.address
        order by arrived_at desc limit 1
      ) c`,
    values: [mails.map(({ inboxId }) => inboxId), mails.map(({ from }) => from)],
  });
  return new Map(rows.map((row) => [senderName(row.inbox_id, row.address), row.id]));
}
