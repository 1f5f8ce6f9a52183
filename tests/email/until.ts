const LOOK_EVERY_MS = 5;

/** Polls until it holds. @returns how long that took, in ms @throws in the words that a browser has for it */
export async function until(
  holds: () => boolean | Promise<boolean>,
  maxMs: number,
): Promise<number> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > maxMs) {
      throw new Error(`Timeout ${maxMs}ms exceeded: it never held that ${holds}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return performance.now() - startedAt;
}
