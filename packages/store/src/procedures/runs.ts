import type {
  AgentId,
  ConversationId,
  Procedure,
  ProcedureId,
  ProcedureRunId,
  TakenStep,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { RunState } from "../schema/procedures.ts";

export interface RunStep extends TakenStep {
  readonly agentId: AgentId | null;
  /** Ms since epoch. */
  readonly at: number;
}

export interface ProcedureRun {
  readonly id: ProcedureRunId;
  readonly conversationId: ConversationId;
  readonly procedureId: ProcedureId;
  readonly version: number;
  readonly state: RunState;
  readonly reason: string | null;
  /** Ms since epoch. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The version that it is pinned to. */
  readonly procedure: Procedure;
  readonly taken: readonly RunStep[];
}

type Row = Omit<ProcedureRun, "startedAt" | "endedAt"> & {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

/** Its steps come with it, in one answer. */
const SELECT = `select r.id, r.conversation_id as "conversationId", r.procedure_id as "procedureId",
    r.version, r.state, r.reason, r.started_at as "startedAt", r.ended_at as "endedAt",
    v.content as procedure,
    coalesce((select json_agg(json_build_object('key', s.key, 'outcome', s.outcome,
        'answer', s.answer, 'agentId', s.agent_id,
        'at', (extract(epoch from s.taken_at) * 1000)::bigint) order by s.position)
      from procedure_run_steps s where s.run_id = r.id), '[]') as taken
  from procedure_runs r
  join procedure_versions v on v.procedure_id = r.procedure_id and v.version = r.version`;

const runOf = (row: Row): ProcedureRun => ({
  ...row,
  startedAt: row.startedAt.getTime(),
  endedAt: row.endedAt?.getTime() ?? null,
});

/** As many as somebody looks back at. */
const RUNS_MAX = 20;

/** Runs of a conversation, newest first. */
export async function listRuns(
  q: Queryable,
  conversationId: string,
): Promise<readonly ProcedureRun[]> {
  const { rows } = await q.query<Row>({
    name: "list-procedure-runs",
    text: `${SELECT} where r.conversation_id = $1 order by r.started_at desc, r.id limit ${RUNS_MAX}`,
    values: [conversationId],
  });
  return rows.map(runOf);
}

/** The one that runs in a conversation; whoever changes it has locked the conversation. */
export async function findRunning(
  q: Queryable,
  conversationId: string,
): Promise<ProcedureRun | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-running-procedure",
    text: `${SELECT} where r.conversation_id = $1 and r.state = 'running'`,
    values: [conversationId],
  });
  return rows[0] && runOf(rows[0]);
}

export async function findRun(q: Queryable, id: string): Promise<ProcedureRun | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-procedure-run",
    text: `${SELECT} where r.id = $1`,
    values: [id],
  });
  return rows[0] && runOf(rows[0]);
}

export interface NewRun {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly procedureId: ProcedureId;
  readonly version: number;
  readonly agentId: string | undefined;
}

export async function addRun(tx: Queryable, run: NewRun, now: number): Promise<void> {
  await tx.query({
    name: "add-procedure-run",
    text: `insert into procedure_runs
        (id, conversation_id, procedure_id, version, agent_id, state, started_at)
      values ($1, $2, $3, $4, $5, 'running', $6)`,
    values: [
      ...[run.id, run.conversationId, run.procedureId, run.version, run.agentId ?? null],
      new Date(now).toISOString(),
    ],
  });
}

export async function addRunStep(
  tx: Queryable,
  run: ProcedureRun,
  step: TakenStep & { readonly agentId: string | undefined },
  now: number,
): Promise<void> {
  const since = run.taken.at(-1)?.at ?? run.startedAt;
  await tx.query({
    name: "add-procedure-run-step",
    text: `insert into procedure_run_steps
        (run_id, position, key, outcome, answer, agent_id, taken_at, took_ms)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...[run.id, run.taken.length, step.key, step.outcome, step.answer, step.agentId ?? null],
      new Date(now).toISOString(),
      Math.min(Math.max(0, now - since), INT_MAX),
    ],
  });
}

/** What the column takes: 24 days. Whoever left a step that long says no more by the rest. */
const INT_MAX = 2 ** 31 - 1;

export async function endRun(
  tx: Queryable,
  id: string,
  ended: { state: "finished" } | { state: "given-up"; reason: string; atStep: string | undefined },
  now: number,
): Promise<void> {
  const gaveUp = ended.state === "given-up" ? ended : undefined;
  await tx.query({
    name: "end-procedure-run",
    text: `update procedure_runs set state = $2, reason = $3, at_step = $4, ended_at = $5
      where id = $1`,
    values: [
      ...[id, ended.state, gaveUp?.reason ?? null, gaveUp?.atStep ?? null],
      new Date(now).toISOString(),
    ],
  });
}
