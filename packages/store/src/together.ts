/**
 * Waits for statements that were sent together on one connection. Nothing is outstanding any more
 * when the first failure is thrown, so that no statement can follow the rollback.
 */
export async function together<T extends readonly unknown[]>(
  sent: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const settled = await Promise.allSettled(sent);
  for (const result of settled) if (result.status === "rejected") throw result.reason;
  return (await Promise.all(sent)) as unknown as T;
}
