import { parseArgs } from "node:util";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  await withStore(terminal, async () => undefined);
  terminal.out("The database is up to date.\n");
  return 0;
}
