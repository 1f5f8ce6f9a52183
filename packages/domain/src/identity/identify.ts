import type { Address } from "../address.ts";
import { asId, type ContactId, type NewId } from "../ids.ts";
import { type ContactState, type Evidence, newContact } from "./contact.ts";
import { CONTACT_NAME_LENGTH_MAX } from "./contact-words.ts";
import type { LinkBecause } from "./decide-link.ts";

export interface Identification {
  readonly contact: ContactState;
  readonly because:
    | "address-known"
    | "same-account"
    | "same-number"
    | "signed-identity"
    | "new-address";
  /** They had no name until now. */
  readonly isNamed: boolean;
  /** Addresses that are the contact's from now on, and how sure we are. */
  readonly learned: readonly { readonly address: Address; readonly evidence: Evidence }[];
}

/** What is known of whoever writes, before they are identified. */
export interface Acquaintance {
  /** Holder of the contact point's address, or of another name of the same account. */
  readonly contact: ContactState | undefined;
  /** Holder of the identity the message was vouched for with. */
  readonly vouchedFor: ContactState | undefined;
  /** Names that they wrote under and that nobody holds yet. */
  readonly unheld: readonly Address[];
  /** Identities that a host page signed for and that the holder of the address goes by. */
  readonly signedAs?: readonly Address[];
  /** How the holder was found, when not by the address itself. */
  readonly knownBy?: "same-account" | "same-number";
}

/**
 * Who wrote. An address that wrote on its own channel is proof enough for that address (rules §6,
 * E3), so a known one is its holder; failing that a signed identity (E4) is; failing that it is a new
 * contact. What is signed for one person never moves an address that another one holds, and never
 * becomes a second signed name of theirs: whether the two are one person is decided on the clue that
 * {@link signedClue} gives. A name is only ever a hint: it fills an empty name and never replaces
 * one.
 */
export function identify(
  { contact: holder, vouchedFor, unheld, signedAs = [], knownBy }: Acquaintance,
  message: {
    readonly from: Address;
    /** Every name of the account, beginning with the one it wrote under. */
    readonly names?: readonly Address[];
    readonly fromName: string | undefined;
    readonly provenAs: Address | undefined;
  },
  newId: NewId,
): Identification {
  // Names are shown in lists; the payload keeps the whole of a longer one.
  const name = message.fromName?.trim().slice(0, CONTACT_NAME_LENGTH_MAX) || undefined;
  const known = holder ?? vouchedFor;
  const isNamed = known !== undefined && known.name === undefined && name !== undefined;
  const named = known && isNamed ? { ...known, name } : known;
  const writtenFrom = message.names?.[0] ?? message.from;
  const learned: { address: Address; evidence: Evidence }[] = unheld.map((address) => ({
    address,
    evidence: address === writtenFrom ? "channel-proven" : "alias",
  }));
  if (message.provenAs && !vouchedFor && signedAs.length === 0) {
    learned.push({ address: message.provenAs, evidence: "signed" });
  }
  return {
    contact: named ?? newContact(asId(newId()), name),
    because: holder ? (knownBy ?? "address-known") : vouchedFor ? "signed-identity" : "new-address",
    isNamed,
    learned,
  };
}

/** That two contacts may be one person, as a message says. */
export interface PersonLink {
  /** Whose name stays. */
  readonly intoId: ContactId;
  readonly fromId: ContactId;
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  /** The address that it rests on. */
  readonly address: Address;
}

/** A host page signs for one contact what is written from an address that another one holds. */
export function signedClue(
  { contact: holder, vouchedFor }: Acquaintance,
  from: Address,
): PersonLink | undefined {
  if (!holder || !vouchedFor || holder.id === vouchedFor.id) return undefined;
  return {
    intoId: vouchedFor.id,
    fromId: holder.id,
    evidence: "signed",
    because: "signed-identity",
    address: from,
  };
}
