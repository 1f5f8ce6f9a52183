import {
  type Address,
  brazilMobileKey,
  hasManyNames,
  type InboundMessage,
  isMail,
  type KnownName,
  namePoint,
  renamePoint,
} from "@circuito/domain";
import { type NamedPoint, type Names, pointName, rememberName } from "@circuito/store";

/** Whether the account may go by other names, or write its number otherwise. */
export function isManyNamed(
  message: InboundMessage,
  isKnown: (address: Address) => boolean,
): boolean {
  if (isMail(message)) return false;
  if (hasManyNames(message.channel)) return true;
  return brazilMobileKey(message.from) !== undefined && !isKnown(message.from);
}

export interface NamedMessages {
  /** All of them, in their order, each under its contact point's name. */
  readonly messages: readonly InboundMessage[];
  readonly points: readonly NamedPoint[];
}

/**
 * Puts each message under the name of its contact point. In ledger order, each on what the ones before
 * it made of the names; pure but for the names it was given, which it brings up to date.
 * @param of the messages that are asked about; the others stay as they are
 */
export function nameMessages(
  names: Names,
  messages: readonly InboundMessage[],
  of: readonly InboundMessage[],
): NamedMessages {
  const asked = new Set(of);
  const points: NamedPoint[] = [];
  const named = messages.map((message) => {
    if (!asked.has(message)) return message;
    const point = nameOne(names, message);
    points.push(point);
    const { address, because } = point;
    const isFound = because === "same-account" || because === "same-number";
    return {
      ...message,
      from: address,
      names: point.names,
      ...(isFound && { knownBy: because }),
    };
  });
  return { messages: named, points };
}

/** The channel says that the account has another number from now on: `names` begins with it. */
function hasNewNumber({ chat }: InboundMessage): boolean {
  return chat?.special?.kind === "notice" && chat.special.event === "number-changed";
}

function spellingsOf(names: Names, { inboxId, from }: InboundMessage): readonly Address[] {
  const key = brazilMobileKey(from);
  return key ? [...(names.spellings.get(pointName({ inboxId, address: key })) ?? [])] : [];
}

function nameOne(names: Names, message: InboundMessage): NamedPoint {
  const { inboxId } = message;
  const knownOf = (address: Address): KnownName =>
    names.known.get(pointName({ inboxId, address })) ?? {
      address,
      contact: undefined,
      point: undefined,
    };
  const own = [message.from, ...(message.names ?? [])];
  const spellings = spellingsOf(names, message).filter((address) => !own.includes(address));
  // Elsewhere another spelling says who it is, and not where answers go: it may be another line.
  const spelled = (address: Address): KnownName =>
    hasManyNames(message.channel) ? knownOf(address) : { ...knownOf(address), point: undefined };
  const [, other] = own;
  const point =
    other !== undefined && hasNewNumber(message)
      ? renamePoint(knownOf(message.from), knownOf(other))
      : namePoint(knownOf(message.from), own.slice(1).map(knownOf), spellings.map(spelled));
  const since = Math.min(
    message.receivedAt,
    ...[...own, ...spellings].flatMap((address) => {
      const known = knownOf(address).point;
      return known?.address === point.address ? known.since : [];
    }),
  );
  for (const address of [point.address, ...own, ...point.joined]) {
    rememberName(names, inboxId, {
      address,
      contact: point.contact ?? knownOf(address).contact,
      point: { address: point.address, since },
    });
  }
  const { given } = point;
  if (given === undefined) return { ...point, inboxId, names: [...new Set(own)] };
  rememberName(names, inboxId, { address: given, contact: undefined, point: undefined });
  return { ...point, inboxId, names: [point.address] };
}
