import type { Address } from "../../address.ts";
import type { ContactState } from "../../identity/contact.ts";
import type { ContactId } from "../../ids.ts";

/** One name of an account, and what is known of it in one inbox. */
export interface KnownName {
  readonly address: Address;
  readonly contact: ContactState | undefined;
  /** The contact point it belongs to here: itself, or the one it is an alias of. */
  readonly point: KnownPoint | undefined;
}

export interface KnownPoint {
  readonly address: Address;
  /** When its first conversation here arrived; ms since epoch. */
  readonly since: number;
}

export interface PointNaming {
  /** The contact point: what conversations are kept under and answers are sent to. */
  readonly address: Address;
  /** Names that lead to it from now on. */
  readonly aliases: readonly Address[];
  /** Contact points of the same account that were others until now. */
  readonly joined: readonly Address[];
  readonly contact: ContactState | undefined;
  /** Addresses of the account that another contact held until now. */
  readonly moved: readonly Address[];
  /** Those contacts: the channel says that they are one person with this one. */
  readonly formerly: readonly ContactId[];
  /** A name that is the account's no more: whoever writes under it from now on is somebody else. */
  readonly given?: Address;
  readonly because: "own-name" | "known-alias" | "same-account" | "same-number";
}

/**
 * Under which contact point an account goes that has several names. The first name it had a
 * conversation under stays its name here, however it writes later: a name is never worked out from
 * another one (spec whatsapp §3, traps 13 and 15). Two points that turn out to be one account become
 * the older of the two.
 *
 * @param others further names that the channel vouches for
 * @param spellings names that are the same number, written otherwise
 */
export function namePoint(
  from: KnownName,
  others: readonly KnownName[],
  spellings: readonly KnownName[],
): PointNaming {
  const names = [from, ...others];
  const points = [...names, ...spellings].flatMap(({ point }) => point ?? []);
  const oldest = points.reduce<KnownPoint | undefined>(
    (first, point) => (first && !isOlder(point, first) ? first : point),
    undefined,
  );
  const address = oldest?.address ?? from.address;
  const joined = [...new Set(points.map((point) => point.address))].filter((p) => p !== address);
  const aliases = names
    .filter((name) => name.address !== address && name.point?.address !== address)
    .map((name) => name.address);

  const holder = [...names, ...spellings].find(
    (name) => name.point?.address === address && name.contact,
  );
  const contact = holder?.contact ?? [...names, ...spellings].find((n) => n.contact)?.contact;
  const moved = names.flatMap((name) =>
    name.contact && contact && name.contact.id !== contact.id
      ? [{ address: name.address, from: name.contact.id }]
      : [],
  );
  return {
    address,
    aliases: [...new Set([...aliases, ...joined])],
    joined,
    contact,
    moved: moved.map((name) => name.address),
    formerly: [...new Set(moved.map((name) => name.from))],
    because: becauseOf(from, others, contact, address),
  };
}

/**
 * The account gave up a name for another one: a new number. Its point goes on under the new name, and
 * the old one is nobody's: numbers are handed on, and its next owner is a stranger (invariant 13).
 */
export function renamePoint(from: KnownName, to: KnownName): PointNaming {
  const contact = from.contact ?? to.contact;
  return {
    address: to.address,
    aliases: [],
    joined: [from.point?.address ?? from.address].filter((address) => address !== to.address),
    contact,
    moved: contact && to.contact && to.contact.id !== contact.id ? [to.address] : [],
    // Whoever wrote from the new number before may be somebody else: numbers are handed on.
    formerly: [],
    given: from.address,
    because: "same-account",
  };
}

function becauseOf(
  from: KnownName,
  others: readonly KnownName[],
  contact: ContactState | undefined,
  address: Address,
): PointNaming["because"] {
  if (from.contact) return from.address === address ? "own-name" : "known-alias";
  if (!contact) return "own-name";
  return others.some((name) => name.contact) ? "same-account" : "same-number";
}

function isOlder(a: KnownPoint, b: KnownPoint): boolean {
  return a.since < b.since || (a.since === b.since && a.address < b.address);
}
