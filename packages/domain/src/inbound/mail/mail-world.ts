import type { Address } from "../../address.ts";
import type { ConversationState } from "../../conversation.ts";
import type { DeliveryStatus } from "../../delivery.ts";
import type { RecipientState } from "../../email/delivery/recipient-states.ts";
import type { ThreadKey } from "../../email/thread/thread-keys.ts";
import type { ThreadCandidate, WriterRole } from "../../email/thread/thread-mail.ts";
import type { ContactState } from "../../identity/contact.ts";
import type { OpenElsewhere } from "../../identity/write-elsewhere.ts";
import type { AgentId, ContactId, ConversationId, InboxId, MessageId } from "../../ids.ts";

/** A conversation by mail, with what threading asks of it. */
export interface MailConversation {
  readonly state: ConversationState;
  readonly subject: string;
  /** Addresses that are known to be the requester's, lower-case. */
  readonly requester: readonly string[];
  readonly participants: ReadonlyMap<string, WriterRole>;
  readonly mergedInto: ConversationId | undefined;
}

/** A mail of ours that a delivery report may speak of. */
export interface MailOriginal {
  readonly messageId: MessageId;
  readonly inboxId: InboxId;
  readonly conversationId: ConversationId;
  /** Message-ID as it was sent, without brackets. */
  readonly mailId: string | undefined;
  readonly agentId: AgentId | undefined;
  readonly status: DeliveryStatus;
  readonly recipients: readonly RecipientState[];
}

/** What a sender wrote to an inbox lately, oldest first. */
export type SenderHistory = readonly SentLately[];

export interface SentLately {
  /** Ms since epoch. */
  readonly at: number;
  readonly textSha256: string;
  /** The domain vouched for the sender. */
  readonly isProven: boolean;
}

/** Everything the fold step of a mail looks at; loaded for a whole batch at once. */
export interface MailWorld {
  readonly contacts: ReadonlyMap<Address, ContactState>;
  readonly conversations: ReadonlyMap<string, MailConversation>;
  /** Which conversation a key names, by {@link threadKeyName}. */
  readonly named: ReadonlyMap<string, ConversationId>;
  /** By the id of the message. */
  readonly originals: ReadonlyMap<string, MailOriginal>;
  /** Agents who are not disabled, by lower-case address. */
  readonly agents: ReadonlyMap<string, AgentId>;
  /** By {@link senderName}. */
  readonly senders: ReadonlyMap<string, SenderHistory>;
  /** Open conversations of the authors. */
  readonly elsewhere?: ReadonlyMap<ContactId, readonly OpenElsewhere[]>;
  /** The newest conversation of a sender, by {@link senderName}: where it is told that they are held. */
  readonly latest: ReadonlyMap<string, ConversationId>;
}

/** How a key is looked up: names that others made hold within one inbox only. */
export function threadKeyName(inboxId: string, key: Pick<ThreadKey, "rule" | "id">): string {
  switch (key.rule) {
    case "reply-address":
      return `conversation ${key.id}`;
    case "own-message-id":
      return `message ${key.id}`;
    case "signed-reference":
      return `protocol ${key.id.toUpperCase()}`;
    case "stored-id":
      return storedName(inboxId, `mid:${key.id}`);
    case "provider-thread":
      return storedName(inboxId, `thr:${key.id}`);
  }
}

export function storedName(inboxId: string, name: string): string {
  return `name ${inboxId} ${name}`;
}

export function senderName(inboxId: string, address: Address): string {
  return `${inboxId} ${address}`;
}

/** A conversation as threading judges it; who joined unverified counts for nobody. */
export function candidateOf(conversation: MailConversation): ThreadCandidate {
  const { state, subject, requester, participants, mergedInto } = conversation;
  return {
    id: state.id,
    inboxId: state.inboxId,
    status: state.status,
    resolvedAt: state.resolvedAt,
    lastMessageAt: state.lastMessageAt ?? state.arrivedAt,
    subject,
    requester,
    participants: [...participants].flatMap(([address, role]) =>
      role === "unverified" ? [] : [address],
    ),
    mergedInto,
  };
}
