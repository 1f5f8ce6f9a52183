import type { Routing } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { at } from "../save-conversations.ts";

/** What one of us wrote on the phone has left already: receipts and reactions find it by its id. */
export async function insertOwnDeliveries(
  tx: Queryable,
  routings: readonly Routing[],
): Promise<void> {
  const own = routings.filter(({ routed }) => routed.message.writtenBy === "us");
  if (own.length === 0) return;
  await tx.query({
    name: "insert-own-deliveries",
    text: `insert into deliveries (message_id, conversation_id, inbox_id, seq, status, external_id)
      select message_id, conversation_id, inbox_id, seq, 'sent', external_id
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[])
        as d(message_id, conversation_id, inbox_id, seq, external_id)`,
    values: [
      own.map(({ routed }) => routed.id),
      own.map(({ routed }) => routed.conversation.id),
      own.map(({ routed }) => routed.message.inboxId),
      own.map(({ routed }) => routed.seq),
      own.map(({ routed }) => routed.message.externalId ?? null),
    ],
  });
}

/** Until when each contact point may be answered in free words, and what is marked as read then. */
export async function saveReplyWindows(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const last = new Map(
    routings.flatMap(({ routed: { message } }) =>
      message.replyUntil === undefined
        ? []
        : [[`${message.inboxId} ${message.from}`, message] as const],
    ),
  );
  if (last.size === 0) return;
  // Sorted, as whoever else writes the same windows does.
  const messages = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
  await tx.query({
    name: "save-reply-windows",
    text: `insert into reply_windows as w (inbox_id, address, ends_at, newest)
      select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])
      on conflict (inbox_id, address) do update
        set ends_at = greatest(w.ends_at, excluded.ends_at),
          newest = case when excluded.ends_at >= w.ends_at then excluded.newest else w.newest end`,
    values: [
      messages.map((m) => m.inboxId),
      messages.map((m) => m.from),
      messages.map((m) => at(m.replyUntil)),
      messages.map((m) => m.externalId ?? ""),
    ],
  });
}
