import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

/** Two processes that start at once must not both migrate. Any fixed number that nobody else uses. */
const MIGRATION_LOCK = 4_711_001;

/** Brings the schema up to date. Safe to call from several processes at once, and again. */
export async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await runMigrations(drizzle(client), {
      migrationsFolder: join(import.meta.dirname, "..", "migrations"),
      migrationsSchema: "public",
      migrationsTable: "schema_migrations",
    });
  } finally {
    await client.end();
  }
}
