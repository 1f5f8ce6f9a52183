import type {
  Address,
  Channel,
  ContactId,
  ConversationId,
  ConversationStatus,
  MessageId,
  Principal,
  QuestionWord,
  QueueId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";
import { findAnswers } from "./find-answers.ts";
import { wordQuery } from "./word-query.ts";
import { stemWords } from "./word-stems.ts";

export interface MessageHit {
  readonly messageId: MessageId;
  readonly seq: number;
  readonly direction: "inbound" | "outbound" | "note";
  readonly authorName: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly files: number;
  /** Ms since epoch. */
  readonly at: number;
  readonly conversation: {
    readonly id: ConversationId;
    readonly protocol: string;
    readonly channel: Channel;
    readonly status: ConversationStatus;
    readonly queueId: QueueId | null;
    readonly contactId: ContactId;
    readonly contactName: string | null;
    readonly address: Address;
  };
}

export interface MessageSearch {
  /** As `questionForms` gives them: all must be there in some form, the last may begin a word. */
  readonly words: readonly QuestionWord[];
  readonly authorName?: string | undefined;
  readonly queueId?: string | undefined;
  readonly channel?: string | undefined;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly hasFile?: boolean | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export type HitRow = Omit<MessageHit, "at" | "conversation"> &
  MessageHit["conversation"] & { readonly at: Date };

export interface MessagesFound {
  readonly items: readonly MessageHit[];
  readonly nextCursor: string | null;
  /** What a word of a hit may begin with: the word being typed, and the stems of all. */
  readonly beginnings: readonly string[];
}

/** Messages that the viewer may see, newest first. Without words nothing is found. */
export async function searchMessages(
  q: Queryable,
  search: MessageSearch,
  viewer: Principal,
  cursor: Cursor | undefined,
  limit: number,
): Promise<MessagesFound> {
  const words = await stemWords(q, search.words);
  const beginnings = [...words.slice(-1).map(({ word }) => word), ...words.flatMap((w) => w.stems)];
  if (words.length === 0) return { items: [], nextCursor: null, beginnings };
  const match = wordQuery(words, search);
  const before = cursor && { at: new Date(cursor.at).toISOString(), id: cursor.id };
  const rows = await findAnswers(q, { match, search, viewer, before, wanted: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(hitOf),
    nextCursor: last ? cursorText({ rank: 0, at: last.at.getTime(), id: last.messageId }) : null,
    beginnings,
  };
}

function hitOf(row: HitRow): MessageHit {
  const { messageId, seq, direction, authorName, subject, text, files } = row;
  const { id, protocol, channel, status, queueId, contactId, contactName, address } = row;
  return {
    ...{ messageId, seq, direction, authorName, subject, text, files },
    at: row.at.getTime(),
    conversation: { id, protocol, channel, status, queueId, contactId, contactName, address },
  };
}
