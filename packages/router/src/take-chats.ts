import { type Address, hasManyNames, type InboundMessage, recognizeOwn } from "@circuito/domain";
import {
  findOwnSends,
  joinPoints,
  loadNames,
  loadPoints,
  type NamedPoint,
  type Points,
  pointName,
  pointsOf,
  type Queryable,
  type UnroutedReceipt,
} from "@circuito/store";
import type { KnownAliases } from "./known-aliases.ts";
import { isManyNamed, nameMessages } from "./name-messages.ts";

/** A batch after what only chats have to be asked: by what name, and whether it is our own. */
export interface TakenChats {
  readonly points: Points;
  /** In ledger order, each under its contact point's name; our own sends are not among them. */
  readonly messages: readonly InboundMessage[];
  readonly named: readonly NamedPoint[];
  /** Our own sends come back, as the receipts that they are. */
  readonly settled: readonly UnroutedReceipt[];
}

/** No statement where no message asks for one. */
export async function takeChats(
  tx: Queryable,
  points: Points,
  messages: readonly InboundMessage[],
  aliases: KnownAliases,
): Promise<TakenChats> {
  const taken = await nameAll(tx, points, messages, { aliases, join: joinPoints });
  const own = taken.messages.filter((message) => message.writtenBy === "us");
  if (own.length === 0) return { ...taken, settled: [] };

  const sends = await findOwnSends(tx, own);
  const settled: UnroutedReceipt[] = [];
  const kept = taken.messages.filter((message) => {
    if (message.writtenBy !== "us") return true;
    const receipt = settle(message, sends);
    if (receipt) settled.push(receipt);
    return receipt === undefined;
  });
  return { ...taken, messages: kept, settled };
}

/**
 * Puts messages under the names of their contact points, and what is known of these beside what is
 * known already.
 */
export async function nameAll(
  tx: Queryable,
  points: Points,
  all: readonly InboundMessage[],
  {
    aliases,
    join,
  }: {
    readonly aliases: KnownAliases;
    /** Makes one of points that were two; left out where nothing is to be written. */
    readonly join?: (tx: Queryable, points: readonly NamedPoint[]) => Promise<void>;
  },
) {
  const isHeld = (address: Address): boolean => points.held.has(address);
  const settled = new Set(
    all.filter((message) => hasManyNames(message.channel) && aliases.settle(message, points)),
  );
  const messages = all.map((message) => (settled.has(message) ? withoutNames(message) : message));
  const asked = all.filter((message) => !settled.has(message) && isManyNamed(message, isHeld));
  if (asked.length === 0) return { points, messages, named: [] };
  const names = await loadNames(tx, asked);
  const { messages: renamed, points: named } = nameMessages(names, messages, asked);
  await join?.(tx, named);

  const isJoined = named.some((point) => point.joined.length > 0);
  const others = isJoined
    ? renamed.filter(({ channel }) => hasManyNames(channel))
    : renamed.filter((message, at) => message.from !== messages[at]?.from);
  const found = others.length === 0 ? undefined : await loadPoints(tx, pointsOf(others));
  const contacts = new Map([...points.contacts, ...(found?.contacts ?? [])]);
  for (const { address, contact } of named) if (contact) contacts.set(address, contact);
  return {
    points: {
      ...points,
      contacts,
      held: new Set([...points.held, ...names.held, ...(found?.held ?? [])]),
      conversations: new Map([...points.conversations, ...(found?.conversations ?? [])]),
    },
    messages: renamed,
    named,
  };
}

/** What it was called is known already: nothing is learned of it. */
function withoutNames({ names: _, ...message }: InboundMessage): InboundMessage {
  return message;
}

/** A message of ours that is no news, as what it says of the one we sent. */
function settle(
  message: InboundMessage,
  sends: Awaited<ReturnType<typeof findOwnSends>>,
): UnroutedReceipt | undefined {
  const { inboxId, externalId = "", ledgerId, receivedAt } = message;
  const point = pointName({ inboxId, address: message.from });
  const unsettled = sends.unsettled.get(point) ?? [];
  const own = recognizeOwn(message, sends.known.has(`${inboxId} ${externalId}`), unsettled);
  const receipt = { kind: "receipt", ledgerId, inboxId, status: "sent", receivedAt } as const;
  switch (own.kind) {
    case "echo":
      return { ...receipt, of: externalId, error: undefined, attempts: 0 };
    case "found":
      // Each settles one doubt.
      sends.unsettled.set(
        point,
        unsettled.filter(({ messageId }) => messageId !== own.messageId),
      );
      return { ...receipt, of: own.messageId, sentAs: externalId, error: undefined, attempts: 0 };
    case "from-phone":
      return undefined;
  }
}
