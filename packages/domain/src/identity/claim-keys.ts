import { type Address, telAddress } from "../address.ts";
import { brazilMobileKey } from "../chat/brazil-mobile.ts";
import { mailtoAddress } from "../email/mail-address.ts";
import type { Claims } from "../inbound/route-inbound.ts";

/** A number without its country is of the country of the first users (rules §6). */
const DEFAULT_COUNTRY = "55";
const NATIONAL = /^[1-9]\d{9,10}$/;
const INTERNATIONAL = /^55[1-9]\d{9,10}$/;

/**
 * What customers say of themselves, as it is compared with addresses and with what others say: people
 * write numbers as they like, and capitals in e-mail addresses. What can be nobody's address has none.
 */
export function claimKeys({ email, phone }: Claims): readonly string[] {
  const keys: string[] = [];
  const mail = email?.trim();
  if (mail && /^\S+@\S+$/.test(mail)) keys.push(mailtoAddress(mail));
  const tel = phone === undefined ? undefined : saidNumber(phone);
  if (tel) keys.push(addressKey(tel));
  return keys;
}

/** What an address is compared by: spellings of one number are one. */
export function addressKey(address: Address): string {
  return brazilMobileKey(address) ?? address;
}

/** The address that somebody typed as people write them: an e-mail, or a number with or without its country. */
export function writtenAddress(typed: string): Address | undefined {
  const said = typed.trim();
  if (!said.includes("@")) return saidNumber(said);
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said) ? mailtoAddress(said) : undefined;
}

function saidNumber(said: string): Address | undefined {
  const isInternational = said.trim().startsWith("+");
  const digits = said.replace(/\D/g, "");
  if (isInternational || INTERNATIONAL.test(digits)) return telAddress(`+${digits}`);
  // A zero before the area code is dialled, and no part of the number.
  const national = digits.replace(/^0/, "");
  return NATIONAL.test(national) ? telAddress(`+${DEFAULT_COUNTRY}${national}`) : undefined;
}
