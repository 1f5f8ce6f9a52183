import { randomUUID } from "node:crypto";
import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { type Database, openDatabase } from "./database.ts";
import { tableText } from "./table-text.ts";
import { createTestDatabase, type TestDatabase } from "./testing/index.ts";

const things = pgTable("things_of_a_test", {
  id: uuid().primaryKey(),
  twoWords: text().notNull(),
  tags: text().array().notNull(),
  settings: jsonb().$type<Readonly<Record<string, unknown>>>(),
  seenAt: instant(),
});
const statements = tableText(things);

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = openDatabase({
    url: place.url,
    connectionsMax: 2,
    applicationName: "table text test",
  });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

test("what is written by such a statement is read as it was, and so it is by the builder", async () => {
  const id = randomUUID();
  await database.pool.query(
    `create table things_of_a_test (id uuid primary key, two_words text not null, tags text[] not null,
       settings jsonb, seen_at timestamptz(3))`,
  );
  await database.pool.query("insert into things_of_a_test values ($1, 'a', '{}')", [id]);
  const changes = {
    twoWords: 'it\'s "b"',
    tags: ["a,b", 'c"d', ""],
    settings: { list: [1, null, "é"] },
    seenAt: 1_795_000_000_123,
  };
  const written = await database.pool.query(statements.update(changes, { id }));
  expect(written.rowCount).toBe(1);
  const { rows } = await database.pool.query(`select ${statements.columns} from things_of_a_test`);
  expect(statements.read(rows[0])).toEqual({ id, ...changes });
  expect(await database.drizzle.select().from(things)).toEqual([{ id, ...changes }]);
});

test("nothing is nothing, and a row that is not the one meant is left alone", async () => {
  const { rows } = await database.pool.query<{ id: string }>("select id from things_of_a_test");
  const { id = "" } = rows[0] ?? {};
  const nothing = { settings: null, seenAt: null };
  const pool = database.pool;
  const other = await pool.query(statements.update(nothing, { id, twoWords: "another" }));
  expect(other.rowCount).toBe(0);
  await pool.query(statements.update(nothing, { id }));
  expect(await database.drizzle.select().from(things)).toMatchObject([{ id, ...nothing }]);
});

test("the same keys give the same text, which has a plan by its name", () => {
  const first = statements.update({ twoWords: "a", seenAt: 1 }, { id: "x" });
  const second = statements.update({ twoWords: "b", seenAt: null }, { id: "y" });
  expect(first.text).toBe(second.text);
  expect(first.values).not.toEqual(second.values);
});
