import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { OTHER_TABLES, PERSONS_TABLES } from "./inventory.ts";

let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 2, applicationName: "inventory test" });
});
afterAll(async () => {
  await database.close();
  await test_[Symbol.asyncDispose]();
});

/** Ids, times, numbers and flags: what they tell, they tell with the words beside them. */
const WORDLESS =
  "uuid _uuid timestamptz date bool int2 int4 int8 numeric float4 float8 interval".split(" ");

test("every table is a customer's or is not, and is named once", async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name::text as name from information_schema.tables
      where table_schema = 'public' order by 1`,
  );
  const others = Object.values(OTHER_TABLES).flat();
  const named = [...Object.keys(PERSONS_TABLES), ...others].sort();
  expect(named).toEqual(rows.map(({ name }) => name).filter((name) => !isMonth(name)));
});

test("every column of a customer's table that can hold words or bytes is thought about", async () => {
  const { rows } = await database.pool.query<{ table: string; columns: string[] }>(
    `select table_name::text as table, array_agg(column_name::text order by column_name) as columns
      from information_schema.columns
      where table_schema = 'public' and udt_name <> all($1::text[])
      group by table_name`,
    [WORDLESS],
  );
  const found = new Map(rows.map(({ table, columns }) => [table, columns]));
  for (const [table, columns] of Object.entries(PERSONS_TABLES)) {
    expect([table, Object.keys(columns).sort()]).toEqual([table, (found.get(table) ?? []).sort()]);
  }
});

/** A month of the payloads: a part of the table that is named. */
const isMonth = (table: string) => /^ledger_payloads_\d{4}_\d\d$/.test(table);
