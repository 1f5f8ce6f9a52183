import { forgetFigures } from "@circuito/store";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

export async function run(_args: readonly string[], terminal: Terminal): Promise<number> {
  await withStore(terminal, ({ database }) =>
    database.transaction(({ client }) => forgetFigures(client)),
  );
  terminal.out(
    "Forgotten. The running gateway reads every story anew; reports say when it is done.\n",
  );
  return 0;
}
