import type { Address } from "../../address.ts";
import { mailtoAddress } from "../../email/mail-address.ts";
import type { MailContent } from "../../email/mail-content.ts";

export type AuthorBecause =
  | "from"
  /** From is a list, a form or a no-reply address, and the mail names who really wrote. */
  | "relayed"
  /** Several in From: none of them is believed. */
  | "several-senders"
  | "no-sender"
  /** Typed into a form: whatever stands there. */
  | "typed";

export interface MailAuthor {
  readonly address: Address;
  readonly name: string | undefined;
  readonly because: AuthorBecause;
  /** The address is vouched for by its domain (rules §6, E3); a claim otherwise. */
  readonly isProven: boolean;
}

/**
 * Who wrote a mail (rules §5). Whom the channel read as its sender is the author, so that the contact
 * point whose order is kept is the one whose contact this is. Proven is only a From that stands alone
 * and that its domain vouches for (security S-04): an authentication speaks of nobody else.
 */
export function mailAuthor(
  mail: Pick<MailContent, "from" | "isAuthenticated">,
  sender: { readonly address: Address; readonly name: string | undefined },
): MailAuthor {
  const because = authorBecause(mail, sender.address);
  return { ...sender, because, isProven: because === "from" && mail.isAuthenticated };
}

function authorBecause(mail: Pick<MailContent, "from">, sender: Address): AuthorBecause {
  const [from, ...others] = mail.from;
  if (others.length > 0) return "several-senders";
  if (from?.address === undefined) return "no-sender";
  return mailtoAddress(from.address) === sender ? "from" : "relayed";
}
