import type {
  Address,
  ContactState,
  ConversationState,
  InboundMessage,
  PointState,
} from "@circuito/domain";
import { asId, keywordOf } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { together } from "../together.ts";
import { lockConversationsOfPoints } from "./conversation-row.ts";

/** What the fold starts from: who holds each address, and each contact point's conversations. */
export interface Points {
  readonly contacts: Map<Address, ContactState>;
  /** By {@link pointName}. */
  readonly conversations: Map<string, Pick<PointState, "current" | "previous">>;
  /** `<channel> <address>` of those who said STOP. */
  readonly optedOut: Set<string>;
}

export function pointName(point: { readonly inboxId: string; readonly address: string }): string {
  return `${point.inboxId} ${point.address}`;
}

/** Loads the state of a whole batch in three queries, however many contact points it has. */
export async function loadPoints(
  tx: Queryable,
  messages: readonly InboundMessage[],
): Promise<Points> {
  const addresses = [
    ...new Set(messages.flatMap((m) => (m.provenAs ? [m.from, m.provenAs] : [m.from]))),
  ];
  const points = [
    ...new Map(
      messages.map((m) => [
        pointName({ inboxId: m.inboxId, address: m.from }),
        { inboxId: m.inboxId, address: m.from },
      ]),
    ).values(),
  ];
  const [contacts, locked, optedOut] = await together(tx, () => [
    findContacts(tx, addresses),
    lockConversationsOfPoints(tx, points),
    findOptOuts(tx, messages),
  ]);
  return { contacts, conversations: byPoint(locked), optedOut };
}

async function findContacts(
  tx: Queryable,
  addresses: readonly Address[],
): Promise<Map<Address, ContactState>> {
  const { rows } = await tx.query<{ address: Address; id: string; name: string | null }>({
    name: "find-contacts-by-address",
    text: `select i.address, c.id, c.name from identities i join contacts c on c.id = i.contact_id
      where i.address = any($1::text[])`,
    values: [addresses],
  });
  return new Map(rows.map((r) => [r.address, { id: asId(r.id), name: r.name ?? undefined }]));
}

/** Only a keyword asks whether its sender opted out before: the delivery looks for itself. */
async function findOptOuts(
  tx: Queryable,
  messages: readonly InboundMessage[],
): Promise<Set<string>> {
  const addresses = messages.filter((m) => keywordOf(m)).map((m) => m.from);
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
