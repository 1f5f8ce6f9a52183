import {
  type Begins,
  type ConversationId,
  changeRollups,
  differenceOfFacts,
  type Fact,
  type FactSubject,
} from "@circuito/domain";
import { byConversation } from "../by-conversation.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { plainArray } from "../plain-array.ts";
import { together } from "../together.ts";
import { writeParticipants } from "./write-participants.ts";
import { planRollups, type RollupPlan, writeRollups } from "./write-rollups.ts";

/** What was made of one conversation's story. */
export interface FoldedFacts {
  readonly conversationId: ConversationId;
  readonly subject: FactSubject;
  readonly facts: readonly Fact[];
}

/** Facts change one transaction at a time: roll-ups are read, added to and written back. */
export async function lockFigures(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('figures', 7))");
}

/** What is to be written so that facts, and the roll-ups of them, are as stories say. */
export interface FactsPlan {
  /** Conversations with other facts than before. */
  readonly changed: readonly FoldedFacts[];
  readonly before: ReadonlyMap<string, Known>;
  readonly rollups: RollupPlan;
}

/**
 * Works out what changes: the same facts once more change nothing. Reads only, so that nobody waits for the
 * transaction it is done in (see {@link writeFacts}). Whoever calls holds {@link lockFigures}, and until
 * it is written.
 */
export async function planFacts(
  q: Queryable,
  folded: readonly FoldedFacts[],
  begins: (at: number) => Begins,
): Promise<FactsPlan> {
  const before = await loadFacts(
    q,
    folded.map(({ conversationId }) => conversationId),
  );
  const changed = folded.filter((now) => !isSame(before.get(now.conversationId), now));
  const changes = changed.flatMap(({ conversationId, ...now }) =>
    differenceOfFacts(before.get(conversationId), now),
  );
  return { changed, before, rollups: await planRollups(q, changeRollups(changes, begins)) };
}

/**
 * Replaces the facts of conversations and corrects the roll-ups by what changed. Issues its statements in
 * this turn, to be sent together, and with the commit where there is one: from the first of them on, the
 * notices of whoever commits meanwhile wait for this transaction.
 */
export function writeFacts(
  tx: Queryable,
  { changed, before, rollups }: FactsPlan,
): readonly Promise<unknown>[] {
  if (changed.length === 0) return [];
  const participants = changed.map(({ conversationId, facts }) => ({
    conversationId,
    was: before.get(conversationId)?.facts ?? [],
    now: facts,
  }));
  return [
    ...writeRollups(tx, rollups),
    ...replaceFacts(tx, changed, before),
    ...writeParticipants(tx, participants),
  ];
}

/** Both, one after the other. @returns how many conversations had other facts */
export async function saveFacts(
  tx: Queryable,
  folded: readonly FoldedFacts[],
  begins: (at: number) => Begins,
): Promise<number> {
  const plan = await planFacts(tx, folded, begins);
  await together(tx, () => writeFacts(tx, plan));
  return plan.changed.length;
}

type Known = Omit<FoldedFacts, "conversationId">;

function isSame(was: Known | undefined, now: Known): boolean {
  return (
    was !== undefined &&
    subjectText(was.subject) === subjectText(now.subject) &&
    was.facts.length === now.facts.length &&
    now.facts.every((fact, n) => isSameFact(was.facts[n], fact))
  );
}

const subjectText = ({ inboxId, channel, categoryId, segments }: FactSubject): string =>
  JSON.stringify([inboxId, channel, categoryId, segments]);

function isSameFact(was: Fact | undefined, now: Fact): boolean {
  return (
    was !== undefined &&
    was.fact === now.fact &&
    was.at === now.at &&
    was.queueId === now.queueId &&
    was.level === now.level &&
    was.agentId === now.agentId &&
    was.count === now.count &&
    was.hits === now.hits &&
    was.value === now.value &&
    was.business === now.business
  );
}

interface FactRow {
  readonly conversationId: ConversationId;
  readonly fact: Fact["fact"];
  readonly at: Date;
  readonly queueId: Fact["queueId"] | null;
  readonly level: Fact["level"];
  readonly agentId: Fact["agentId"] | null;
  readonly count: number;
  readonly hits: number | null;
  readonly value: string | null;
  readonly business: string | null;
}

interface SubjectRow {
  readonly conversationId: ConversationId;
  readonly inboxId: string;
  readonly channel: string;
  readonly categoryId: string | null;
  readonly segments: readonly string[];
}

async function loadFacts(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const [subjects, facts] = await together(q, () => [
    q.query<SubjectRow>({
      name: "load-figure-subjects",
      text: `select conversation_id as "conversationId", inbox_id as "inboxId",
          channel, category_id as "categoryId", segments
        from figure_subjects where conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])`,
      values: [ids],
    }),
    q.query<FactRow>({
      name: "load-figure-facts",
      text: `select conversation_id as "conversationId", fact, at, queue_id as "queueId", level,
          agent_id as "agentId", count, hits, value, business
        from figure_facts where conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
        order by conversation_id, n`,
      values: [ids],
    }),
  ]);
  const factsOf = byConversation(facts.rows);
  return new Map(
    subjects.rows.map(({ conversationId, inboxId, channel, categoryId, segments }) => [
      conversationId,
      {
        subject: { inboxId, channel, categoryId: categoryId ?? undefined, segments },
        facts: (factsOf.get(conversationId) ?? []).map(factOf),
      },
    ]),
  );
}

function factOf(row: FactRow): Fact {
  return {
    fact: row.fact,
    at: row.at.getTime(),
    queueId: row.queueId ?? undefined,
    level: row.level,
    agentId: row.agentId ?? undefined,
    count: row.count,
    ...(row.hits !== null && { hits: row.hits }),
    ...(row.value !== null && { value: Number(row.value) }),
    ...(row.business !== null && { business: Number(row.business) }),
  };
}

/**
 * Writes what differs from what there was, place by place: what happens is added at the end of a story, and
 * a long one is not written anew for each word that is said.
 */
function replaceFacts(
  tx: Queryable,
  changed: readonly FoldedFacts[],
  before: ReadonlyMap<string, Known>,
): readonly Promise<unknown>[] {
  const ids = changed.map(({ conversationId }) => conversationId);
  const wasOf = (id: string) => before.get(id)?.facts ?? [];
  const facts = changed.flatMap(({ conversationId, facts: of }) =>
    of.flatMap((fact, n) =>
      isSameFact(wasOf(conversationId)[n], fact) ? [] : [{ conversationId, n, ...fact }],
    ),
  );
  const shorter = changed.filter(
    ({ conversationId, facts: of }) => of.length < wasOf(conversationId).length,
  );
  const each = (pick: (fact: (typeof facts)[number]) => string | number | null) =>
    plainArray(facts.map(pick));
  return [
    tx.query({
      name: "write-figure-subjects",
      text: `insert into figure_subjects as s (conversation_id, inbox_id, channel, category_id, segments)
        select id, inbox, channel, category, array(select jsonb_array_elements_text(segments))
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::jsonb[])
          as n(id, inbox, channel, category, segments) order by 1
        on conflict (conversation_id) do update set inbox_id = excluded.inbox_id,
          channel = excluded.channel, category_id = excluded.category_id, segments = excluded.segments
        where (s.inbox_id, s.channel, s.category_id, s.segments) is distinct from
          (excluded.inbox_id, excluded.channel, excluded.category_id, excluded.segments)`,
      values: [
        ids,
        changed.map(({ subject }) => subject.inboxId),
        changed.map(({ subject }) => subject.channel),
        changed.map(({ subject }) => subject.categoryId ?? null),
        changed.map(({ subject }) => JSON.stringify(subject.segments)),
      ],
    }),
    tx.query({
      name: "forget-figure-facts",
      text: `delete from figure_facts f using unnest(${unseen("$1", "uuid[]")}, $2::int[]) as s(id, length)
        where f.conversation_id = s.id and f.n >= s.length`,
      values: [
        shorter.map(({ conversationId }) => conversationId),
        shorter.map(({ facts: of }) => of.length),
      ],
    }),
    tx.query({
      name: "write-figure-facts",
      text: `insert into figure_facts (conversation_id, n, fact, at, queue_id, level, agent_id, count,
          hits, value, business)
        select * from unnest($1::uuid[], $2::smallint[], $3::text[], $4::timestamptz[], $5::uuid[],
          $6::smallint[], $7::uuid[], $8::int[], $9::int[], $10::bigint[], $11::bigint[])
        on conflict (conversation_id, n) do update set fact = excluded.fact, at = excluded.at,
          queue_id = excluded.queue_id, level = excluded.level, agent_id = excluded.agent_id,
          count = excluded.count, hits = excluded.hits, value = excluded.value,
          business = excluded.business`,
      values: [
        each((f) => f.conversationId),
        each((f) => f.n),
        each((f) => f.fact),
        each((f) => new Date(f.at).toISOString()),
        each((f) => f.queueId ?? null),
        each((f) => f.level),
        each((f) => f.agentId ?? null),
        each((f) => f.count),
        each((f) => f.hits ?? null),
        each((f) => f.value ?? null),
        each((f) => f.business ?? null),
      ],
    }),
  ];
}
