import type { AgentId, ConversationId, Principal } from "@circuito/domain";
import { seesEverything } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import type { DraftRoom } from "../schema/index.ts";

export interface DraftKey {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly room: DraftRoom;
}

export interface DraftReading {
  readonly conversationId: ConversationId;
  readonly room: DraftRoom;
  readonly content: Readonly<Record<string, unknown>>;
  readonly version: number;
  /** Ms since epoch. */
  readonly savedAt: number;
}

type Row = Omit<DraftReading, "savedAt"> & { readonly savedAt: Date };

const COLUMNS = `conversation_id as "conversationId", room, content, version, saved_at as "savedAt"`;

const readingOf = (row: Row): DraftReading => ({ ...row, savedAt: row.savedAt.getTime() });

/** What is stored of a draft, for somebody who is about to save it. */
export async function lockDraft(
  tx: Queryable,
  { conversationId, agentId, room }: DraftKey,
): Promise<DraftReading | undefined> {
  const { rows } = await tx.query<Row>({
    name: "lock-draft",
    text: `select ${COLUMNS} from drafts
      where conversation_id = $1 and agent_id = $2 and room = $3 for update`,
    values: [conversationId, agentId, room],
  });
  return rows[0] && readingOf(rows[0]);
}

/**
 * Saves a draft over the version that its writer knew; 0: none.
 * @returns the new version; `undefined` when another device was faster, and then nothing is changed
 */
export async function saveDraft(
  tx: Queryable,
  { conversationId, agentId, room }: DraftKey,
  draft: { readonly content: DraftReading["content"]; readonly over: number; readonly at: number },
): Promise<number | undefined> {
  const { rows } = await tx.query<{ version: number }>({
    name: "save-draft",
    text: `insert into drafts as d (conversation_id, agent_id, room, content, version, saved_at)
      values ($1, $2, $3, $4::jsonb, $5 + 1, $6)
      on conflict (conversation_id, agent_id, room) do update
        set content = excluded.content, version = excluded.version, saved_at = excluded.saved_at
        where d.version = $5
      returning version`,
    values: [
      conversationId,
      agentId,
      room,
      JSON.stringify(draft.content),
      draft.over,
      new Date(draft.at).toISOString(),
    ],
  });
  return rows[0]?.version;
}

/**
 * Forgets a draft as far as its writer knew it: what another device has added since stays.
 * @returns whether there was one to forget
 */
export async function forgetDraft(
  tx: Queryable,
  { conversationId, agentId, room }: DraftKey,
  upTo: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "forget-draft",
    text: `delete from drafts
      where conversation_id = $1 and agent_id = $2 and room = $3 and version <= $4`,
    values: [conversationId, agentId, room, upTo],
  });
  return rowCount === 1;
}

/** What somebody has begun to write, newest first; of one conversation if it is named. */
export async function listDrafts(
  q: Queryable,
  agentId: AgentId,
  conversationId: string | undefined,
): Promise<readonly DraftReading[]> {
  const { rows } = await q.query<Row>({
    name: "list-drafts",
    text: `select ${COLUMNS} from drafts
      where agent_id = $1 and ($2::uuid is null or conversation_id = $2) order by saved_at desc`,
    values: [agentId, conversationId ?? null],
  });
  return rows.map(readingOf);
}

/** Who has begun to write in a conversation, and in which room; what, is theirs. */
export interface DraftWriters {
  readonly conversationId: ConversationId;
  readonly writers: readonly {
    readonly id: AgentId;
    readonly name: string;
    readonly room: DraftRoom;
  }[];
}

const WRITERS = `d.conversation_id as "conversationId",
  jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'room', d.room)
    order by a.name, a.id, d.room) as writers`;

/** Of these conversations, those in which somebody has. */
export async function loadDraftWriters(
  q: Queryable,
  conversationIds: readonly string[],
): Promise<readonly DraftWriters[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await q.query<DraftWriters>({
    name: "load-draft-writers",
    text: `select ${WRITERS} from drafts d join agents a on a.id = d.agent_id
      where d.conversation_id = any($1::uuid[]) group by d.conversation_id`,
    values: [conversationIds],
  });
  return rows;
}

/** More drafts than a team leaves lying about; the newest of them. */
const WRITERS_TOLD_MAX = 500;

/** Wherever a colleague has begun to write, of what somebody may see. */
export async function listDraftWriters(
  q: Queryable,
  viewer: Extract<Principal, { kind: "agent" }>,
): Promise<readonly DraftWriters[]> {
  const { rows } = await q.query<DraftWriters>({
    name: "list-draft-writers",
    text: `select ${WRITERS} from drafts d join agents a on a.id = d.agent_id
        join conversations c on c.id = d.conversation_id
      where $1 or c.assignee_id = $2 or ${QUEUE_TO_SEE} = any($3::uuid[])
      group by d.conversation_id order by max(d.saved_at) desc limit ${WRITERS_TOLD_MAX}`,
    values: [seesEverything(viewer), viewer.id, viewer.queueIds],
  });
  return rows;
}
