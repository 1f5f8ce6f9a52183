import type {
  Address,
  ContactId,
  ContactState,
  ConversationState,
  InboundMessage,
  InboxId,
  OpenElsewhere,
  PointState,
} from "@circuito/domain";
import { asId, ELSEWHERE_WINDOW_MS, isMail, keywordOf } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { findElsewhere, type Openers } from "../identity/find-elsewhere.ts";
import { together } from "../together.ts";
import { lockConversationsOfPoints } from "./conversation-row.ts";
import type { PointSource } from "./point-source.ts";

/** What the fold starts from: who holds each address, and each contact point's conversations. */
export interface Points {
  readonly contacts: Map<Address, ContactState>;
  /** Addresses that somebody holds already; what is learned is added. */
  readonly held: Set<Address>;
  /** By {@link pointName}. */
  readonly conversations: Map<string, Pick<PointState, "current" | "previous">>;
  /** `<channel> <address>` of those who said STOP. */
  readonly optedOut: Set<string>;
  /** Open conversations of those who are about to open one. */
  readonly elsewhere: ReadonlyMap<ContactId, readonly OpenElsewhere[]>;
  /** By contact: the identities that a host page signed for. */
  readonly signed: Map<ContactId, readonly Address[]>;
}

export function pointName(point: { readonly inboxId: string; readonly address: string }): string {
  return `${point.inboxId} ${point.address}`;
}

/** Loads the state of these contact points in two queries, however many they are. */
export async function loadPoints(tx: Queryable, source: PointSource): Promise<Points> {
  const [contacts, locked] = await together(tx, () => [
    findContacts(tx, source),
    lockConversationsOfPoints(tx, source),
  ]);
  return {
    contacts,
    held: new Set(contacts.keys()),
    conversations: byPoint(locked),
    optedOut: new Set(),
    elsewhere: new Map(),
    signed: new Map(),
  };
}

/**
 * Adds what few messages ask for: who holds the identity one was vouched for with, whether the sender
 * of a keyword, or whoever an attendant would greet, opted out before, and where else somebody writes
 * who is known and about to open a conversation. No statement when none asks.
 * @param greets whether somebody new is greeted there by an attendant
 */
export async function completePoints(
  tx: Queryable,
  points: Points,
  messages: readonly InboundMessage[],
  greets: (inbox: InboxId) => boolean,
): Promise<Points> {
  const vouchedFor = messages.flatMap((m) => m.provenAs ?? []);
  const isGreeted = ({ inboxId, from }: InboundMessage) =>
    greets(inboxId) && !points.conversations.get(pointName({ inboxId, address: from }))?.current;
  const answered = messages.filter((m) => keywordOf(m) || isGreeted(m)).map((m) => m.from);
  const openers = openersOf(points, messages);
  const asks = vouchedFor.length + answered.length + openers.contactIds.length;
  if (asks === 0) return points;
  const [holders, optedOut, elsewhere, signed] = await together(tx, () => [
    findHolders(tx, vouchedFor),
    findOptOuts(tx, answered),
    findElsewhere(tx, openers, firstOf(messages) - ELSEWHERE_WINDOW_MS),
    findSigned(
      tx,
      messages.flatMap((m) => (m.provenAs ? [m.from] : [])),
    ),
  ]);
  return {
    ...points,
    contacts: new Map([...points.contacts, ...holders]),
    held: new Set([...points.held, ...holders.keys()]),
    optedOut,
    elsewhere,
    signed,
  };
}

/** Known people whose message goes on with nothing, by chat: mail is asked about where it is loaded. */
function openersOf(points: Points, messages: readonly InboundMessage[]): Openers {
  const opening = messages.filter(
    (m) =>
      !isMail(m) &&
      m.writtenBy !== "us" &&
      points.conversations.get(pointName({ inboxId: m.inboxId, address: m.from }))?.current ===
        undefined,
  );
  return {
    contactIds: [...new Set(opening.flatMap((m) => points.contacts.get(m.from)?.id ?? []))],
    addresses: opening.flatMap((m) => m.provenAs ?? []),
    from: opening.map((m) => m.from),
  };
}

function firstOf(messages: readonly InboundMessage[]): number {
  return messages.reduce((first, { receivedAt }) => Math.min(first, receivedAt), Infinity);
}

/** What decisions look at of contact `c`. */
export const CONTACT_COLUMNS = "c.id, c.name, c.segments, c.attributes";

export interface ContactRow {
  readonly id: string;
  readonly name: string | null;
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export function contactOf({ id, name, segments, attributes }: ContactRow): ContactState {
  return { id: asId(id), name: name ?? undefined, segments, attributes };
}

type HolderRow = ContactRow & { readonly address: Address };

const HOLDERS = `select i.address, ${CONTACT_COLUMNS} from identities i
  join contacts c on c.id = i.contact_id`;

async function findContacts(
  tx: Queryable,
  source: PointSource,
): Promise<Map<Address, ContactState>> {
  const { rows } = await tx.query<HolderRow>({
    name: `find-contacts-of-${source.name}`,
    text: `${HOLDERS} where i.address in (
      select p.address from (${source.text}) as p(inbox_id, address))`,
    values: source.values,
  });
  return holdersOf(rows);
}

/** Who holds each address. */
export async function findHolders(
  tx: Queryable,
  addresses: readonly Address[],
): Promise<Map<Address, ContactState>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await tx.query<HolderRow>({
    name: "find-holders",
    text: `${HOLDERS} where i.address = any($1::text[])`,
    values: [addresses],
  });
  return holdersOf(rows);
}

function holdersOf(rows: readonly HolderRow[]): Map<Address, ContactState> {
  return new Map(rows.map((row) => [row.address, contactOf(row)]));
}

/** By what signed identities the holders of these addresses go. */
async function findSigned(
  tx: Queryable,
  addresses: readonly Address[],
): Promise<Map<ContactId, readonly Address[]>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await tx.query<{ contact_id: ContactId; signed: Address[] }>({
    name: "find-signed-identities",
    text: `select i.contact_id, array_agg(distinct s.address) as signed
      from identities i join identities s on s.contact_id = i.contact_id and s.evidence = 'signed'
      where i.address = any($1::text[]) group by i.contact_id`,
    values: [addresses],
  });
  return new Map(rows.map((row) => [row.contact_id, row.signed]));
}

/** Only what is answered at once asks whether its sender opted out: the delivery looks for itself. */
async function findOptOuts(tx: Queryable, addresses: readonly Address[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const { rows } = await tx.query<{ channel: string; address: string }>({
    name: "find-opt-outs",
    text: "select channel, address from opt_outs where address = any($1::text[])",
    values: [addresses],
  });
  return new Set(rows.map((r) => `${r.channel} ${r.address}`));
}

function byPoint(
  conversations: readonly ConversationState[],
): Map<string, Pick<PointState, "current" | "previous">> {
  const points = new Map<string, Pick<PointState, "current" | "previous">>();
  for (const conversation of conversations) {
    const name = pointName(conversation);
    const point = points.get(name) ?? { current: undefined, previous: undefined };
    const active = conversation.status === "open" || conversation.status === "snoozed";
    if (active) points.set(name, { ...point, current: conversation });
    else if ((point.previous?.arrivedAt ?? 0) <= conversation.arrivedAt) {
      points.set(name, { ...point, previous: conversation });
    }
  }
  return points;
}
