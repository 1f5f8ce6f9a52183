import { SendError } from "@circuito/connector";
import type { Address } from "@circuito/domain";

/** A number, or an account that hides its own behind a name. */
export type Recipient = { readonly to: string } | { readonly recipient: string };

/**
 * How Meta names whom a message goes to.
 * @throws SendError `unreachable-address` for a group, a hidden id of WhatsApp Web, another channel's
 */
export function recipientOf(address: Address): Recipient {
  const name = address.slice(address.indexOf(":") + 1);
  if (address.startsWith("tel:")) return { to: name.replace(/^\+/, "") };
  if (address.startsWith("wa-user:")) return { recipient: name };
  throw new SendError("unreachable-address", "the Cloud API writes to numbers and users only");
}
