import { parseArgs } from "node:util";
import { hasAuditHead, verifyAudit } from "@circuito/store";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { head: { type: "string" } } });
  if (values.head !== undefined && !/^[0-9a-f]{64}$/.test(values.head)) {
    throw new UsageError("--head must be the 64 hexadecimal digits that were printed");
  }
  const { verdict, isKept } = await withStore(terminal, async ({ database }) => ({
    verdict: await verifyAudit(database.pool),
    isKept: values.head === undefined || (await hasAuditHead(database.pool, values.head)),
  }));
  if (verdict.brokenAt !== undefined) {
    terminal.out(
      `Broken at entry ${verdict.brokenAt}: it was changed, or one before it is gone.\n`,
    );
    return 1;
  }
  if (!isKept) {
    terminal.out("The entry with this head is gone: the end was cut off.\n");
    return 1;
  }
  terminal.out(`Whole: ${verdict.entries} entries.\nHead: ${verdict.head || "none yet"}\n`);
  return 0;
}
