import type {
  Address,
  ChangeAuthor,
  Channel,
  ChatContent,
  Claims,
  InboundMedia,
  InboundMessage,
  InboxId,
  LedgerId,
  MailContent,
  MessageChange,
} from "@circuito/domain";
import { asId, signedCustomerAddress } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import type { UnroutedChange } from "../routing/chat/changes.ts";
import type { ContactKey } from "./contact-key.ts";

/** A receipt that waits to be applied. */
export interface UnroutedReceipt {
  readonly kind: "receipt";
  readonly ledgerId: LedgerId;
  readonly inboxId: InboxId;
  readonly of: string;
  /** The provider's id, where `of` is ours. */
  readonly sentAs?: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly attempts: number;
  readonly receivedAt: number;
}

export type Unrouted =
  | { readonly kind: "message"; readonly contactKey: ContactKey; readonly message: InboundMessage }
  | (UnroutedChange & { readonly contactKey: ContactKey })
  | (UnroutedReceipt & { readonly contactKey: ContactKey });

/**
 * Takes the contact points for this transaction. Whoever else wants one of them waits, so rows of
 * one contact point are routed in ledger order however many routers there are (invariant 6). Sorted,
 * so that two batches that share keys cannot wait for each other.
 */
export async function lockContactPoints(tx: Queryable, keys: readonly ContactKey[]): Promise<void> {
  await tx.query({
    name: "lock-contact-points",
    text: `select pg_advisory_xact_lock(key)
      from (select distinct key from unnest($1::bigint[]) as k(key) order by key) as sorted`,
    values: [keys],
  });
}

interface Row {
  id: string;
  inbox_id: InboxId;
  channel: Channel;
  kind: "message" | "receipt" | "change";
  contact_key: string;
  collision: number;
  attempts: number;
  received_at: Date;
  released: boolean;
  external_id: string;
  element: StoredMessage | StoredReceipt | StoredChange;
}

/** The element as `ledgerEntry` wrote it: parsed at the border then, trusted here. */
export interface StoredMessage {
  from: Address;
  fromName?: string;
  to?: string;
  proof?: { subject: string };
  claims?: Claims;
  text: string;
  media: InboundMedia[];
  mail?: MailContent;
  chat?: ChatContent;
  writtenBy?: "us";
  alsoKnownAs?: Address[];
  replyUntil?: number;
  placeholder?: string;
  locale?: string;
  clientId?: string;
  sentAt?: number;
}
interface StoredChange {
  from: Address;
  alsoKnownAs?: Address[];
  of: string;
  by: ChangeAuthor;
  change: MessageChange;
  at?: number;
}
interface StoredReceipt {
  of: string;
  sentAs?: string;
  status: UnroutedReceipt["status"];
  error?: { code: string; message: string };
}

/**
 * All unrouted rows of the locked contact points, in ledger order, up to `limit`. A change that waits
 * for its message is looked at when its time comes, or when there is a message that may be it.
 */
export async function loadUnrouted(
  tx: Queryable,
  keys: readonly ContactKey[],
  limit: number,
): Promise<readonly Unrouted[]> {
  const { rows } = await tx.query<Row>({
    name: "load-unrouted",
    text: `select l.id, l.inbox_id, l.external_id, i.channel, l.kind, l.contact_key, l.collision, l.attempts,
        l.received_at, l.released is not null as released, l.element
      from ledger l join inboxes i on i.id = l.inbox_id
      where l.contact_key = any(${unseen("$1", "bigint[]")}::bigint[]) and l.state = 'accepted'
        and (l.kind <> 'change' or l.retry_at is null or l.retry_at <= now() or exists (
          select from ledger m where m.contact_key = l.contact_key and m.state = 'accepted'
            and m.kind = 'message'))
      order by l.id limit $2`,
    values: [keys, limit],
  });
  return rows.map(unroutedOf);
}

function unroutedOf(row: Row): Unrouted {
  const { element } = row;
  if ("change" in element) {
    return {
      kind: "change",
      contactKey: row.contact_key,
      ledgerId: asId(row.id),
      inboxId: row.inbox_id,
      names: [element.from, ...(element.alsoKnownAs ?? [])],
      of: element.of,
      by: element.by,
      change: element.change,
      at: element.at,
      receivedAt: row.received_at.getTime(),
    };
  }
  if ("of" in element) {
    return {
      kind: "receipt",
      contactKey: row.contact_key,
      ledgerId: asId(row.id),
      inboxId: row.inbox_id,
      of: element.of,
      ...(element.sentAs !== undefined && { sentAs: element.sentAs }),
      status: element.status,
      error: element.error,
      attempts: row.attempts,
      receivedAt: row.received_at.getTime(),
    };
  }
  return { kind: "message", contactKey: row.contact_key, message: inboundMessageOf(row, element) };
}

/** A message's ledger row as the fold takes it. */
export function inboundMessageOf(
  row: Pick<
    Row,
    "id" | "inbox_id" | "channel" | "external_id" | "collision" | "released" | "received_at"
  >,
  element: StoredMessage,
): InboundMessage {
  const {
    from,
    fromName,
    to,
    proof,
    claims,
    text,
    media,
    mail,
    chat,
    writtenBy,
    alsoKnownAs,
    replyUntil,
    placeholder,
    locale,
    clientId,
    sentAt,
  } = element;
  return {
    ledgerId: asId(row.id),
    inboxId: row.inbox_id,
    channel: row.channel,
    from,
    fromName,
    ...(to !== undefined && { to }),
    provenAs: proof && signedCustomerAddress(row.inbox_id, proof.subject),
    claims,
    text,
    media,
    mail,
    chat,
    writtenBy,
    ...(alsoKnownAs && { names: alsoKnownAs }),
    externalId: row.external_id,
    replyUntil,
    placeholder,
    locale,
    clientId,
    collision: row.collision > 0,
    ...(row.released && { released: true }),
    sentAt,
    receivedAt: row.received_at.getTime(),
  };
}

/** Contact points with rows that no job has taken up: the sweeper's question. */
export async function findStrandedContactKeys(
  q: Queryable,
  options: { readonly olderThanMs: number; readonly limit: number },
): Promise<readonly ContactKey[]> {
  const { rows } = await q.query<{ contact_key: string }>({
    name: "stranded-contact-keys",
    text: `select distinct contact_key from (
        select contact_key from ledger
        where state = 'accepted' and received_at < now() - $1 * interval '1 millisecond'
          and (retry_at is null or retry_at <= now())
        limit $2) as stranded`,
    values: [options.olderThanMs, options.limit],
  });
  return rows.map((row) => row.contact_key);
}
