import { parseArgs } from "node:util";
import { listLedger, type ReleaseOutcome, releaseRow } from "@circuito/store";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

/** One external id has one row per inbox and use; more than these are a provider gone mad. */
const ROWS_MAX = 50;
/** Whoever may read the database's password needs no log-in; the row says as whom they acted. */
const OPERATOR = { by: null, name: "operator at the command line" };

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [externalId, ...more] = positionals;
  if (!externalId || more.length > 0) throw new UsageError("say one external id");

  return withStore(terminal, async ({ database: { pool } }) => {
    const { items } = await listLedger(pool, { externalId }, undefined, ROWS_MAX);
    if (items.length === 0) {
      terminal.err(`circuito: nothing with the external id ${externalId} was received\n`);
      return 1;
    }
    let released = 0;
    for (const { id } of items) {
      const result = await releaseRow(pool, id, OPERATOR);
      if (result.outcome === "released") released += 1;
      terminal.out(`ledger row ${id}: ${sentence(result)}\n`);
    }
    return released > 0 ? 0 : 1;
  });
}

function sentence(result: ReleaseOutcome): string {
  switch (result.outcome) {
    case "released":
      return "released; the running gateway routes it within seconds";
    case "not-found":
      return "gone";
    case "not-set-aside":
      return `not released, it is ${result.state}`;
    case "unreadable":
      return "not released, nobody could read a message out of its bytes";
    case "own-copy":
      return "not released, it is a copy of a mail of ours";
  }
}
