import { parseArgs } from "node:util";
import { listDecisions, listInboxes, listLedger, listQueues, listRuleNames } from "@circuito/store";
import type { Terminal } from "./terminal.ts";
import { timeline } from "./timeline.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

/** One external id has one row per inbox and use; more than these are a provider gone mad. */
const ROWS_MAX = 50;

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [externalId, ...more] = positionals;
  if (!externalId || more.length > 0) throw new UsageError("say one external id");

  return withStore(terminal, async ({ database }) => {
    const { items } = await listLedger(database.pool, { externalId }, undefined, ROWS_MAX);
    if (items.length === 0) {
      terminal.err(`circuito: nothing with the external id ${externalId} was received\n`);
      return 1;
    }
    const inboxes = new Map((await listInboxes(database.pool)).map((one) => [one.id, one]));
    const names = new Map<string, string>([
      ...(await listRuleNames(database.pool)),
      ...(await listQueues(database.pool)).map(({ id, name }) => [id, name] as const),
    ]);
    const conversations = items.flatMap((row) => row.conversationId ?? []);
    const decisions = await listDecisions(database.pool, [...new Set(conversations)]);
    for (const row of [...items].reverse()) {
      const own = decisions.filter(({ conversationId }) => conversationId === row.conversationId);
      terminal.out(timeline(row, inboxes.get(row.inboxId), own, names));
    }
    return 0;
  });
}
