import type { Queryable } from "../database.ts";

/** Long enough for any client's retries, short enough that the table stays small. */
export const IDEMPOTENCY_KEPT_MS = 24 * 60 * 60_000;
/** A first request that has not answered by then died with its process. */
const RUNNING_MAX = "1 minute";

export type KeyUse =
  /** Nobody used the key before: do the work, then {@link keepAnswer}. */
  | { readonly kind: "first" }
  | { readonly kind: "answered"; readonly status: number; readonly response: unknown }
  | { readonly kind: "running" }
  | { readonly kind: "other-request" };

export interface IdempotencyKey {
  /** Whose key it is: the same key of somebody else is another key. */
  readonly principal: string;
  readonly key: string;
  /** Of method, path and body. */
  readonly requestHash: Buffer;
}

/** Claims a key for a request, or tells what became of the request that had it first. */
export async function useKey(q: Queryable, use: IdempotencyKey): Promise<KeyUse> {
  const claimed = await q.query({
    name: "claim-idempotency-key",
    text: `insert into idempotency_keys as k (principal, key, request_hash) values ($1, $2, $3)
      on conflict (principal, key) do update set request_hash = $3, status = null, response = null,
        created_at = now()
      where k.created_at < now() - $4 * interval '1 millisecond'
        or (k.status is null and k.created_at < now() - interval '${RUNNING_MAX}'
          and k.request_hash = $3)`,
    values: [use.principal, use.key, use.requestHash, IDEMPOTENCY_KEPT_MS],
  });
  if (claimed.rowCount === 1) return { kind: "first" };
  const { rows } = await q.query<{
    request_hash: Buffer;
    status: number | null;
    response: unknown;
  }>({
    name: "find-idempotency-key",
    text: "select request_hash, status, response from idempotency_keys where principal = $1 and key = $2",
    values: [use.principal, use.key],
  });
  const [row] = rows;
  if (!row) return { kind: "running" };
  if (!row.request_hash.equals(use.requestHash)) return { kind: "other-request" };
  if (row.status === null) return { kind: "running" };
  return { kind: "answered", status: row.status, response: row.response };
}

/** Keeps the answer for whoever asks again with the same key. */
export async function keepAnswer(
  q: Queryable,
  use: IdempotencyKey,
  answer: { readonly status: number; readonly response: unknown },
): Promise<void> {
  await q.query({
    name: "keep-answer",
    text: `update idempotency_keys set status = $4, response = $5::jsonb
      where principal = $1 and key = $2 and request_hash = $3`,
    values: [
      use.principal,
      use.key,
      use.requestHash,
      answer.status,
      JSON.stringify(answer.response),
    ],
  });
}

/** Gives a key back: the request did nothing, and may be tried again with it. */
export async function forgetKey(q: Queryable, use: IdempotencyKey): Promise<void> {
  await q.query({
    name: "forget-idempotency-key",
    text: `delete from idempotency_keys
      where principal = $1 and key = $2 and request_hash = $3 and status is null`,
    values: [use.principal, use.key, use.requestHash],
  });
}
