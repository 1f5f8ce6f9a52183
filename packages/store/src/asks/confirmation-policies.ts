import type { AttendantWords, Channel, QueueId, ScopedConfirmation } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A policy as it is stored. */
export type StoredConfirmation = ScopedConfirmation & { readonly id: string };

interface Row {
  id: string;
  queueId: QueueId | null;
  channel: Channel | null;
  enabled: boolean;
  delayMs: number;
  silenceMs: string;
  words: AttendantWords;
}

const COLUMNS = `p.id, p.queue_id as "queueId", p.channel, p.enabled, p.delay_ms as "delayMs",
  p.silence_ms as "silenceMs", p.words`;

/** All of them, the most general first. */
export async function listConfirmations(q: Queryable): Promise<readonly StoredConfirmation[]> {
  const { rows } = await q.query<Row>({
    name: "list-confirmations",
    text: `select ${COLUMNS} from confirmation_policies p left join queues on queues.id = p.queue_id
      order by p.queue_id is not null, p.channel is not null, queues.position, p.channel`,
  });
  return rows.map(policyOf);
}

/** Those that may hold for a conversation. Index confirmation_policies_scope. */
export async function findConfirmations(
  q: Queryable,
  of: { readonly queueId: QueueId | undefined; readonly channel: Channel },
): Promise<readonly StoredConfirmation[]> {
  const { rows } = await q.query<Row>({
    name: "find-confirmations",
    text: `select ${COLUMNS} from confirmation_policies p
      where (p.queue_id is null or p.queue_id = $1) and (p.channel is null or p.channel = $2)`,
    values: [of.queueId ?? null, of.channel],
  });
  return rows.map(policyOf);
}

/** Sets the policy of a scope, in place of the one it had. @returns its id */
export async function saveConfirmation(
  tx: Queryable,
  id: string,
  policy: ScopedConfirmation,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>({
    name: "save-confirmation",
    text: `insert into confirmation_policies (id, queue_id, channel, enabled, delay_ms, silence_ms, words)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict on constraint confirmation_policies_scope do update set enabled = excluded.enabled,
        delay_ms = excluded.delay_ms, silence_ms = excluded.silence_ms, words = excluded.words
      returning id`,
    values: [
      id,
      policy.queueId ?? null,
      policy.channel ?? null,
      policy.enabled,
      policy.delayMs,
      policy.silenceMs,
      JSON.stringify(policy.words),
    ],
  });
  return rows[0]?.id ?? id;
}

/** @returns whether there was one */
export async function deleteConfirmation(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "delete-confirmation",
    text: "delete from confirmation_policies where id = $1",
    values: [id],
  });
  return rowCount === 1;
}

function policyOf({ queueId, channel, silenceMs, ...row }: Row): StoredConfirmation {
  return {
    ...row,
    silenceMs: Number(silenceMs),
    ...(queueId !== null && { queueId }),
    ...(channel !== null && { channel }),
  };
}
