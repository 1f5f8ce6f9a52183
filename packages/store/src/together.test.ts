import { type Database, openDatabase } from "./database.ts";
import { createTestDatabase, type TestDatabase } from "./testing/index.ts";
import { together } from "./together.ts";

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

const insert = (key: string) => ({
  text: "insert into settings (key, value) values ($1, '1')",
  values: [key],
});

async function keys(): Promise<readonly string[]> {
  const { rows } = await database.pool.query("select key from settings order by key");
  return rows.map((row) => row.key);
}

test("statements sent together are executed in order, each on what the one before it did", async () => {
  const [, second] = await database.transaction(({ client }) =>
    together(client, () => [
      client.query(insert("a")),
      client.query<{ n: number }>("select count(*)::int as n from settings"),
    ]),
  );
  expect(second.rows).toEqual([{ n: 1 }]);
});

test("one failure undoes all of them, and nothing follows the rollback", async () => {
  await expect(
    database.transaction(({ client }) =>
      together(client, () => [
        // A chain: its second statement is sent when its first has answered.
        client.query(insert("first")).then(() => client.query(insert("after the first"))),
        client.query("select 1 / 0"),
        client.query(insert("last")),
      ]),
    ),
  ).rejects.toThrow("division by zero");
  expect(await keys()).toEqual([]);
  // The one connection is as good as new.
  await database.transaction(({ client }) => client.query(insert("later")));
  expect(await keys()).toEqual(["later"]);
});

test("a transaction whose work fails without a statement leaves a usable connection", async () => {
  await expect(
    database.transaction(async () => {
      throw new Error("decided otherwise");
    }),
  ).rejects.toThrow("decided otherwise");
  expect(await keys()).toEqual([]);
});

test("what travels with the commit is committed, and nothing of it when one of it fails", async () => {
  await database.transaction(async ({ client, commitWith }) => {
    await client.query(insert("before"));
    await commitWith(() => [client.query(insert("with a")), client.query(insert("with b"))]);
  });
  expect(await keys()).toEqual(["before", "with a", "with b"]);
  const broken = database.transaction(async ({ client, commitWith }) => {
    await client.query(insert("lost"));
    await commitWith(() => [client.query(insert("lost too")), client.query("select 1 / 0")]);
  });
  await expect(broken).rejects.toThrow("division by zero");
  expect(await keys()).toEqual(["before", "with a", "with b"]);
});

test("a statement that comes after the commit is refused, and the commit stands or falls without it", async () => {
  const late = database.transaction(({ client, commitWith }) =>
    commitWith(() => [
      client.query(insert("in time")),
      Promise.resolve().then(() => client.query(insert("late"))),
    ]),
  );
  await expect(late).rejects.toThrow("issued after its transaction's commit");
  expect(await keys()).toEqual(["in time"]);
});
