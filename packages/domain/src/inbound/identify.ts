import type { Address } from "../address.ts";
import type { ContactState, Evidence } from "../contact.ts";
import { asId, type NewId } from "../ids.ts";

/** Names are shown in lists; longer ones are cut, the payload keeps the whole. */
const NAME_LENGTH_MAX = 120;

export interface Identification {
  readonly contact: ContactState;
  readonly because: "address-known" | "signed-identity" | "new-address";
  /** Addresses that are the contact's from now on, and how sure we are. */
  readonly learned: readonly { readonly address: Address; readonly evidence: Evidence }[];
}

/**
 * Who wrote. An address that wrote on its own channel is proof enough for that address (rules §6,
 * E3), so a known one is its holder; failing that a signed identity (E4) is; failing that it is a new
 * contact. What is signed for one person never moves an address that another one holds: that is a
 * merge, and not decided here. A name is only ever a hint: it fills an empty name and never replaces
 * one.
 */
export function identify(
  holder: ContactState | undefined,
  vouchedFor: ContactState | undefined,
  message: {
    readonly from: Address;
    readonly fromName: string | undefined;
    readonly provenAs: Address | undefined;
  },
  newId: NewId,
): Identification {
  const name = message.fromName?.trim().slice(0, NAME_LENGTH_MAX) || undefined;
  const known = holder ?? vouchedFor;
  const named = known && known.name === undefined && name ? { ...known, name } : known;
  const learned: { address: Address; evidence: Evidence }[] = [];
  if (!holder) learned.push({ address: message.from, evidence: "channel-proven" });
  if (message.provenAs && !vouchedFor) {
    learned.push({ address: message.provenAs, evidence: "signed" });
  }
  return {
    contact: named ?? { id: asId(newId()), name },
    because: holder ? "address-known" : vouchedFor ? "signed-identity" : "new-address",
    learned,
  };
}
