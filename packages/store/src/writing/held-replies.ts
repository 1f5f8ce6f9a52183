import type { AgentId, ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { HeldState, HeldWords } from "../schema/index.ts";

/** A reply that waits for its time, or what became of it. */
export interface HeldReply {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly author: { readonly id: AgentId; readonly name: string };
  readonly clientId: string;
  readonly words: HeldWords;
  readonly andThen: "resolve" | "wait" | null;
  readonly state: HeldState;
  /** Why it could not be said. */
  readonly refusal: Readonly<Record<string, unknown>> | null;
  /** Files that go along, as their writer sees them. */
  readonly files: readonly {
    readonly mediaId: string;
    readonly fileName: string;
    readonly mimeType: string;
    readonly sizeBytes: number;
  }[];
  /** Ms since epoch. */
  readonly sendAt: number;
  readonly createdAt: number;
}

type Row = Omit<HeldReply, "author" | "sendAt" | "createdAt"> & {
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly sendAt: Date;
  readonly createdAt: Date;
};

const COLUMNS = `h.id, h.conversation_id as "conversationId", h.agent_id as "agentId",
  a.name as "agentName", h.client_id as "clientId", h.words, h.and_then as "andThen", h.state,
  h.refusal, h.send_at as "sendAt", h.created_at as "createdAt",
  (select coalesce(jsonb_agg(jsonb_build_object('mediaId', u.id, 'fileName', u.file_name,
      'mimeType', u.mime_type, 'sizeBytes', u.size_bytes) order by f.place), '[]')
    from jsonb_array_elements_text(h.words->'mediaIds') with ordinality f(id, place)
      join uploads u on u.id = f.id::uuid) as files`;
const TABLES = "held_replies h join agents a on a.id = h.agent_id";

function heldReplyOf({ agentId, agentName, ...row }: Row): HeldReply {
  return {
    ...row,
    author: { id: agentId, name: agentName },
    sendAt: row.sendAt.getTime(),
    createdAt: row.createdAt.getTime(),
  };
}

/** Puts a reply by until its time. In the transaction that checked it. */
export async function insertHeldReply(
  tx: Queryable,
  held: Pick<HeldReply, "id" | "conversationId" | "clientId" | "words" | "sendAt"> & {
    readonly agentId: AgentId;
    readonly andThen: HeldReply["andThen"] | undefined;
  },
): Promise<void> {
  await tx.query({
    name: "insert-held-reply",
    text: `insert into held_replies
        (id, conversation_id, agent_id, client_id, words, and_then, state, send_at)
      values ($1, $2, $3, $4, $5::jsonb, $6, 'held', $7)`,
    values: [
      held.id,
      held.conversationId,
      held.agentId,
      held.clientId,
      JSON.stringify(held.words),
      held.andThen ?? null,
      new Date(held.sendAt).toISOString(),
    ],
  });
}

/** The one that a client's id was used for. */
export async function findHeldByClient(
  q: Queryable,
  conversationId: ConversationId,
  clientId: string,
): Promise<HeldReply | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-held-by-client",
    text: `select ${COLUMNS} from ${TABLES} where h.conversation_id = $1 and h.client_id = $2`,
    values: [conversationId, clientId],
  });
  return rows[0] && heldReplyOf(rows[0]);
}

export async function loadHeldReplies(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly HeldReply[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<Row>({
    name: "load-held-replies",
    text: `select ${COLUMNS} from ${TABLES} where h.id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map(heldReplyOf);
}

/** What waits in a conversation, or came back, in the order of its time. */
export async function listHeldReplies(
  q: Queryable,
  conversationId: string,
): Promise<readonly HeldReply[]> {
  const { rows } = await q.query<Row>({
    name: "list-held-replies",
    text: `select ${COLUMNS} from ${TABLES}
      where h.conversation_id = $1 and h.state in ('held','refused') order by h.send_at, h.id`,
    values: [conversationId],
  });
  return rows.map(heldReplyOf);
}

/**
 * Locks what is held in the conversations of these replies and is due, in the order of its time: a
 * reply never overtakes one that was written before it. One that is being taken back is waited for.
 */
export async function lockDueReplies(
  tx: Queryable,
  ids: readonly string[],
  now: number,
): Promise<readonly HeldReply[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<Row>({
    name: "lock-due-replies",
    text: `select ${COLUMNS} from ${TABLES}
      where h.state = 'held' and h.send_at <= $2 and h.conversation_id in
        (select conversation_id from held_replies where id = any($1::uuid[]))
      order by h.conversation_id, h.send_at, h.id for update of h`,
    values: [ids, new Date(now).toISOString()],
  });
  return rows.map(heldReplyOf);
}

/** What became of one. Of what left, or was taken back, the words are elsewhere, and not kept here. */
export async function settleHeldReply(
  tx: Queryable,
  id: string,
  state: Exclude<HeldState, "held">,
  refusal?: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query({
    name: "settle-held-reply",
    text: `update held_replies set state = $2, refusal = $3::jsonb, updated_at = now(),
        words = case $2 when 'refused' then words else '{"text":"","mediaIds":[]}' end
      where id = $1`,
    values: [id, state, refusal ? JSON.stringify(refusal) : null],
  });
}

/** Locks one that somebody takes back; who is about to send it is waited for. */
export async function lockHeldReply(tx: Queryable, id: string): Promise<HeldReply | undefined> {
  const { rows } = await tx.query<Row>({
    name: "lock-held-reply",
    text: `select ${COLUMNS} from ${TABLES} where h.id = $1 for update of h`,
    values: [id],
  });
  return rows[0] && heldReplyOf(rows[0]);
}

/** As long as a console that was asleep may say the same again. */
const SETTLED_KEPT_DAYS = 30;

/** Forgets what left or was taken back long ago. */
export async function forgetSettledReplies(q: Queryable): Promise<void> {
  await q.query({
    name: "forget-settled-replies",
    text: `delete from held_replies
      where state in ('sent','undone') and updated_at < now() - interval '${SETTLED_KEPT_DAYS} days'`,
  });
}
