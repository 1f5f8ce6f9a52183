/**
 * A canonical reachable name: what we can write to, and what a person is recognised by.
 *
 * - `tel:+5511987654321` — E.164 (RFC 3966, global form without separators)
 * - `mailto:ana@example.com` — lower-case (RFC 6068)
 * - `visitor:<uuid>` — a browser that opened the web chat
 * - `sender:MYBANK` — an alphanumeric SMS sender or short code: it can write, nobody can answer it
 * - `wa-lid:<digits>` — a WhatsApp account by its hidden id; `tel:` where its number is known
 * - `wa-user:BR.<id>` — a WhatsApp account by the id a business portfolio knows it by
 * - `wa-group:<id>` — a WhatsApp group: one conversation with many speakers
 * - `form:<uuid>` — whoever sent a contact form once; what they typed of themselves is only claimed
 * - `loopback:<name>` — the test channel
 * - `customer:<inbox>/<name>` — a customer a host page vouches for; never written to
 *
 * Made at the border by a connector; compared as a plain string everywhere else.
 */
export type Address = `${Scheme}:${string}`;

/** Kebab-case; a channel whose addresses are of a new kind brings its own. */
export type Scheme = string;

const SCHEME = /^[a-z][a-z0-9-]*$/;

/** E.164 allows 15 digits; the shortest subscriber numbers in use have 7 with country code. */
const E164 = /^\+[1-9]\d{6,14}$/;
/** Opaque senders are shown to people: printable, bounded, no white space to hide in. */
const OPAQUE_SENDER_LENGTH_MAX = 64;

/** Begins what stands in place of an address or an external id whose holder's data were erased (decision 43). */
export const ERASED = "erased:";

/** Nobody writes from such an address, and nothing is sent there. */
export const isErased = (address: Address): boolean => address.startsWith(ERASED);

export function telAddress(number: string): Address | undefined {
  const compact = number.replace(/[\s().-]/g, "");
  return E164.test(compact) ? `tel:${compact}` : undefined;
}

/** What an SMS came from: a number when it is one, otherwise an opaque sender that cannot be answered. */
export function smsSenderAddress(from: string): Address | undefined {
  const tel = telAddress(from);
  if (tel) return tel;
  const shown = from
    .normalize("NFKC")
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim();
  if (shown === "") return undefined;
  return `sender:${shown.slice(0, OPAQUE_SENDER_LENGTH_MAX)}`;
}

/** An alphanumeric sender or a short code can write, and nobody can answer it. */
export function isAnswerable(address: Address): boolean {
  return !address.startsWith("sender:");
}

export function isAddress(value: string): value is Address {
  const colon = value.indexOf(":");
  return colon > 0 && value.length > colon + 1 && SCHEME.test(value.slice(0, colon));
}

/**
 * A customer whom an inbox's host page vouches for, by its own lasting name for them. Nobody can be
 * written to at it; it is what a signed identity is recognised by.
 */
export function signedCustomerAddress(inboxId: string, subject: string): Address {
  return `customer:${inboxId}/${subject}`;
}
