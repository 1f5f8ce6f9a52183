import { setTimeout as pause } from "node:timers/promises";
import { followFigures } from "../../../packages/router/src/index.ts";
import { caughtUp } from "../../../packages/router/src/testing/caught-up.ts";
import { type Database, followerLagMs, writeNotices } from "../../../packages/store/src/index.ts";
import { followerParts } from "./fold.ts";

/** What a busy service writes into its stories, in all. */
const EVENTS_PER_SECOND = 1_000;
/** Conversations under way at once: of each something is told every second or two. */
const BUSY = 2_000;
const LOOK_EVERY_MS = 1_000;

interface Busy {
  readonly id: string;
  readonly contactId: string;
  readonly agentId: string | null;
  readonly seq: number;
}

export interface StreamFigures {
  readonly events: number;
  /** Events a second that were followed, of those that were written at a thousand a second. */
  readonly followedPerSecond: number;
  /** How far behind figures were, ms, at most and at the end of the writing. */
  readonly lagMaxMs: number;
  readonly lagAtEndMs: number;
  /** From the last event to all being followed, ms. */
  readonly drainMs: number;
}

/**
 * Writes messages and moves of conversations at a thousand a second, each with the notices that the
 * product writes of it, and lets the figures follow with all their rests.
 */
export async function measureStream(
  database: Database,
  events: number,
  tell: (line: string) => void,
): Promise<StreamFigures> {
  const { rows } = await database.pool.query<Busy>(
    // What an earlier measurement wrote into a database that is kept is there, too.
    `select id, contact_id as "contactId", sticky_agent_id as "agentId",
       (select max(seq) from messages m where m.conversation_id = c.id) as seq
     from conversations c where status = 'open' order by arrived_at desc, id desc limit $1`,
    [BUSY],
  );
  if (rows.length === 0) throw new Error("no conversation is open");
  const seqs = new Map(rows.map(({ id, seq }) => [id, seq]));
  const follower = followFigures(followerParts(database, tell));
  await follower.catchUp();
  const startedAt = performance.now();
  let lagMaxMs = 0;
  let lagAtEndMs = 0;
  for (let written = 0; written < events; ) {
    const due = Math.min(
      events,
      Math.floor(((performance.now() - startedAt) / 1_000) * EVENTS_PER_SECOND),
    );
    const batch = Array.from({ length: due - written }, (_, n) => written + n);
    await write(database, batch, rows, seqs);
    written = due;
    lagAtEndMs = await followerLagMs(database.pool, "figures");
    lagMaxMs = Math.max(lagMaxMs, lagAtEndMs);
    if (batch.length > 0)
      tell(`${written} events; figures are ${Math.round(lagAtEndMs)} ms behind`);
    await pause(LOOK_EVERY_MS);
  }
  const wroteAt = performance.now();
  await caughtUp(database.pool, "figures", follower);
  const drainMs = performance.now() - wroteAt;
  await follower.stop();
  return {
    events,
    followedPerSecond: events / ((performance.now() - startedAt) / 1_000),
    ...{ lagMaxMs, lagAtEndMs, drainMs },
  };
}

/** Two of three are messages, the third somebody doing something. */
async function write(
  database: Database,
  batch: readonly number[],
  busy: readonly Busy[],
  seqs: Map<string, number>,
): Promise<void> {
  const events = batch.flatMap((n) => {
    const of = busy[n % busy.length];
    if (!of) return [];
    const { id: conversation, contactId, agentId } = of;
    const isMessage = n % 3 < 2;
    const seq = (seqs.get(conversation) ?? 0) + (isMessage ? 1 : 0);
    seqs.set(conversation, seq);
    // Turn about, whatever the number of those that are busy.
    const isInbound = Math.floor(n / busy.length) % 2 === 0;
    const author = isInbound ? { contactId, agentId: null } : { contactId: null, agentId };
    return [{ id: crypto.randomUUID(), conversation, isMessage, seq, isInbound, ...author }];
  });
  const said = events.filter(({ isMessage }) => isMessage);
  const done = events.filter(({ isMessage }) => !isMessage);
  await database.transaction(async ({ client }) => {
    await client.query(
      `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, agent_id,
         text)
       select id, conversation, seq, seq - 1, direction, contact, agent, 'E o meu pedido?'
       from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[])
         m(id, conversation, seq, direction, contact, agent)`,
      [
        said.map(({ id }) => id),
        said.map(({ conversation }) => conversation),
        said.map(({ seq }) => seq),
        said.map(({ isInbound }) => (isInbound ? "inbound" : "outbound")),
        said.map(({ contactId }) => contactId),
        said.map(({ agentId }) => agentId),
      ],
    );
    const activities = await client.query<{ id: string; conversation: string }>(
      `insert into activities (conversation_id, kind, data)
       select conversation, 'labelled', '{}' from unnest($1::uuid[]) a(conversation)
       returning id, conversation_id as conversation`,
      [done.map(({ conversation }) => conversation)],
    );
    const told = [
      ...said.map((message) => ({ ...message, type: "message.created" as const })),
      ...activities.rows.map((activity) => ({ ...activity, type: "activity.created" as const })),
    ];
    await writeNotices(
      client,
      told.flatMap(({ id, conversation, type }) => {
        const of = { conversationId: conversation as never, audience: [] };
        const changed = { type: "conversation.changed" as const, subjectId: conversation, ...of };
        return [{ type, subjectId: id, ...of }, changed];
      }),
    );
  });
}
