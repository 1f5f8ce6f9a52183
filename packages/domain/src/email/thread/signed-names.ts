/** Signs what we hand out, and checks what comes back. The secret stays outside of the domain. */
export interface Signer {
  /** Lower-case letters and digits of base 32, `length` of them. */
  sign(purpose: SignedPurpose, text: string, length: number): string;
  /** In a time that tells nothing about where the two differ. */
  holds(purpose: SignedPurpose, text: string, mac: string): boolean;
}

/** A signature for one purpose is none for another. */
export type SignedPurpose =
  | "reply-address"
  | "message-id"
  | "reference"
  | "inbox"
  | "self-test"
  | "form-page"
  | "form-progress";

/** Those that name something. */
type NamePurpose = Exclude<SignedPurpose, "self-test" | "form-page" | "form-progress">;

/** 50 bits behind a name that cannot be tried offline; 80 where there is room. */
const MAC_LENGTHS: Readonly<Record<NamePurpose, number>> = {
  "reply-address": 10,
  "message-id": 16,
  reference: 6,
  inbox: 16,
};
/** RFC 5321 §4.5.3.1.1. */
const LOCAL_PART_LENGTH_MAX = 64;
const SHORT_ID_LENGTH = 26;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const SHORT_ID = /^[0-9a-hjkmnp-tv-z]{26}$/;
const MAC = /^[0-9a-hjkmnp-tv-z]+$/;

/** A UUID as 26 letters and digits: mail systems change case, and local parts are short. */
export function shortId(uuid: string): string {
  let bits = BigInt(`0x${uuid.replace(/-/g, "")}`);
  let short = "";
  for (let i = 0; i < SHORT_ID_LENGTH; i += 1) {
    short = `${ALPHABET.charAt(Number(bits & 31n))}${short}`;
    bits >>= 5n;
  }
  return short;
}

export function uuidOf(short: string): string | undefined {
  if (!SHORT_ID.test(short)) return undefined;
  let bits = 0n;
  for (const char of short) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(char));
  const hex = bits.toString(16).padStart(32, "0");
  if (hex.length > 32) return undefined;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

/**
 * The Reply-To of a conversation: `support+c.<id>.<mac>@…`. Bound to the inbox, so that it opens
 * nothing elsewhere. `undefined` where the inbox's own name leaves no room: then ids alone thread.
 */
export function replyAddress(
  inboxAddress: string,
  conversationId: string,
  inboxId: string,
  signer: Signer,
): string | undefined {
  const at = inboxAddress.lastIndexOf("@");
  const short = shortId(conversationId);
  const mac = signer.sign("reply-address", `${short} ${inboxId}`, MAC_LENGTHS["reply-address"]);
  const local = `${inboxAddress.slice(0, at)}+c.${short}.${mac}`;
  return local.length > LOCAL_PART_LENGTH_MAX ? undefined : `${local}${inboxAddress.slice(at)}`;
}

export type SignedName =
  | { readonly kind: "valid"; readonly id: string }
  /** Looks like one of ours and is not: cut, altered, of another inbox, or made up. */
  | { readonly kind: "forged" }
  | { readonly kind: "foreign" };

const FOREIGN: SignedName = { kind: "foreign" };
const FORGED: SignedName = { kind: "forged" };

/** The conversation that a recipient address names, if we gave it. */
export function readReplyAddress(address: string, inboxId: string, signer: Signer): SignedName {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const plus = local.lastIndexOf("+c.");
  if (plus < 0) return FOREIGN;
  const [short = "", mac = "", ...more] = local.slice(plus + 3).split(".");
  return readSigned("reply-address", short, mac, more, `${short} ${inboxId}`, signer);
}

/** The Message-ID of a mail we send, without brackets: carries the message and its proof. */
export function signedMessageId(messageId: string, domain: string, signer: Signer): string {
  const short = shortId(messageId);
  return `m.${short}.${signer.sign("message-id", short, MAC_LENGTHS["message-id"])}@${domain}`;
}

/** The message of ours that an id names. The domain may have changed since, so it proves nothing. */
export function readMessageId(id: string, signer: Signer): SignedName {
  const at = id.lastIndexOf("@");
  const local = (at < 0 ? id : id.slice(0, at)).toLowerCase();
  if (!local.startsWith("m.")) return FOREIGN;
  const [short = "", mac = "", ...more] = local.slice(2).split(".");
  if (!SHORT_ID.test(short)) return FOREIGN;
  return readSigned("message-id", short, mac, more, short, signer);
}

/** Which inbox of ours sent a mail: what it writes to another of our inboxes is no loop there. */
export const INBOX_HEADER = "x-circuito-inbox";

/** The value of {@link INBOX_HEADER}. */
export function inboxMark(inboxId: string, signer: Signer): string {
  const short = shortId(inboxId);
  return `${short}.${signer.sign("inbox", short, MAC_LENGTHS.inbox)}`;
}

/** The inbox that a mark names, if we gave it. */
export function readInboxMark(mark: string, signer: Signer): SignedName {
  const [short = "", mac = "", ...more] = mark.trim().toLowerCase().split(".");
  return readSigned("inbox", short, mac, more, short, signer);
}

/** What stands in a subject or text for people to quote: `[#260112-ABCDEFG1.x7k2m9]`. */
export function signedReference(protocol: string, signer: Signer): string {
  const mac = signer.sign("reference", protocol.toLowerCase(), MAC_LENGTHS.reference);
  return `[#${protocol}.${mac}]`;
}

const REFERENCE = /\[#(\d{6}-[0-9a-hjkmnp-tv-z]{8})\.([0-9a-hjkmnp-tv-z]{6})\]/gi;
/** A text quotes few of them; more are a trial. */
const REFERENCES_READ_MAX = 10;

/** Protocol numbers that a text quotes with their proof, in order, each once. */
export function readReferences(text: string, signer: Signer): readonly string[] {
  const found = new Set<string>();
  let read = 0;
  for (const [, protocol = "", mac = ""] of text.matchAll(REFERENCE)) {
    if (read >= REFERENCES_READ_MAX) break;
    read += 1;
    if (signer.holds("reference", protocol.toLowerCase(), mac.toLowerCase())) {
      found.add(protocol.toUpperCase());
    }
  }
  return [...found];
}

function readSigned(
  purpose: NamePurpose,
  short: string,
  mac: string,
  more: readonly string[],
  text: string,
  signer: Signer,
): SignedName {
  const id = uuidOf(short);
  // Its length is part of the proof: the beginning of a signature is no signature.
  const isWhole = mac.length === MAC_LENGTHS[purpose] && MAC.test(mac) && more.length === 0;
  if (id === undefined || !isWhole) return FORGED;
  return signer.holds(purpose, text, mac) ? { kind: "valid", id } : FORGED;
}
