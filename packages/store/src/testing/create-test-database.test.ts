import pg from "pg";
import { createTestDatabase, type TestDatabase } from "./index.ts";

const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

test("a test database is migrated", async () => {
  const { url } = await newDatabase();
  const [row] = await query(url, "select count(*)::int as applied from schema_migrations");
  expect(row).toEqual({ applied: expect.any(Number) });
  expect(Object.values(row ?? {})[0]).toBeGreaterThan(0);
});

test("what one test writes no other test reads", async () => {
  const [one, other] = await Promise.all([newDatabase(), newDatabase()]);
  await query(one.url, "create table mine ()");
  const [found] = await query(other.url, "select to_regclass('mine') as mine");
  expect(found).toEqual({ mine: null });
});

test("further migrations are part of the copy, and run once for all copies", async () => {
  let runs = 0;
  const also = [
    {
      name: "stamps",
      version: String(process.pid),
      migrate: async (url: string): Promise<void> => {
        runs += 1;
        await query(url, "create table stamps as select 7 as n");
      },
    },
  ];
  const [one, other] = await Promise.all([newDatabase({ also }), newDatabase({ also })]);
  expect(await query(one.url, "select n from stamps")).toEqual([{ n: 7 }]);
  expect(await query(other.url, "select n from stamps")).toEqual([{ n: 7 }]);
  expect(runs).toBe(1);
});

test("dropping removes the database even while somebody is connected", async () => {
  const database = await newDatabase();
  const client = new pg.Client({ connectionString: database.url });
  const cut = new Promise((resolve) => client.on("error", resolve));
  await client.connect();
  await database.drop();
  await cut;
  await expect(query(database.url, "select")).rejects.toThrow("does not exist");
});

async function newDatabase(
  options?: Parameters<typeof createTestDatabase>[0],
): Promise<TestDatabase> {
  const database = await createTestDatabase(options);
  databases.push(database);
  return database;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
