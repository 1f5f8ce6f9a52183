import { join } from "node:path";
import { migrateJobs } from "@circuito/bus";
import { type Database, migrate, openDatabase } from "@circuito/store";
import type { Config, Secrets } from "../config/config.ts";
import { guardSecretKey } from "../config/key-guard.ts";
import { readOrMakeSecretKey } from "../config/secret-key.ts";
import type { RootLog } from "../log/log.ts";
import type { Unwind } from "./unwind.ts";

/** Inbound, outbound and people's requests together keep this many busy; more only queue inside. */
const CONNECTIONS_MAX = 20;

export interface OpenStore {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly secretKey: Uint8Array;
}

/**
 * From settings to a database that is there, up to date, and ours.
 * @throws with a sentence for the operator
 */
export async function openStore(
  config: Config,
  secrets: Secrets,
  log: RootLog,
  unwind: Unwind,
): Promise<OpenStore> {
  const secretKey = secrets.secretKey ?? readOrMakeSecretKey(config.dataDir);
  log.hide([Buffer.from(secretKey).toString("base64")]);
  const databaseUrl = secrets.databaseUrl ?? (await startEmbedded(config, log, unwind));
  log.hide(passwordsOf(databaseUrl));

  await migrate(databaseUrl).catch((cause: unknown) => {
    throw new Error("the database could not be brought up to date", { cause });
  });
  await migrateJobs(databaseUrl);
  const database = openDatabase({
    url: databaseUrl,
    connectionsMax: CONNECTIONS_MAX,
    applicationName: `circuito ${config.roles.join(",")}`,
    onIdleError: (error) => log.warn("database connection lost", { error }),
  });
  unwind.add("database", () => database.close());
  await guardSecretKey(database, secretKey);
  return { database, databaseUrl, secretKey };
}

async function startEmbedded(config: Config, log: RootLog, unwind: Unwind): Promise<string> {
  // Only the embedded default needs its binaries.
  const { startPostgres } = await import("@circuito/embedded");
  const postgres = await startPostgres({
    dataDir: join(config.dataDir, "postgres"),
    durable: true,
    log: (sentence) => log.info(sentence),
  });
  unwind.add("embedded PostgreSQL", () => postgres.stop());
  return postgres.url;
}

/** A URL's password, as it is and as it was written. */
export function passwordsOf(url: string | undefined): string[] {
  const written = url !== undefined && URL.canParse(url) ? new URL(url).password : "";
  return written === "" ? [] : [written, decodeURIComponent(written)];
}
