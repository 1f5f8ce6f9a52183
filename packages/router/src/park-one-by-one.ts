import { type ContactKey, type Database, isTransient, loadUnrouted, park } from "@circuito/store";
import type { RouterLog } from "./log.ts";

/**
 * Routes the rows of one contact point singly, oldest first, and parks each that fails by itself:
 * kept with its bytes, visible, out of the way of those behind it.
 */
export async function parkOneByOne(
  database: Database,
  key: ContactKey,
  route: (keys: readonly ContactKey[], limit: number) => Promise<{ readonly rows: number }>,
  log: RouterLog,
): Promise<void> {
  for (;;) {
    try {
      const { rows } = await route([key], 1);
      if (rows === 0) return;
    } catch (error) {
      if (isTransient(error)) throw error;
      const [oldest] = await loadUnrouted(database.pool, [key], 1);
      if (!oldest) return;
      const ledgerId = oldest.kind === "message" ? oldest.message.ledgerId : oldest.ledgerId;
      const reason = reasonOf(error);
      await park(database.pool, ledgerId, reason);
      log.error("message parked", { ledgerId, reason });
    }
  }
}

/** Names and codes only: an error's text may quote the customer's words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown-error";
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return `${error.name}${code}`;
}
