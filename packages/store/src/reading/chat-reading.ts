import type { ConversationId, MessageChanges, MessageId } from "@circuito/domain";
import type { StoredChat } from "../schema/index.ts";

/** What a chat message has beside its words, and what was done to it, as they are read. */
export interface ChatReading {
  /** Null where there is nothing of it. */
  readonly chat: StoredChat | null;
  /** The message it answers; null when it is none of this inbox's, or not here yet. */
  readonly answered: AnsweredReading | null;
  /** Ours, written elsewhere: it came in and goes to the customer's side of nobody. */
  readonly isFromPhone: boolean;
  readonly changes: MessageChanges | null;
  /** Grows with every change of it. */
  readonly revision: number;
}

export interface AnsweredReading {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  /** First words of it. */
  readonly text: string;
  readonly direction: "inbound" | "outbound" | "note";
}

/** First words of an answered message: as much as a quote shows. */
const QUOTED_LENGTH = 140;

/**
 * Of message `m` and the mail `k` that it may be. Only a message that answers something looks for it, and
 * only among its own contact's: an id that somebody names gives no right to what it is the id of.
 */
export const CHAT_COLUMNS = `m.chat, m.changes, m.revision,
  (m.ledger_id is not null and m.direction = 'outbound' and k.message_id is null) as "isFromPhone",
  case when m.chat ->> 'answers' is not null then (
    select jsonb_build_object('messageId', w.id, 'conversationId', w.conversation_id, 'seq', w.seq, 'text', left(w.text, ${QUOTED_LENGTH}),
      'direction', w.direction)
    from conversations own, messages w join conversations their on their.id = w.conversation_id
    where own.id = m.conversation_id and their.contact_id = own.contact_id and w.id = coalesce(
      (select l.message_id from ledger l where l.inbox_id = own.inbox_id
        and l.external_id = m.chat ->> 'answers' and l.collision = 0),
      (select e.message_id from deliveries e where e.inbox_id = own.inbox_id
        and e.external_id = m.chat ->> 'answers' limit 1))) end as answered`;
