import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

/** Two processes that start at once must not both migrate. Any fixed number that nobody else uses. */
const MIGRATION_LOCK = 4_711_001;

const MIGRATIONS = {
  migrationsFolder: join(import.meta.dirname, "..", "migrations"),
  migrationsSchema: "public",
  migrationsTable: "schema_migrations",
};

/** The database was brought further than this program knows: to run on it could do harm. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";
}

/**
 * Brings the schema up to date. Safe to call from several processes at once, and again.
 * @throws NewerSchema after a newer version of this program has migrated the database
 */
export async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await refuseNewer(client);
    await runMigrations(drizzle(client), MIGRATIONS);
  } finally {
    await client.end();
  }
}

async function refuseNewer(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<{ known: boolean }>(
    "select to_regclass('public.schema_migrations') is not null as known",
  );
  if (!tables[0]?.known) return;
  const { rows } = await client.query<{ newest: string | null }>(
    "select max(created_at) as newest from schema_migrations",
  );
  const ours = Math.max(...readMigrationFiles(MIGRATIONS).map(({ folderMillis }) => folderMillis));
  if (Number(rows[0]?.newest ?? 0) > ours) {
    throw new NewerSchema("a newer version of Circuito has used this database; start that one");
  }
}
