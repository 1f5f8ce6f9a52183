import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../migrate.ts";

const MIGRATIONS = join(import.meta.dirname, "..", "..", "migrations");

/** Any fixed number: whoever holds it in the admin database may make a template. */
const TEMPLATE_LOCK = 4_711_101;

/** What else the template gets after the store's own migrations, such as the job tables. */
export interface ExtraMigration {
  readonly name: string;
  /** Changes whenever `migrate` does something else. */
  readonly version: string;
  readonly migrate: (connectionString: string) => Promise<void>;
}

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Cuts every connection and removes the database. */
  readonly drop: () => Promise<void>;
}

/**
 * A new, migrated, empty database on the server of TEST_DATABASE_URL.
 *
 * It is a copy of a template, which the first caller of a run makes: a copy takes a twentieth of
 * the migrations' time.
 * @param also further migrations; each combination has its own template
 */
export async function createTestDatabase({
  also = [],
}: {
  readonly also?: readonly ExtraMigration[];
} = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error("TEST_DATABASE_URL is not set: run tests through Jest");
  const name = `circuito_test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await asAdmin(server, async (admin) => {
    const template = await ensureTemplate(admin, server, also);
    await admin.query(`create database ${name} template ${template}`);
  });
  const drop = (): Promise<void> =>
    asAdmin(server, async (admin) => {
      await admin.query(`drop database if exists ${name} with (force)`);
    });
  return { url: urlOf(server, name), drop, [Symbol.asyncDispose]: drop };
}

/** @returns the name of a finished template; only a finished one bears the final name */
async function ensureTemplate(
  admin: pg.Client,
  server: string,
  also: readonly ExtraMigration[],
): Promise<string> {
  const template = `circuito_template_${fingerprint(also)}`;
  if (await exists(admin, template)) return template;
  await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    if (await exists(admin, template)) return template;
    const unfinished = `${template}_unfinished`;
    await admin.query(`drop database if exists ${unfinished} with (force)`);
    await admin.query(`create database ${unfinished}`);
    await migrate(urlOf(server, unfinished));
    for (const extra of also) await extra.migrate(urlOf(server, unfinished));
    await admin.query(`alter database ${unfinished} rename to ${template}`);
    return template;
  } finally {
    await admin.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

/** Of all that decides what a template holds: a changed migration makes another template. */
function fingerprint(also: readonly ExtraMigration[]): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" }).sort()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  }
  for (const { name, version } of also) hash.update(`\n${name} ${version}`);
  return hash.digest("hex").slice(0, 16);
}

async function exists(admin: pg.Client, database: string): Promise<boolean> {
  const found = await admin.query("select from pg_database where datname = $1", [database]);
  return found.rowCount === 1;
}

async function asAdmin<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
