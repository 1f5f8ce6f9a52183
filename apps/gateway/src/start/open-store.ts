import { join } from "node:path";
import { migrateJobs } from "@circuito/bus";
import { type Database, migrate, openDatabase } from "@circuito/store";
import type { Config, Secrets } from "../config/config.ts";
import { bothForms } from "../config/decode-part.ts";
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
  const secretKey = keyOf(config, secrets, log);
  const databaseUrl = await urlOf(config, secrets, log, unwind);

  await migrate(databaseUrl).catch((cause: unknown) => {
    throw new Error("the database could not be brought up to date", { cause });
  });
  await migrateJobs(databaseUrl);
  const database = openPool(databaseUrl, CONNECTIONS_MAX, { config, log, unwind });
  await guardSecretKey(database, secretKey);
  return { database, databaseUrl, secretKey };
}

/** A few looks at once, beside an installation that needs its connections itself. */
const LOOKING_CONNECTIONS_MAX = 4;

/**
 * The same database as it is, for whoever only looks: nothing is brought up to date, and nobody needs
 * to answer. `undefined` where not even the embedded one can be started.
 */
export async function reachStore(
  config: Config,
  secrets: Secrets,
  log: RootLog,
  unwind: Unwind,
): Promise<Pick<OpenStore, "secretKey"> & { readonly database: Database | undefined }> {
  const secretKey = keyOf(config, secrets, log);
  const url = await urlOf(config, secrets, log, unwind).catch((error: unknown) => {
    log.error("the embedded database cannot be started", { error });
    return undefined;
  });
  const opened = { config, log, unwind };
  return {
    secretKey,
    database: url === undefined ? undefined : openPool(url, LOOKING_CONNECTIONS_MAX, opened),
  };
}

function keyOf(config: Config, secrets: Secrets, log: RootLog): Uint8Array {
  const secretKey = secrets.secretKey ?? readOrMakeSecretKey(config.dataDir);
  log.hide([Buffer.from(secretKey).toString("base64")]);
  return secretKey;
}

async function urlOf(
  config: Config,
  secrets: Secrets,
  log: RootLog,
  unwind: Unwind,
): Promise<string> {
  const url = secrets.databaseUrl ?? (await startEmbedded(config, log, unwind));
  log.hide(passwordsOf(url));
  return url;
}

function openPool(
  url: string,
  connectionsMax: number,
  {
    config,
    log,
    unwind,
  }: { readonly config: Config; readonly log: RootLog; readonly unwind: Unwind },
): Database {
  const database = openDatabase({
    url,
    connectionsMax,
    applicationName: `circuito ${config.roles.join(",")}`,
    onIdleError: (error) => log.warn("database connection lost", { error }),
  });
  unwind.add("database", () => database.close());
  return database;
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
  return written === "" ? [] : [...bothForms(written)];
}
