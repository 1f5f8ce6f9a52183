import type { Activity, Routing } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { markRouted } from "../ledger/settle.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { together } from "../together.ts";
import { mediaOf } from "./message-row.ts";
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
 */
export async function saveRoutings(tx: Queryable, batch: RoutedBatch): Promise<void> {
  const { routings } = batch;
  if (routings.length === 0) return;
  const finals = finalConversations(routings);
  // Sent together and executed in this order: what is referred to comes before what refers to it.
  await together(tx, () => [
    saveContacts(tx, routings),
    insertConversations(
      tx,
      finals.filter((f) => f.isNew),
    ),
    updateConversations(
      tx,
      finals.filter((f) => !f.isNew),
    ),
    insertMessages(tx, routings, batch.now),
    insertAutoReplies(tx, routings),
    saveKeywords(tx, routings),
    saveActivities(tx, routings, finals),
    writeNotices(tx, noticesOf(routings, finals)),
    markRouted(
      tx,
      routings.map((r) => ({
        ledgerId: r.routed.ledgerId,
        messageId: r.routed.id,
        trail: r.trail,
      })),
    ),
  ]);
}

async function insertMessages(
  tx: Queryable,
  routings: readonly Routing[],
  now: number,
): Promise<void> {
  const of = <T>(pick: (r: Routing["routed"]) => T) => routings.map((r) => pick(r.routed));
  await tx.query({
    name: "insert-messages",
    text: `insert into messages (id, conversation_id, seq, previous_public_seq, direction,
        contact_id, ledger_id, client_id, text, media, collision, sent_at, created_at)
      select id, conversation_id, seq, previous_public_seq, 'inbound', contact_id, ledger_id,
        client_id, text, media, collision, sent_at, $12
      from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::uuid[], $6::bigint[],
        $7::text[], $8::text[], $9::jsonb[], $10::boolean[], $11::timestamptz[])
        as m(id, conversation_id, seq, previous_public_seq, contact_id, ledger_id, client_id,
          text, media, collision, sent_at)`,
    values: [
      of((r) => r.id),
      of((r) => r.conversation.id),
      of((r) => r.seq),
      of((r) => r.previousPublicSeq),
      of((r) => r.conversation.contactId),
      of((r) => r.ledgerId),
      of((r) => r.message.clientId ?? null),
      of((r) => r.message.text),
      of((r) => JSON.stringify(mediaOf(r.message))),
      of((r) => r.message.collision),
      of((r) => at(r.message.sentAt)),
      at(now),
    ],
  });
}

/** The answer to a keyword: a message of ours and its delivery, allowed past the opt-out. */
async function insertAutoReplies(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  for (const { autoReply, routed } of routings) {
    if (!autoReply) continue;
    await tx.query({
      name: "insert-auto-reply",
      text: `with said as (
          insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
          values ($1, $2, $3, $4, 'outbound', $5)
        )
        insert into deliveries (message_id, conversation_id, inbox_id, seq, status,
          next_attempt_at, despite_opt_out)
        values ($1, $2, $6, $3, 'queued', now(), true)`,
      values: [
        autoReply.id,
        routed.conversation.id,
        autoReply.seq,
        autoReply.previousPublicSeq,
        autoReply.text,
        routed.message.inboxId,
      ],
    });
  }
}

async function saveKeywords(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  for (const { keyword, routed } of routings) {
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
  for (const { routed, autoReply } of routings) {
    const { conversation } = routed;
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

async function saveActivities(
  tx: Queryable,
  routings: readonly Routing[],
  finals: readonly FinalConversation[],
): Promise<void> {
  const activities: Activity[] = routings.flatMap((r) => r.activities);
  if (activities.length === 0) return;
  const { rows } = await tx.query<{ id: string; conversation_id: Activity["conversationId"] }>({
    name: "insert-activities",
    text: `insert into activities (conversation_id, kind, data, because)
      select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[])
      returning id, conversation_id`,
    values: [
      activities.map((a) => a.conversationId),
      activities.map((a) => a.kind),
      activities.map((a) => JSON.stringify(a.data)),
      activities.map((a) => a.because),
    ],
  });
  const audiences = new Map(finals.map((f) => [f.conversation.id, f.audience]));
  await writeNotices(
    tx,
    rows.map((row) => ({
      type: "activity.created",
      subjectId: row.id,
      conversationId: row.conversation_id,
      audience: audiences.get(row.conversation_id) ?? [],
    })),
  );
}
