import {
  type MailConversation,
  type MailRouting,
  type Routing,
  senderName,
  storedName,
  type WriterRole,
} from "@circuito/domain";
import type { Mails } from "@circuito/store";

/** Brings what was loaded up to what one mail made of it: the next mail of the batch looks there. */
export function rememberMail(
  mails: Mails,
  { message, routing, returned, counts }: MailRouting,
): void {
  const sender = senderName(message.inboxId, message.from);
  if (counts) {
    const history = [...(mails.senders.get(sender) ?? []), counts];
    mails.senders.set(
      sender,
      history.sort((a, b) => a.at - b.at),
    );
  }
  for (const { original, status, recipients } of returned) {
    mails.originals.set(original.messageId, { ...original, status, recipients });
  }
  if (!routing?.mail) return;
  const { routed, point, mail } = routing;
  const { conversation } = routed;
  if (point.contact) mails.contacts.set(routed.message.from, point.contact);
  mails.conversations.set(conversation.id, conversationAfter(mails, routing));
  if (conversation.address === message.from) mails.latest.set(sender, conversation.id);
  for (const name of mail.names) {
    const key = storedName(message.inboxId, name);
    if (!mails.named.has(key)) mails.named.set(key, conversation.id);
  }
}

function conversationAfter(mails: Mails, { routed, mail }: Routing): MailConversation {
  const { conversation } = routed;
  const before = mails.conversations.get(conversation.id);
  const participants = new Map<string, WriterRole>(before?.participants);
  for (const { address, role } of mail?.people ?? []) {
    const known = participants.get(address);
    if (known === undefined || known === "unverified") participants.set(address, role);
  }
  return {
    state: conversation,
    subject: mail?.subject ?? before?.subject ?? "",
    requester: before?.requester ?? [conversation.address.replace(/^mailto:/, "")],
    participants,
    mergedInto: before?.mergedInto,
  };
}
