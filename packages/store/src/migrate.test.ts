import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrate, NewerSchema } from "./migrate.ts";
import { createTestDatabase } from "./testing/index.ts";

test("migrating again, and from several processes at once, changes nothing", async () => {
  await using database = await createTestDatabase();
  const before = await applied(database.url);
  await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(await applied(database.url)).toEqual(before);
});

test("a database that a newer version has migrated is refused and left alone", async () => {
  await using database = await createTestDatabase();
  const tomorrow = Date.now() + 24 * 60 * 60_000;
  await run(
    database.url,
    `insert into schema_migrations (hash, created_at) values ('x', ${tomorrow})`,
  );
  const before = await applied(database.url);
  await expect(migrate(database.url)).rejects.toThrow(NewerSchema);
  expect(await applied(database.url)).toEqual(before);
});

/** Drizzle applies what is younger than the last one applied: an older one behind it would be skipped. */
test("every migration is younger than the one before it", () => {
  const journal = join(import.meta.dirname, "..", "migrations", "meta", "_journal.json");
  const { entries } = JSON.parse(readFileSync(journal, "utf8"));
  const times = entries.map(({ when }: { when: number }) => when);
  expect(times.length).toBeGreaterThan(50);
  expect(times).toEqual([...new Set<number>(times)].sort((one, other) => one - other));
});

function applied(url: string): Promise<unknown[]> {
  return run(url, "select hash, created_at from schema_migrations order by created_at");
}

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
