/** A dozen people look at once: seldom enough to leave the gateway its processor. */
const LOOK_EVERY_MS = 150;
/** A busy machine, and a sweep each second. */
export const PATIENCE_MS = 120_000;

/** Looks again until there is something. @throws naming what never was */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
