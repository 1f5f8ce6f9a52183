import { type Config, readConfig } from "../config/config.ts";
import { createLog } from "../log/log.ts";
import { type OpenStore, openStore } from "../start/open-store.ts";
import { createUnwind } from "../start/unwind.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Opens the database that the settings name for one command: the running gateway's embedded one is
 * found, or started and stopped again.
 */
export async function withStore<Result>(
  terminal: Terminal,
  work: (store: OpenStore, config: Config) => Promise<Result>,
): Promise<Result> {
  const { config, secrets } = readConfig(terminal.env);
  const log = createLog({
    // A command speaks to a person; only what goes wrong belongs between its lines.
    level: "warn",
    secrets: [],
    readable: true,
    write: (line) => terminal.err(line),
  });
  const unwind = createUnwind(log);
  try {
    return await work(await openStore(config, secrets, log, unwind), config);
  } finally {
    await unwind.run();
  }
}
