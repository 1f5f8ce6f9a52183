import type { Transcript, TranscriptPosition } from "@circuito/connector";
import { type Address, answeringHours, type InboxId } from "@circuito/domain";
import {
  type Database,
  findCalendar,
  findPointConversation,
  isOfPoint,
  listPublicAfter,
  listPublicNewest,
  markSeenUpTo,
  type PointConversation,
} from "@circuito/store";
import type { CustomerFeed } from "./customer-feed.ts";
import { transcriptMessage, viewOf } from "./transcript-view.ts";

/** What a tab shows at first; older words are history. */
const SNAPSHOT_MESSAGES_MAX = 100;
/** A client that missed more than this starts over with the newest. */
const GAP_MESSAGES_MAX = 200;

/** A customer's own view of their conversation, read from the store. */
export function createTranscript(parts: {
  readonly database: Database;
  readonly feed: CustomerFeed;
  /** Tells everybody that something was written. */
  readonly wakeOutbox: () => void;
  /** Tells the agents who look at it that this customer writes right now. */
  readonly tellTyping: (inbox: InboxId, address: Address) => void;
  readonly now: () => number;
}): Transcript {
  const { database, feed, now } = parts;
  const { pool } = database;

  return {
    async read(inboxId, address, after) {
      const conversation = await findPointConversation(pool, { inboxId, address });
      if (!conversation) return undefined;
      const view = await viewOf(database, conversation, now());
      if (after && continues(conversation, after)) {
        const missed = await listPublicAfter(
          pool,
          conversation.id,
          after.seq,
          GAP_MESSAGES_MAX + 1,
        );
        if (missed.length <= GAP_MESSAGES_MAX) {
          return { ...view, snapshot: false, messages: missed.map(transcriptMessage) };
        }
      }
      const newest = await listPublicNewest(pool, conversation.id, SNAPSHOT_MESSAGES_MAX);
      return { ...view, snapshot: true, messages: newest.map(transcriptMessage) };
    },

    hours: (inbox) => hours(database, inbox, now()),

    follow: (inbox, address, listener) => feed.follow(inbox, address, listener),

    async seen(inboxId, address, upTo, status) {
      await database.transaction(async ({ client }) => {
        if (!(await isOfPoint(client, upTo.conversationId, { inboxId, address }))) return;
        await markSeenUpTo(client, upTo.conversationId, upTo.seq, status);
      });
      parts.wakeOutbox();
    },

    typing: parts.tellTyping,
  };
}

/** A position of another conversation, or from a future that never was, cannot be continued. */
function continues(conversation: PointConversation, after: TranscriptPosition): boolean {
  return after.conversationId === conversation.id && after.seq <= conversation.lastPublicSeq;
}

async function hours({ pool }: Database, inbox: InboxId, now: number) {
  const answering = answeringHours(await findCalendar(pool, inbox), now);
  const at = answering.open ? undefined : answering.opensAt;
  return { open: answering.open, ...(at !== undefined && { opensAt: at }) };
}
