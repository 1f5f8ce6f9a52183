import {
  type AgentId,
  beginsToWait,
  type ConversationId,
  type OpenElsewhere,
  type QueueId,
  type Routing,
} from "@circuito/domain";
import { saveEndedAsks } from "../asks/end-asks.ts";
import type { Queryable } from "../database.ts";
import { insertFetches } from "../media/fetches.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { unseen } from "../one-plan.ts";
import { beginPlans, restartPlans } from "../plans/begin-plans.ts";
import { insertOwnDeliveries, saveReplyWindows } from "./chat/save-chats.ts";
import { mediaOf } from "./message-row.ts";
import { addActivities } from "./save-activities.ts";
import { saveAttended } from "./save-attended.ts";
import { saveContacts } from "./save-contacts.ts";
import {
  at,
  type FinalConversation,
  finalConversations,
  insertConversations,
  updateConversations,
} from "./save-conversations.ts";

/** Everything a batch of routings decided, in ledger order. */
export interface RoutedBatch {
  readonly routings: readonly Routing[];
  readonly now: number;
}

/**
 * Writes what the fold decided: one statement a table, however large the batch. Runs in the
 * transaction that holds the contact points' locks and the conversations' rows.
 *
 * Issues every statement in this turn, to be sent together and executed in this order: what is
 * referred to comes before what refers to it.
 */
export function saveRoutings(tx: Queryable, batch: RoutedBatch): readonly Promise<unknown>[] {
  const { routings } = batch;
  if (routings.length === 0) return [];
  const finals = finalConversations(routings);
  const opened = new Set(finals.flatMap((f) => (f.isNew ? [f.conversation.id] : [])));
  const arrived = idsOfArrivals(routings);
  return [
    saveContacts(tx, routings),
    insertConversations(
      tx,
      finals.filter((f) => f.isNew),
    ),
    updateConversations(
      tx,
      finals.filter((f) => !f.isNew),
    ),
    saveAttended(
      tx,
      finals.filter((f) => f.isAttended),
      batch.now,
    ),
    saveEndedAsks(tx, routings, batch.now),
    insertMessages(tx, routings, batch.now),
    insertFetches(tx, routings),
    insertOwnDeliveries(tx, routings),
    saveReplyWindows(tx, routings),
    insertAutoReplies(tx, routings),
    saveKeywords(tx, routings),
    addActivities(
      tx,
      routings.flatMap((r) => r.activities),
      new Map([
        ...routings.flatMap(({ elsewhere }) =>
          elsewhere ? [[elsewhere.id, audienceOf(elsewhere)] as const] : [],
        ),
        ...finals.map((f) => [f.conversation.id, f.audience] as const),
      ]),
    ),
    beginPlans(
      tx,
      arrived.filter((id) => opened.has(id)),
      batch.now,
    ),
    // What was solved, put off, or stood in the menu, waits from now on.
    restartPlans(
      tx,
      arrived.filter((id) => !opened.has(id)),
      batch.now,
    ),
    writeNotices(tx, noticesOf(routings, finals)),
  ];
}

function idsOfArrivals(routings: readonly Routing[]): readonly ConversationId[] {
  return [...new Set(routings.filter(beginsToWait).map(({ routed }) => routed.conversation.id))];
}

/** The messages, and in the same statement the rows they were: no row is routed without its message. */
async function insertMessages(
  tx: Queryable,
  routings: readonly Routing[],
  now: number,
): Promise<void> {
  const of = <T>(pick: (r: Routing["routed"]) => T) => routings.map((r) => pick(r.routed));
  await tx.query({
    name: "insert-messages",
    text: `with m as (
        select * from unnest(${unseen("$1", "uuid[]")}, $2::uuid[], $3::int[], $4::int[], $5::uuid[],
          $6::bigint[], $7::text[], $8::text[], $9::jsonb[], $10::boolean[], $11::timestamptz[],
          $12::jsonb[], $13::text[], $14::uuid[], $16::jsonb[])
          as m(id, conversation_id, seq, previous_public_seq, contact_id, ledger_id, client_id,
            text, media, collision, sent_at, trail, direction, agent_id, chat)
      ), said as (
        insert into messages (id, conversation_id, seq, previous_public_seq, direction,
          contact_id, agent_id, ledger_id, client_id, text, media, collision, sent_at, chat,
          created_at)
        select id, conversation_id, seq, previous_public_seq, direction, contact_id, agent_id,
          ledger_id, client_id, text, media, collision, sent_at, chat, $15
        from m
      )
      update ledger l set state = 'routed', message_id = m.id, trail = m.trail, routed_at = now(),
        reason = null, retry_at = null
      from m where l.id = m.ledger_id`,
    values: [
      of((r) => r.id),
      of((r) => r.conversation.id),
      of((r) => r.seq),
      of((r) => r.previousPublicSeq),
      of((r) => r.contactId ?? null),
      of((r) => r.ledgerId),
      of((r) => r.message.clientId ?? null),
      of((r) => r.message.text),
      of((r) => JSON.stringify(mediaOf(r.message))),
      of((r) => r.message.collision),
      of((r) => at(r.message.sentAt)),
      routings.map((r) => JSON.stringify(r.trail)),
      of((r) => r.direction),
      of((r) => r.agentId ?? null),
      at(now),
      of((r) => (r.message.chat ? JSON.stringify(r.message.chat) : null)),
    ],
  });
}

/** What is said by itself: messages of ours and their deliveries. */
async function insertAutoReplies(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const replies = routings.flatMap(({ autoReply, routed }) =>
    autoReply ? [{ ...autoReply, routed }] : [],
  );
  if (replies.length === 0) return;
  await tx.query({
    name: "insert-auto-replies",
    text: `with r as (
        select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::text[], $6::uuid[],
          $7::jsonb[], $8::boolean[])
          as r(id, conversation_id, seq, previous_public_seq, text, inbox_id, chat, despite)
      ), said as (
        insert into messages (id, conversation_id, seq, previous_public_seq, direction, text, chat)
        select id, conversation_id, seq, previous_public_seq, 'outbound', text, chat from r
      )
      insert into deliveries (message_id, conversation_id, inbox_id, seq, status,
        next_attempt_at, despite_opt_out)
      select id, conversation_id, inbox_id, seq, 'queued', now(), despite from r`,
    values: [
      replies.map((r) => r.id),
      replies.map((r) => r.routed.conversation.id),
      replies.map((r) => r.seq),
      replies.map((r) => r.previousPublicSeq),
      replies.map((r) => r.text),
      replies.map((r) => r.routed.message.inboxId),
      replies.map((r) => (r.chat ? JSON.stringify(r.chat) : null)),
      replies.map((r) => r.despiteOptOut),
    ],
  });
}

/** Each in its place: somebody may say STOP and START in one batch. */
async function saveKeywords(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  await Promise.all(routings.map((routing) => saveKeyword(tx, routing)));
}

async function saveKeyword(tx: Queryable, { keyword, routed }: Routing): Promise<void> {
  const { from, channel } = routed.message;
  if (keyword === "stop") {
    await tx.query(
      `insert into opt_outs (address, channel, ledger_id) values ($1, $2, $3)
       on conflict (address, channel) do nothing`,
      [from, channel, routed.ledgerId],
    );
  } else if (keyword === "start") {
    await tx.query("delete from opt_outs where address = $1 and channel = $2", [from, channel]);
  }
}

function audienceOf({ queueId, assigneeId }: OpenElsewhere): (QueueId | AgentId)[] {
  return [queueId, assigneeId].filter((id) => id !== undefined);
}

function noticesOf(routings: readonly Routing[], finals: readonly FinalConversation[]): Notice[] {
  const audiences = new Map(finals.map((f) => [f.conversation.id, f]));
  const notices: Notice[] = finals.map(({ conversation, audience }) => ({
    type: "conversation.changed",
    subjectId: conversation.id,
    conversationId: conversation.id,
    audience: audience,
    customer: customerKey(conversation.inboxId, conversation.address),
  }));
  for (const { routed, autoReply, elsewhere } of routings) {
    const { conversation } = routed;
    if (elsewhere && !audiences.has(elsewhere.id)) {
      notices.push({
        type: "conversation.changed",
        subjectId: elsewhere.id,
        conversationId: elsewhere.id,
        audience: audienceOf(elsewhere),
      });
    }
    for (const id of autoReply ? [routed.id, autoReply.id] : [routed.id]) {
      notices.push({
        type: "message.created",
        subjectId: id,
        conversationId: conversation.id,
        audience: audiences.get(conversation.id)?.audience ?? [],
        customer: customerKey(conversation.inboxId, conversation.address),
      });
    }
  }
  return notices;
}
