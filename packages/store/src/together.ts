/** "The transaction is over already": what every statement after the one that failed says. */
const IN_FAILED_TRANSACTION = "25P02";

/**
 * Waits for statements that were sent together on one connection. Nothing is outstanding any more
 * when the failure is thrown, so that no statement can follow the rollback; and it is the failure
 * itself that is thrown, not what the others say because of it.
 */
export async function together<T extends readonly unknown[]>(
  sent: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const settled = await Promise.allSettled(sent);
  const failures = settled.flatMap((r) => (r.status === "rejected" ? [r.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
  return (await Promise.all(sent)) as unknown as T;
}

function isEcho(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === IN_FAILED_TRANSACTION;
}
