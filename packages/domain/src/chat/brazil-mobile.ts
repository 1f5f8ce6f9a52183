import type { Address } from "../address.ts";

/**
 * What two spellings of a Brazilian mobile number have in common: area code and last eight digits.
 * Accounts opened before the ninth digit keep eight on some channels, and no rule says which (spec
 * whatsapp §3, trap 15): numbers are compared by this key and never rewritten.
 *
 * Eight-digit numbers that begin with 2 to 5 are landlines, and have no second spelling.
 * @returns `undefined` for everything that has one spelling only
 */
export function brazilMobileKey(address: Address): string | undefined {
  const match = /^tel:\+55([1-9]\d)(?:9(\d{8})|([6-9]\d{7}))$/.exec(address);
  if (!match) return undefined;
  return `br:${match[1]}:${match[2] ?? match[3]}`;
}

/** The spelling that people know: with the ninth digit. For display only, never to send to. */
export function shownPhone(address: Address): string | undefined {
  if (!address.startsWith("tel:")) return undefined;
  const number = address.slice("tel:".length);
  const short = /^\+55([1-9]\d)([6-9]\d{7})$/.exec(number);
  return short ? `+55${short[1]}9${short[2]}` : number;
}
