import type { AgentId, ConversationId, Promises, QueueId, Standing } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { clearDue, setDue } from "../due/due.ts";
import { writeNotices } from "../notices.ts";
import { unseen } from "../one-plan.ts";
import { together } from "../together.ts";

/** What was made of one conversation's story. */
export interface FoldedPromises {
  readonly conversationId: ConversationId;
  /** Null: it was promised nothing. */
  readonly termsId: string | null;
  readonly promises: Promises;
  /** Where it is now: whose business a change of its promises is. */
  readonly queueId: QueueId | undefined;
  readonly assigneeId: AgentId | undefined;
}

/** A conversation to be looked at again, and when. */
export interface LookAgain {
  readonly conversationId: ConversationId;
  readonly at: number;
}

/**
 * Writes down how promises stand, in as many statements however many conversations; rows that say the
 * same stay as they are. Two writers of one conversation come after each other ({@link lockPromises}).
 * @returns the times that were set anew
 */
export async function savePromises(
  tx: Queryable,
  folded: readonly FoldedPromises[],
): Promise<readonly LookAgain[]> {
  if (folded.length === 0) return [];
  const clocks = folded.flatMap(({ conversationId, promises }) =>
    promises.standings.map((standing) => ({ conversationId, standing })),
  );
  const waiting = folded.filter(({ promises }) => promises.lookAt === undefined);
  const dues = folded.flatMap(({ conversationId, promises: { lookAt } }) =>
    lookAt === undefined ? [] : [{ kind: "sla" as const, id: conversationId, at: lookAt }],
  );
  const [, , changed, set] = await together(tx, () => [
    forgetClocks(tx, folded, clocks),
    writeClocks(tx, clocks),
    writeNext(tx, folded),
    setDue(tx, dues),
    clearDue(
      tx,
      "sla",
      waiting.map(({ conversationId }) => conversationId),
    ),
  ]);
  await writeNotices(
    tx,
    folded
      .filter(({ conversationId }) => changed.has(conversationId))
      .map(({ conversationId, queueId, assigneeId }) => ({
        type: "conversation.changed",
        subjectId: conversationId,
        conversationId,
        audience: [queueId, assigneeId].filter((id) => id !== undefined),
      })),
  );
  return set.map(({ id, at }) => ({ conversationId: id as ConversationId, at }));
}

/** Of any number who fold the same conversations, one at a time; held until the transaction ends. */
export async function lockPromises(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: "lock-promises",
    // In one order everywhere, so that two batches never wait for each other.
    text: `select pg_advisory_xact_lock(${PROMISES_LOCK}, key) from (
      select distinct hashtext(id::text) as key from unnest($1::uuid[]) as i(id) order by 1) keys`,
    values: [ids],
  });
}

/** Tells these locks from those of contact points, which have one 64-bit key. */
const PROMISES_LOCK = 0x51a;

interface ClockRow {
  readonly conversationId: ConversationId;
  readonly standing: Standing;
}

const iso = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

/** Clocks that the story no longer has: a line that came late told otherwise. */
async function forgetClocks(
  tx: Queryable,
  folded: readonly FoldedPromises[],
  clocks: readonly ClockRow[],
): Promise<void> {
  await tx.query({
    name: "forget-clocks",
    text: `delete from sla_clocks c where c.conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
      and not exists (select from unnest($2::uuid[], $3::text[], $4::timestamptz[])
        as k(id, measure, started_at)
        where k.id = c.conversation_id and k.measure = c.measure and k.started_at = c.started_at)`,
    values: [
      folded.map(({ conversationId }) => conversationId),
      clocks.map(({ conversationId }) => conversationId),
      clocks.map(({ standing }) => standing.clock.measure),
      clocks.map(({ standing }) => iso(standing.clock.startedAt)),
    ],
  });
}

async function writeClocks(tx: Queryable, clocks: readonly ClockRow[]): Promise<void> {
  if (clocks.length === 0) return;
  const of = <T>(pick: (standing: Standing) => T) => clocks.map(({ standing }) => pick(standing));
  await tx.query({
    name: "write-clocks",
    text: `insert into sla_clocks as c (conversation_id, measure, started_at, queue_id, level, state,
        ended_at, within_ms, due_at, wall_ms, counted_ms)
      select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::smallint[],
        $6::text[], $7::timestamptz[], $8::bigint[], $9::timestamptz[], $10::bigint[], $11::bigint[])
      order by 1, 2, 3
      on conflict (conversation_id, measure, started_at) do update set queue_id = excluded.queue_id,
        level = excluded.level, state = excluded.state, ended_at = excluded.ended_at,
        within_ms = excluded.within_ms, due_at = excluded.due_at, wall_ms = excluded.wall_ms,
        counted_ms = excluded.counted_ms
      where (c.queue_id, c.level, c.state, c.ended_at, c.within_ms, c.due_at, c.wall_ms, c.counted_ms)
        is distinct from (excluded.queue_id, excluded.level, excluded.state, excluded.ended_at,
          excluded.within_ms, excluded.due_at, excluded.wall_ms, excluded.counted_ms)`,
    values: [
      clocks.map(({ conversationId }) => conversationId),
      of(({ clock }) => clock.measure),
      of(({ clock }) => iso(clock.startedAt)),
      of(({ clock }) => clock.queueId ?? null),
      of(({ clock }) => clock.level),
      of(({ state }) => state),
      of(({ clock }) => iso(clock.end?.at)),
      of(({ target }) => target?.withinMs ?? null),
      of(({ moments }) => iso(moments.breach)),
      of(({ clock, wallMs }) => (clock.end ? wallMs : null)),
      of(({ clock, countedMs }) => (clock.end ? countedMs : null)),
    ],
  });
}

/** @returns conversations whose next breach is another than before */
async function writeNext(
  tx: Queryable,
  folded: readonly FoldedPromises[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: ConversationId }>({
    name: "write-next-breach",
    text: `insert into sla_promises as p (conversation_id, terms_id, next_due_at, next_warning_at,
        next_measure)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[])
      order by 1
      on conflict (conversation_id) do update set terms_id = excluded.terms_id,
        next_due_at = excluded.next_due_at, next_warning_at = excluded.next_warning_at,
        next_measure = excluded.next_measure, revision = p.revision + 1
      where (p.terms_id, p.next_due_at, p.next_warning_at, p.next_measure) is distinct from
        (excluded.terms_id, excluded.next_due_at, excluded.next_warning_at, excluded.next_measure)
      returning conversation_id as id`,
    values: [
      folded.map(({ conversationId }) => conversationId),
      folded.map(({ termsId }) => termsId),
      folded.map(({ promises }) => iso(promises.next?.moments.breach)),
      folded.map(({ promises }) => iso(promises.next?.moments.warning)),
      folded.map(({ promises }) => promises.next?.clock.measure ?? null),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}
