import type { Queryable } from "../database.ts";

/** A time at which somebody is not there. Instants are ms since epoch. */
export interface PlannedAbsence {
  readonly id: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly putsBack: boolean;
}

export async function addAbsence(
  tx: Queryable,
  agentId: string,
  { id, fromAt, untilAt, putsBack }: PlannedAbsence,
): Promise<void> {
  await tx.query({
    name: "add-absence",
    text: `insert into absences (id, agent_id, from_at, until_at, puts_back)
      values ($1, $2, $3, $4, $5)`,
    values: [
      id,
      agentId,
      new Date(fromAt).toISOString(),
      new Date(untilAt).toISOString(),
      putsBack,
    ],
  });
}

/** @returns whose it was is theirs no more; false if there was none */
export async function removeAbsence(tx: Queryable, agentId: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "remove-absence",
    text: "delete from absences where id = $2 and agent_id = $1",
    values: [agentId, id],
  });
  return rowCount === 1;
}
