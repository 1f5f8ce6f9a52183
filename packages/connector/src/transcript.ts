import type {
  Address,
  AskedFor,
  ConversationId,
  InboxId,
  MessageId,
  OfferedChoice,
} from "@circuito/domain";

/** A customer's own view of their conversation: no notes, no routing, no other customer. */
export interface Transcript {
  /** The current conversation of this contact point, or the last one; `undefined` before the first. */
  read(
    inbox: InboxId,
    address: Address,
    after?: TranscriptPosition,
  ): Promise<TranscriptView | undefined>;
  /** Whether agents are there now, and when they will be. */
  hours(inbox: InboxId): Promise<BusinessHoursView>;
  /** Calls back on every change until the returned function is called. Notice, not truth. */
  follow(
    inbox: InboxId,
    address: Address,
    listener: (change: TranscriptChange) => void,
  ): () => void;
  /** The customer has seen messages up to `seq`: a receipt for ours. */
  seen(
    inbox: InboxId,
    address: Address,
    upTo: TranscriptPosition,
    status: "delivered" | "read",
  ): Promise<void>;
  /** Volatile: shown to the agents who look at the conversation, kept nowhere. */
  typing(inbox: InboxId, address: Address): void;
}

export interface TranscriptPosition {
  readonly conversationId: ConversationId;
  readonly seq: number;
}

export interface TranscriptView {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly status: "open" | "snoozed" | "resolved" | "closed";
  /** Seq of the newest message the customer may see; 0 if none. */
  readonly lastSeq: number;
  /** `false`: `messages` continue after the position asked for. `true`: start over with them. */
  readonly snapshot: boolean;
  readonly messages: readonly TranscriptMessage[];
  readonly queue: QueuePlace | undefined;
  readonly agentName: string | undefined;
}

export interface TranscriptMessage {
  readonly id: MessageId;
  readonly seq: number;
  /** Seq of the customer-visible message before this one (notes leave holes); 0 for the first. */
  readonly previousSeq: number;
  readonly from: "customer" | "agent" | "system";
  readonly authorName: string | undefined;
  readonly text: string;
  /** The id the customer's client gave it, so that it recognises its own message. */
  readonly clientId: string | undefined;
  readonly status: "accepted" | "sent" | "delivered" | "read" | "failed";
  /** What may be answered with one press. */
  readonly choices?: readonly OfferedChoice[];
  /** Of a question of the house after the conversation. */
  readonly asks?: AskedFor;
  readonly at: number;
}

/** Place in the queue, 1 is next. The estimate is left out when it is not known honestly. */
export interface QueuePlace {
  readonly position: number;
  readonly estimateSeconds?: number;
}

export interface BusinessHoursView {
  readonly open: boolean;
  /** When it opens next, ms since epoch; absent when open or never. */
  readonly opensAt?: number;
}

export type TranscriptChange =
  | {
      readonly kind: "message";
      readonly conversationId: ConversationId;
      readonly message: TranscriptMessage;
    }
  | {
      readonly kind: "status";
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly status: TranscriptMessage["status"];
    }
  | { readonly kind: "conversation"; readonly view: Omit<TranscriptView, "messages" | "snapshot"> }
  | { readonly kind: "queue"; readonly queue: QueuePlace | undefined }
  | { readonly kind: "typing"; readonly authorName: string };
