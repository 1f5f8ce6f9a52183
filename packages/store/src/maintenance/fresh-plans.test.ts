import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { keepPlansFresh } from "./fresh-plans.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 1, applicationName: "test" });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

async function addContacts(count: number): Promise<void> {
  await database.pool.query(
    "insert into contacts (id, name) select gen_random_uuid(), repeat('x', 60) from generate_series(1, $1)",
    [count],
  );
}

/** How the connection's cached plan finds three contacts by their ids. */
async function cachedPlan(): Promise<string> {
  const { rows } = await database.pool.query<{ "QUERY PLAN": string }>(
    "explain execute by_ids (array[gen_random_uuid()])",
  );
  return rows.map((row) => row["QUERY PLAN"]).join(" ");
}

test("a statement planned on an empty table uses the index once the table has grown", async () => {
  await database.pool.query("set plan_cache_mode = force_generic_plan");
  await database.pool.query(
    "prepare by_ids (uuid[]) as select c.name from contacts c join unnest($1) as i(id) on i.id = c.id",
  );
  await database.pool.query("execute by_ids (array[gen_random_uuid()])");
  await addContacts(20_000);
  expect(await cachedPlan()).toMatch(/Seq Scan on contacts/);
  expect(await keepPlansFresh(database.pool)).toEqual(["contacts"]);
  expect(await cachedPlan()).toMatch(/Index Scan using contacts_pkey/);
  expect(await keepPlansFresh(database.pool)).toEqual([]);
});

test("small tables are left alone", async () => {
  await addContacts(10);
  expect(await keepPlansFresh(database.pool)).toEqual([]);
});
