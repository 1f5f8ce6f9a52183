import type {
  ChatConversation,
  ChatMessage,
  ChatPosition,
  ChatProblemCode,
  ChatSession,
  ChatSettings,
} from "@circuito/protocol";

/** By the keys of the form's fields. */
export type Answers = Readonly<Record<string, string>>;

/** Words the visitor wrote which the server has not shown back yet, in the order they were written. */
export interface OutboxEntry {
  readonly clientId: string;
  readonly text: string;
  /** Id of the button that was pressed. */
  readonly choice?: string;
  /** What was answered in the form before the first words; goes along until there is a conversation. */
  readonly answers?: Answers;
  /** The invitation that was followed before the first words; goes along as the answers do. */
  readonly invitation?: string;
  /** The visitor's clock, ms since epoch. */
  readonly writtenAt: number;
  /**
   * `queued` waits its turn, `sending` is on its way, `accepted` is in the ledger and waits to be
   * shown back, `refused` waits for the visitor's decision.
   */
  readonly phase: "queued" | "sending" | "accepted" | "refused";
  /** Accepted before the session that is on its way was asked for: a snapshot was made after it. */
  readonly isBeforeSession?: true;
  readonly problem?: string;
}

/** What is held of one conversation: a prefix without gaps ends at the last message. */
export interface Thread {
  readonly conversationId: string;
  readonly messages: readonly ChatMessage[];
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Where the connection stands: `idle` before the visitor asked for it, `online` once the server's
 * session arrived, `offline` between a loss and the next session.
 */
export type Link = "idle" | "connecting" | "online" | "offline";

/** Everything the chat shows, as one value. Only {@link reduceChat} makes the next one. */
export interface ChatState {
  readonly link: Link;
  readonly refusal: Refusal | null;
  readonly settings: ChatSettings | null;
  readonly hours: ChatSession["hours"] | null;
  readonly conversation: ChatConversation | null;
  readonly threads: readonly Thread[];
  readonly outbox: readonly OutboxEntry[];
  /** A message was missed: the server has to be asked for what comes after the position. */
  readonly gap: boolean;
  /** Delivery news of messages that have not arrived yet, by message id. */
  readonly early: Readonly<Record<string, ChatMessage["status"]>>;
  /** Who is typing, until when (ms since epoch). */
  readonly typing: { readonly authorName: string; readonly until: number } | null;
  /** Newest message the visitor has seen. */
  readonly seen: ChatPosition | null;
}

export const INITIAL_CHAT: ChatState = {
  link: "idle",
  refusal: null,
  settings: null,
  hours: null,
  conversation: null,
  threads: [],
  outbox: [],
  gap: false,
  early: {},
  typing: null,
  seen: null,
};

/** All that can happen to the chat. */
export type ChatEvent =
  | { readonly kind: "connecting" }
  | { readonly kind: "disconnected" }
  | { readonly kind: "session"; readonly session: ChatSession }
  | { readonly kind: "message"; readonly conversationId: string; readonly message: ChatMessage }
  | {
      readonly kind: "status";
      readonly conversationId: string;
      readonly messageId: string;
      readonly status: ChatMessage["status"];
    }
  | { readonly kind: "conversation"; readonly conversation: ChatConversation }
  | { readonly kind: "queue"; readonly queue: ChatConversation["queue"] }
  | { readonly kind: "typing"; readonly authorName: string; readonly until: number }
  | { readonly kind: "typing-expired"; readonly now: number }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | {
      readonly kind: "written";
      readonly clientId: string;
      readonly text: string;
      readonly choice?: string;
      readonly answers?: Answers;
      readonly invitation?: string;
      readonly writtenAt: number;
    }
  | { readonly kind: "restored"; readonly entries: readonly OutboxEntry[] }
  | { readonly kind: "sending"; readonly clientId: string }
  | { readonly kind: "accepted"; readonly clientId: string }
  | { readonly kind: "postponed"; readonly clientId: string }
  | { readonly kind: "rejected"; readonly clientId: string; readonly code: ChatProblemCode }
  | {
      readonly kind: "retried";
      readonly clientId: string;
      readonly newClientId: string;
      /** In place of those that came back. */
      readonly answers?: Answers;
    }
  | { readonly kind: "discarded"; readonly clientId: string }
  | { readonly kind: "seen"; readonly position: ChatPosition }
  | { readonly kind: "forgotten" };
