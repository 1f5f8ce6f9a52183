import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { GatewayProcess } from "../../packages/lab/src/index.ts";
import { createTestDatabase } from "../../packages/store/src/testing/index.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "apps", "gateway", "dist", "main.js");

/** The built gateway as a demo, with all roles in one process, on a database of its own. */
export interface DemoStage extends AsyncDisposable {
  readonly dataDir: string;
  readonly gateway: GatewayProcess;
  /** For what only time does, and to look at the end. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/**
 * @param name tells its data folder from those of others
 * @param env settings beside those of every demo, or instead of them
 */
export async function startDemoStage(
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<DemoStage> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run pnpm build`);
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), `circuito-${name}-`));
  const clear = async () => {
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const gateway = await GatewayProcess.start({
    program: [PROGRAM, "start"],
    roles: "all",
    env: {
      DATABASE_URL: database.url,
      SECRET_KEY: randomBytes(32).toString("base64"),
      DATA_DIR: dataDir,
      DEMO: "true",
      LOG_LEVEL: "warn",
      ...env,
    },
  }).catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  return {
    dataDir,
    gateway,
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await clear();
    },
  };
}
