import type { Address } from "../address.ts";
import { asId, type NewId } from "../ids.ts";
import { type ContactState, type Evidence, newContact } from "./contact.ts";

/** Names are shown in lists; longer ones are cut, the payload keeps the whole. */
const NAME_LENGTH_MAX = 120;

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
  /** How the holder was found, when not by the address itself. */
  readonly knownBy?: "same-account" | "same-number";
}

/**
 * Who wrote. An address that wrote on its own channel is proof enough for that address (rules §6,
 * E3), so a known one is its holder; failing that a signed identity (E4) is; failing that it is a new
 * contact. What is signed for one person never moves an address that another one holds: that is a
 * merge, and not decided here. A name is only ever a hint: it fills an empty name and never replaces
 * one.
 */
export function identify(
  { contact: holder, vouchedFor, unheld, knownBy }: Acquaintance,
  message: {
    readonly from: Address;
    /** Every name of the account, beginning with the one it wrote under. */
    readonly names?: readonly Address[];
    readonly fromName: string | undefined;
    readonly provenAs: Address | undefined;
  },
  newId: NewId,
): Identification {
  const name = message.fromName?.trim().slice(0, NAME_LENGTH_MAX) || undefined;
  const known = holder ?? vouchedFor;
  const isNamed = known !== undefined && known.name === undefined && name !== undefined;
  const named = known && isNamed ? { ...known, name } : known;
  const writtenFrom = message.names?.[0] ?? message.from;
  const learned: { address: Address; evidence: Evidence }[] = unheld.map((address) => ({
    address,
    evidence: address === writtenFrom ? "channel-proven" : "alias",
  }));
  if (message.provenAs && !vouchedFor) {
    learned.push({ address: message.provenAs, evidence: "signed" });
  }
  return {
    contact: named ?? newContact(asId(newId()), name),
    because: holder ? (knownBy ?? "address-known") : vouchedFor ? "signed-identity" : "new-address",
    isNamed,
    learned,
  };
}
