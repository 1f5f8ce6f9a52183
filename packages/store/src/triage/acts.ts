import {
  type AgentId,
  type CategoryId,
  type ConversationId,
  type QueueId,
  RECALL_WITHIN_MS,
  type SkipReason,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { TriageActKind } from "../schema/index.ts";

/** What a director did with what was before them. Instants are ms since epoch. */
export interface TriageAct {
  readonly id: string;
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly kind: TriageActKind;
  readonly queueId: QueueId | undefined;
  readonly toQueueId?: QueueId | undefined;
  readonly categoryId?: CategoryId | undefined;
  readonly reason?: SkipReason;
  readonly words?: string | undefined;
  readonly since: number | undefined;
  readonly at: number;
}

export async function addTriageAct(tx: Queryable, act: TriageAct): Promise<void> {
  await tx.query({
    name: "add-triage-act",
    text: `insert into triage_acts (id, agent_id, conversation_id, kind, queue_id, to_queue_id,
        category_id, reason, words, since, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      act.id,
      act.agentId,
      act.conversationId,
      act.kind,
      act.queueId ?? null,
      act.toQueueId ?? null,
      act.categoryId ?? null,
      act.reason ?? null,
      act.words ?? null,
      act.since === undefined ? null : iso(act.since),
      iso(act.at),
    ],
  });
}

/** What somebody did with a conversation a moment ago is taken back: it counts no more. */
export async function takeTriageActBack(
  tx: Queryable,
  {
    agentId,
    conversationId,
    now,
  }: { readonly agentId: AgentId; readonly conversationId: string; readonly now: number },
): Promise<void> {
  await tx.query({
    name: "take-triage-act-back",
    text: `update triage_acts set taken_back_at = $3 where id = (
      select id from triage_acts
      where conversation_id = $2 and agent_id = $1 and taken_back_at is null and kind <> 'skipped'
        and at >= $3::timestamptz - ${RECALL_WITHIN_MS} * interval '1 millisecond'
      order by at desc limit 1)`,
    values: [agentId, conversationId, iso(now)],
  });
}

export interface TriageFigures {
  /** Items that went on: everything but what was skipped or taken back. */
  readonly done: number;
  /** Of them, from coming before the director to going on; ms. `undefined` without any. */
  readonly medianMs: number | undefined;
  /** That an area sent back since then, whenever it was directed. */
  readonly returned: number;
  readonly skipped: number;
}

/** Somebody's own figures since an instant, by triage_acts_agent and hops_returned. */
export async function findTriageFigures(
  q: Queryable,
  agentId: AgentId,
  since: number,
): Promise<TriageFigures> {
  const { rows } = await q.query<{
    done: number;
    medianMs: number | null;
    returned: number;
    skipped: number;
  }>({
    name: "find-triage-figures",
    text: `select count(*) filter (where kind <> 'skipped')::int as done,
        (percentile_cont(0.5) within group (order by extract(epoch from at - since) * 1000)
          filter (where kind <> 'skipped' and since is not null))::int as "medianMs",
        count(*) filter (where kind = 'skipped')::int as skipped,
        (select count(*)::int from hops r
          join hops d on d.conversation_id = r.conversation_id and d.n = r.n - 1
          where r.kind = 'return' and r.at >= $2 and d.by_agent_id = $1 and d.kind = 'direct') as returned
      from triage_acts where agent_id = $1 and at >= $2 and taken_back_at is null`,
    values: [agentId, iso(since)],
  });
  const [row] = rows;
  if (!row) throw new Error(`read triage figures of agent ${agentId}`);
  return { ...row, medianMs: row.medianMs ?? undefined };
}

/** Somebody left something to others, and why. */
export interface SkipReading {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly contactName: string | null;
  readonly agent: { readonly id: AgentId; readonly name: string };
  readonly queueId: QueueId | null;
  readonly reason: SkipReason;
  readonly words: string | null;
  readonly at: number;
  /** How often anybody skipped it. */
  readonly times: number;
  /** It still waits there. */
  readonly waits: boolean;
}

/** One bite for supervisors. */
const SKIPS_MAX = 200;

/** What was skipped since an instant, newest first. */
export async function listSkips(q: Queryable, since: number): Promise<readonly SkipReading[]> {
  const { rows } = await q.query<Omit<SkipReading, "at"> & { readonly at: Date }>({
    name: "list-skips",
    text: `select s.conversation_id as "conversationId", c.protocol, p.name as "contactName",
        jsonb_build_object('id', a.id, 'name', a.name) as agent, s.queue_id as "queueId", s.reason,
        s.words, s.at, (select count(*)::int from triage_acts o
          where o.conversation_id = s.conversation_id and o.kind = 'skipped') as times,
        coalesce(c.status = 'open' and c.queue_id = s.queue_id, false) as waits
      from triage_acts s join conversations c on c.id = s.conversation_id
        join contacts p on p.id = c.contact_id join agents a on a.id = s.agent_id
      where s.kind = 'skipped' and s.at >= $1
      order by s.at desc limit ${SKIPS_MAX}`,
    values: [iso(since)],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

const iso = (at: number): string => new Date(at).toISOString();
