import type { Address } from "../../address.ts";
import { isNobody } from "../../email/automatic/auto-answer.ts";
import { type Mailbox, mailtoAddress } from "../../email/mail-address.ts";
import type { MailContent } from "../../email/mail-content.ts";

export type AuthorBecause =
  | "from"
  /** From is a list, a form or a no-reply address, and it names who really wrote. */
  | "reply-to-of-relay"
  /** Several in From: nobody of them is believed. */
  | "several-senders"
  | "no-sender";

export interface MailAuthor {
  readonly address: Address;
  readonly name: string | undefined;
  readonly because: AuthorBecause;
  /** The address is vouched for by its domain (rules §6, E3); a claim otherwise. */
  readonly isProven: boolean;
}

/**
 * Who wrote a mail (rules §5): From, whatever Reply-To says (security S-04), unless From is a relay that
 * nobody reads. Who is named by a relay is a claim: authentication speaks of the relay's domain.
 * @param sender the channel's own name for the sender: what is left where From names nobody
 */
export function mailAuthor(
  mail: Pick<MailContent, "from" | "replyTo" | "classification" | "isAuthenticated">,
  sender: { readonly address: Address; readonly name: string | undefined },
): MailAuthor {
  const [from, ...others] = mail.from;
  const nobody = (because: AuthorBecause): MailAuthor => ({ ...sender, because, isProven: false });
  if (others.length > 0) return nobody("several-senders");
  if (from?.address === undefined) return nobody("no-sender");
  const [reply, ...moreReplies] = mail.replyTo;
  const elsewhere = reply?.address !== undefined && !isSame(reply.address, from.address);
  if (elsewhere && moreReplies.length === 0 && isRelay(from, mail)) {
    return { ...named(reply, reply.address), because: "reply-to-of-relay", isProven: false };
  }
  return { ...named(from, from.address), because: "from", isProven: mail.isAuthenticated };
}

function named(mailbox: Mailbox, address: string): Pick<MailAuthor, "address" | "name"> {
  return { address: mailtoAddress(address), name: mailbox.name || undefined };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `Ana via Forms <noreply@…>`, a list, an address that says that nobody reads it. */
function isRelay(from: Mailbox, mail: Pick<MailContent, "classification">): boolean {
  return (
    isNobody(from.address ?? "") ||
    /\svia\s/i.test(from.name) ||
    mail.classification.evidence.some(({ signal }) => signal === "list-id")
  );
}
