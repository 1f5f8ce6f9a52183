import type { ContactState } from "../contact.ts";
import { asId, type NewId } from "../ids.ts";

/** Names are shown in lists; longer ones are cut, the payload keeps the whole. */
const NAME_LENGTH_MAX = 120;

export interface Identification {
  readonly contact: ContactState;
  readonly because: "address-known" | "new-address";
}

/**
 * Who wrote. An address that wrote on its own channel is proof enough for that address (rules §6,
 * E3), so a known one is its holder and a new one is a new contact. A name is only ever a hint: it
 * fills an empty name and never replaces one.
 */
export function identify(
  holder: ContactState | undefined,
  message: { readonly fromName: string | undefined },
  newId: NewId,
): Identification {
  const name = message.fromName?.trim().slice(0, NAME_LENGTH_MAX) || undefined;
  if (!holder) return { contact: { id: asId(newId()), name }, because: "new-address" };
  const contact = holder.name === undefined && name ? { ...holder, name } : holder;
  return { contact, because: "address-known" };
}
