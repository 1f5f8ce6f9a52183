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
import { together } from "../together.ts";
import { writeRollups } from "./write-rollups.ts";

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

/**
 * Replaces the facts of conversations and corrects the roll-ups by what changed: the same facts once
 * more change nothing. Whoever calls holds {@link lockFigures}.
 * @returns how many conversations had other facts
 */
export async function saveFacts(
  tx: Queryable,
  folded: readonly FoldedFacts[],
  begins: (at: number) => Begins,
): Promise<number> {
  if (folded.length === 0) return 0;
  const before = await loadFacts(
    tx,
    folded.map(({ conversationId }) => conversationId),
  );
  const changed = folded.filter((now) => !isSame(before.get(now.conversationId), now));
  if (changed.length === 0) return 0;
  const changes = changed.flatMap(({ conversationId, ...now }) =>
    differenceOfFacts(before.get(conversationId), now),
  );
  await writeRollups(tx, changeRollups(changes, begins));
  await replaceFacts(tx, changed);
  return changed.length;
}

type Known = Omit<FoldedFacts, "conversationId">;

function isSame(was: Known | undefined, now: Known): boolean {
  return was !== undefined && textOf(was) === textOf(now);
}

const textOf = ({ subject, facts }: Known): string =>
  JSON.stringify([
    [subject.inboxId, subject.channel, subject.categoryId, subject.segments],
    facts.map((f) => [
      ...[f.fact, f.at, f.queueId, f.level, f.agentId],
      ...[f.count, f.hits, f.value, f.business],
    ]),
  ]);

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

async function replaceFacts(tx: Queryable, changed: readonly FoldedFacts[]): Promise<void> {
  const ids = changed.map(({ conversationId }) => conversationId);
  const facts = changed.flatMap(({ conversationId, facts: of }) =>
    of.map((fact, n) => ({ conversationId, n, ...fact })),
  );
  const each = <T>(pick: (fact: (typeof facts)[number]) => T) => facts.map(pick);
  await together(tx, () => [
    tx.query({
      name: "write-figure-subjects",
      text: `insert into figure_subjects as s (conversation_id, inbox_id, channel, category_id, segments)
        select id, inbox, channel, category, array(select jsonb_array_elements_text(segments))
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::jsonb[])
          as n(id, inbox, channel, category, segments) order by 1
        on conflict (conversation_id) do update set inbox_id = excluded.inbox_id,
          channel = excluded.channel, category_id = excluded.category_id, segments = excluded.segments`,
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
      text: `delete from figure_facts where conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])`,
      values: [ids],
    }),
    tx.query({
      name: "write-figure-facts",
      text: `insert into figure_facts (conversation_id, n, fact, at, queue_id, level, agent_id, count,
          hits, value, business)
        select * from unnest($1::uuid[], $2::smallint[], $3::text[], $4::timestamptz[], $5::uuid[],
          $6::smallint[], $7::uuid[], $8::int[], $9::int[], $10::bigint[], $11::bigint[])`,
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
  ]);
}
