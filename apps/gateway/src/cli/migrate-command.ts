import { parseArgs } from "node:util";
import { withStore } from "./with-store.ts";

export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  await withStore(async () => undefined);
  process.stdout.write("The database is up to date.\n");
  return 0;
}
