/** Between two looks. */
const POLL_MS = 25;
/** Longer than anything takes on a busy machine. */
const UNTIL_TIMEOUT_MS = 30_000;

/**
 * Waits until `holds`, looking again and again.
 * @throws in the words that a browser has for it, with what was waited for
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + UNTIL_TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`Timeout ${UNTIL_TIMEOUT_MS}ms exceeded: it never happened that ${what}`);
    }
    await new Promise((again) => setTimeout(again, POLL_MS));
  }
}
