import { type Address, brazilMobileKey, telAddress } from "@circuito/domain";

/** One of the `contacts` that come beside messages: who somebody is. */
export interface KnownContact {
  readonly phone: string | undefined;
  readonly userId: string | undefined;
  readonly name: string | undefined;
  /** As it was sent. */
  readonly slice: string;
}

/** The contacts of a change, by what messages call their writers. */
export interface Contacts {
  readonly byName: ReadonlyMap<string, KnownContact>;
  /** Given where there is one contact and one message: they belong together. */
  readonly sole: KnownContact | undefined;
}

/** Who a message is from, or to when it is ours. */
export interface Party {
  readonly address: Address;
  readonly alsoKnownAs: readonly Address[];
  readonly contact: KnownContact | undefined;
}

export const NO_CONTACTS: Contacts = { byName: new Map(), sole: undefined };

export function indexContacts(contacts: readonly KnownContact[], isForOne: boolean): Contacts {
  const byName = new Map<string, KnownContact>();
  for (const contact of contacts) {
    for (const name of namesOf(contact.phone, contact.userId)) {
      if (!byName.has(name)) byName.set(name, contact);
    }
  }
  const [first] = contacts;
  return { byName, sole: isForOne && contacts.length === 1 ? first : undefined };
}

/**
 * The contact point: by number where it is known, otherwise by the id that this business knows them by
 * (since 2026 people with a user name show no number). Contacts are found by what they are called,
 * never by their place in the list.
 */
export function findParty(
  said: { readonly phone: string | undefined; readonly userId: string | undefined },
  contacts: Contacts,
): Party | undefined {
  const own = [phoneAddress(said.phone), userAddress(said.userId)];
  const [name] = namesOf(said.phone, said.userId).filter((each) => contacts.byName.has(each));
  const isNamed = own.some((address) => address !== undefined);
  const found = name === undefined ? undefined : contacts.byName.get(name);
  const contact = found ?? (isNamed ? undefined : contacts.sole);
  const [phone, userId] = own;
  const [address, ...others] = [
    phone,
    phoneAddress(contact?.phone),
    userId,
    userAddress(contact?.userId),
  ].filter((each) => each !== undefined);
  if (address === undefined) return undefined;
  const alsoKnownAs = [...new Set(others)].filter((other) => other !== address);
  return { address, alsoKnownAs, contact };
}

/** Two spellings of a Brazilian mobile number are one name (spec whatsapp §3, trap 15). */
function namesOf(phone: string | undefined, userId: string | undefined): string[] {
  const tel = phoneAddress(phone);
  const user = userAddress(userId);
  const names = [tel && (brazilMobileKey(tel) ?? tel), user];
  return names.filter((name) => name !== undefined);
}

/** Meta writes E.164 numbers without the plus. */
export function phoneAddress(digits: string | undefined): Address | undefined {
  return digits !== undefined && /^\d+$/.test(digits) ? telAddress(`+${digits}`) : undefined;
}

/** A business-scoped user id: a country, and up to 128 letters and digits. */
export function userAddress(id: string | undefined): Address | undefined {
  return id !== undefined && /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(id)
    ? `wa-user:${id}`
    : undefined;
}

export function groupAddress(id: string | undefined): Address | undefined {
  return id !== undefined && /^[A-Za-z0-9._:@=+/-]{1,128}$/.test(id) ? `wa-group:${id}` : undefined;
}
