import { parseArgs } from "node:util";
import { readConfig } from "../config/config.ts";
import { createLog } from "../log/log.ts";
import { tieToProcess } from "../start/life.ts";
import { start } from "../start/start.ts";
import { createUnwind, Stopping } from "../start/unwind.ts";
import { welcome } from "../start/welcome.ts";
import type { Terminal } from "./terminal.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      roles: { type: "string" },
      port: { type: "string" },
      demo: { type: "boolean" },
    },
  });
  const { config, secrets } = readConfig({
    ...terminal.env,
    ...(values.roles === undefined ? {} : { ROLES: values.roles }),
    ...(values.port === undefined ? {} : { PORT: values.port }),
    ...(values.demo ? { DEMO: "true" } : {}),
  });
  const log = createLog({
    level: config.logLevel,
    secrets: [],
    readable: process.stdout.isTTY === true,
  });
  const startedAt = performance.now();
  const unwind = createUnwind(log);
  const life = tieToProcess(log, unwind);
  log.info("starting", { ...config });
  try {
    const started = await start(config, secrets, log, unwind, life.fail);
    terminal.out(await welcome(started, performance.now() - startedAt));
    return 0;
  } catch (error) {
    await life.end();
    if (error instanceof Stopping) return 0;
    throw error;
  }
}
