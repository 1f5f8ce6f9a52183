import type { Remembered } from "../web-memory.ts";

type FirstContacts = Remembered["firstContacts"];

/** Days begin at midnight UTC: what counts is that there is a limit, not whose midnight it is. */
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/**
 * Whether somebody who never wrote to us may be written to today (trap 25).
 * @returns what is remembered from now on, or `undefined` when today's are used up
 */
export function afterFirstContact(
  before: FirstContacts,
  address: string,
  max: number,
  now: number,
): FirstContacts | undefined {
  const day = dayOf(now);
  const addresses = before.day === day ? before.addresses : [];
  // Who was written to today is no new one.
  if (addresses.includes(address)) return before;
  return addresses.length < max ? { day, addresses: [...addresses, address] } : undefined;
}
