import {
  agentIdOf,
  type MacroAct,
  type Principal,
  type Reach,
  seesEverything,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface Macro extends Reach {
  readonly id: string;
  readonly name: string;
  /** In the order they are done in. */
  readonly acts: readonly MacroAct[];
  /** For the writer's draft, with its variables as they are written. */
  readonly draft: string | null;
  readonly version: number;
  /** Ms since epoch. */
  readonly updatedAt: number;
}

type Row = Omit<Macro, "updatedAt"> & { readonly updatedAt: Date };

const COLUMNS = `id, name, acts, draft, queue_id as "queueId", agent_id as "agentId", channels, version,
  updated_at as "updatedAt"`;

const macroOf = (row: Row): Macro => ({ ...row, updatedAt: row.updatedAt.getTime() });

/** More than anybody finds their way in. */
export const MACROS_MAX = 1_000;

/** What somebody may use: everybody's, their queues', their own. Supervisors have every queue's. */
export async function listMacros(q: Queryable, who: Principal): Promise<readonly Macro[]> {
  const { rows } = await q.query<Row>({
    name: "list-macros",
    text: `select ${COLUMNS} from macros
      where agent_id = $1 or (agent_id is null
        and (queue_id is null or $2 or queue_id = any($3::uuid[])))
      order by lower(name), id limit ${MACROS_MAX}`,
    values: [agentIdOf(who) ?? null, seesEverything(who), who.kind === "agent" ? who.queueIds : []],
  });
  return rows.map(macroOf);
}

export async function findMacro(q: Queryable, id: string): Promise<Macro | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-macro",
    text: `select ${COLUMNS} from macros where id = $1`,
    values: [id],
  });
  return rows[0] && macroOf(rows[0]);
}

export async function lockMacro(tx: Queryable, id: string): Promise<Macro | undefined> {
  const { rows } = await tx.query<Row>({
    name: "lock-macro",
    text: `select ${COLUMNS} from macros where id = $1 for update`,
    values: [id],
  });
  return rows[0] && macroOf(rows[0]);
}

/** Saves one as it is now; its version is the next. */
export async function saveMacro(
  tx: Queryable,
  macro: Omit<Macro, "updatedAt">,
  at: number,
): Promise<void> {
  await tx.query({
    name: "save-macro",
    text: `insert into macros
        (id, name, acts, draft, queue_id, agent_id, channels, version, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (id) do update set name = excluded.name, acts = excluded.acts,
        draft = excluded.draft, queue_id = excluded.queue_id, agent_id = excluded.agent_id,
        channels = excluded.channels, version = excluded.version, updated_at = excluded.updated_at`,
    values: [
      macro.id,
      macro.name,
      JSON.stringify(macro.acts),
      macro.draft,
      macro.queueId,
      macro.agentId,
      macro.channels,
      macro.version,
      new Date(at).toISOString(),
    ],
  });
}

export async function deleteMacro(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "delete-macro", text: "delete from macros where id = $1", values: [id] });
}
