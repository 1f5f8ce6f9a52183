import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  QueueId,
  Routing,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { noticeDeliveries } from "../delivery/settle.ts";
import { writeNotices } from "../notices.ts";
import { noteStrayFiles } from "../privacy/note-stray-files.ts";
import type { StoredMedia } from "../schema/index.ts";

/** A file that this process is to fetch, or a recording that came with its message and is to be measured. */
export interface ClaimedFetch {
  readonly messageId: MessageId;
  /** Index in the message's `media`. */
  readonly place: number;
  readonly inboxId: InboxId;
  /** Attempts, this one included; fences the end of this one. */
  readonly attempt: number;
  /** The last attempts that never ended: whoever made them died. */
  readonly interrupted: number;
  /** Since the message was routed, ms by the database's clock. */
  readonly ageMs: number;
  readonly file: StoredMedia;
}

/** How an attempt ended. Every end but `pending` is final. */
export type FetchEnd =
  | ({ readonly state: "stored" } & Pick<
      StoredMedia,
      "fileName" | "mimeType" | "warning" | "lengthMs"
    > & {
        readonly sha256: string;
        readonly sizeBytes: number;
      })
  | { readonly state: "unavailable" | "too-large" | "blocked"; readonly because: string }
  | { readonly state: "pending"; readonly because: string; readonly delayMs: number };

/** Its provider still holds it, or nobody knows yet how long it is. */
function isUnknown(file: Routing["routed"]["message"]["media"][number]): boolean {
  return "url" in file || file.mimeType.startsWith("audio/");
}

/** Messages with files that are fetched or measured once they are where they belong. */
export function withUnknownFiles(routings: readonly Routing[]): readonly Routing[] {
  return routings.filter(({ routed }) => routed.message.media.some(isUnknown));
}

/** Remembers what is to be fetched and measured, in the transaction that writes the messages. */
export async function insertFetches(tx: Queryable, routings: readonly Routing[]): Promise<void> {
  const files = withUnknownFiles(routings).flatMap(({ routed }) =>
    routed.message.media.flatMap((file, place) =>
      isUnknown(file) ? [{ messageId: routed.id, place, inboxId: routed.message.inboxId }] : [],
    ),
  );
  if (files.length === 0) return;
  await tx.query({
    name: "insert-media-fetches",
    text: `insert into media_fetches (message_id, place, inbox_id)
      select * from unnest($1::uuid[], $2::smallint[], $3::uuid[])`,
    values: [files.map((f) => f.messageId), files.map((f) => f.place), files.map((f) => f.inboxId)],
  });
}

interface Row {
  message_id: MessageId;
  place: number;
  inbox_id: InboxId;
  attempt: number;
  interrupted: number;
  age_ms: number;
  file: StoredMedia;
}

/**
 * Takes files of these messages that are due. A claim is a lease: whoever dies with it loses it when
 * its time is over, and the next one sees that an attempt never ended.
 */
export async function claimFetches(
  q: Queryable,
  options: {
    /** Of these messages, but for those of inboxes that only their owner fetches for; or of one inbox. */
    readonly of:
      | { readonly messageIds: readonly string[]; readonly butInboxes: readonly InboxId[] }
      | { readonly inboxId: InboxId };
    readonly leaseMs: number;
    readonly limit: number;
  },
): Promise<readonly ClaimedFetch[]> {
  const { of } = options;
  const isOwned = "inboxId" in of;
  const { rows } = await q.query<Row>({
    name: isOwned ? "claim-media-fetches-of-inbox" : "claim-media-fetches",
    text: `with due as (
        select message_id, place from media_fetches
        where ${isOwned ? "inbox_id = $1" : "message_id = any($1::uuid[]) and inbox_id <> all($4::uuid[])"}
          and next_attempt_at <= now()
        order by next_attempt_at limit $3
        for update skip locked
      ), claimed as (
        update media_fetches f set attempt = f.attempt + 1,
          interrupted = f.interrupted + f.claimed::int::smallint, claimed = true,
          next_attempt_at = now() + $2 * interval '1 millisecond'
        from due where f.message_id = due.message_id and f.place = due.place
        returning f.*
      )
      select c.message_id, c.place, c.inbox_id, c.attempt, c.interrupted,
        (extract(epoch from now() - c.created_at) * 1000)::float8 as age_ms,
        m.media -> c.place::int as file
      from claimed c join messages m on m.id = c.message_id`,
    values: isOwned
      ? [of.inboxId, options.leaseMs, options.limit]
      : [of.messageIds, options.leaseMs, options.limit, of.butInboxes],
  });
  return rows.map((row) => ({
    messageId: row.message_id,
    place: row.place,
    inboxId: row.inbox_id,
    attempt: row.attempt,
    interrupted: row.interrupted,
    ageMs: row.age_ms,
    file: row.file,
  }));
}

interface Settled {
  /** Null where its list shows another message, or nothing new of this one. */
  readonly conversationId: ConversationId | null;
  readonly queueId: QueueId | null;
  readonly assigneeId: AgentId | null;
}

/**
 * Records the end of an attempt, and tells whoever looks at the message when its file has become
 * something.
 * @returns false if the claim was no longer ours and nothing changed
 */
export async function endFetch(
  tx: Queryable,
  fetch: Pick<ClaimedFetch, "messageId" | "place" | "attempt">,
  end: FetchEnd,
): Promise<boolean> {
  const claim = [fetch.messageId, fetch.place, fetch.attempt];
  if (end.state === "pending") {
    const { rowCount } = await tx.query({
      name: "postpone-media-fetch",
      text: `update media_fetches set claimed = false, interrupted = 0, error = $4,
          next_attempt_at = now() + $5 * interval '1 millisecond'
        where message_id = $1 and place = $2 and attempt = $3`,
      values: [...claim, end.because, end.delayMs],
    });
    return rowCount === 1;
  }
  const { rows } = await tx.query<Settled>({
    name: "settle-media-fetch",
    text: `with done as (
        delete from media_fetches where message_id = $1 and place = $2 and attempt = $3
        returning message_id, place::int
      ), settled as (
        update messages m set media = jsonb_set(m.media, array[done.place::text],
          case when $4::jsonb ->> 'state' = 'stored' then (m.media -> done.place) - 'remoteUrl' - 'remoteSha256'
            else m.media -> done.place end || $4::jsonb)
        from done where m.id = done.message_id
        returning m.conversation_id, m.seq, done.place
      ), shown as (
        update conversations c set version = c.version + 1 from settled s
        where c.id = s.conversation_id and c.last_seq = s.seq and s.place = 0 and $4::jsonb ? 'lengthMs'
        returning c.id, ${QUEUE_TO_SEE} as queue_id, c.assignee_id
      )
      select shown.id as "conversationId", shown.queue_id as "queueId", shown.assignee_id as "assigneeId"
      from settled left join shown on true`,
    values: [...claim, JSON.stringify(end)],
  });
  const [settled] = rows;
  if (!settled) {
    // Whoever was fetched for may have been erased meanwhile: then nothing names the file.
    if (end.state === "stored") await noteStrayFiles(tx, fetch.messageId, [end.sha256]);
    return false;
  }
  await noticeDeliveries(tx, [fetch.messageId]);
  const { conversationId, queueId, assigneeId } = settled;
  if (conversationId !== null) {
    // Lists say how long the newest message is.
    const audience = [queueId, assigneeId].filter((id) => id !== null);
    await writeNotices(tx, [
      { type: "conversation.changed", subjectId: conversationId, conversationId, audience },
    ]);
  }
  return true;
}

/** Messages with files that are due and in nobody's hands: the sweeper's question. */
export async function findDueFetches(q: Queryable, limit: number): Promise<readonly MessageId[]> {
  const { rows } = await q.query<{ message_id: MessageId }>({
    name: "find-due-media-fetches",
    text: `select distinct message_id from (
        select message_id from media_fetches where next_attempt_at <= now()
        order by next_attempt_at limit $1) as due`,
    values: [limit],
  });
  return rows.map((row) => row.message_id);
}
