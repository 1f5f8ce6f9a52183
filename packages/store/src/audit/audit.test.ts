import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { type AuditEntry, appendAudit } from "./append.ts";
import { listAudit } from "./list.ts";
import { verifyAudit } from "./verify.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    url: testDatabase.url,
    connectionsMax: 8,
    applicationName: "audit test",
  });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: { kind: "agent", id: "gustavo", name: "Gustavo Reis" },
  address: "203.0.113.7",
  action: "updateQueue",
  outcome: "done",
  object: "queues/finance",
  objectName: "Financeiro",
  said: null,
  differences: [{ path: "name", before: "Finanças", after: "Financeiro" }],
  ...change,
});

test("what was done is listed newest first, page by page, by who, what and where", async () => {
  const { pool } = database;
  await appendAudit(pool, entry());
  await appendAudit(pool, entry({ action: "createQueue", object: "queues/sales" }));
  await appendAudit(
    pool,
    entry({ actor: { kind: "api-key", id: "erp", name: "ERP" }, object: "agents/ana" }),
  );
  const seqs = async (
    ...args: Parameters<typeof listAudit> extends [unknown, ...infer R] ? R : never
  ) => (await listAudit(pool, ...args)).map(({ seq }) => seq);
  const all = { before: undefined, limit: 10 };
  expect(await seqs({}, all)).toEqual([3, 2, 1]);
  expect(await seqs({}, { before: 3, limit: 1 })).toEqual([2]);
  expect(await seqs({ actorId: "erp" }, all)).toEqual([3]);
  expect(await seqs({ action: "createQueue" }, all)).toEqual([2]);
  expect(await seqs({ object: "queues" }, all)).toEqual([2, 1]);
  expect(await seqs({ object: "queues/finance" }, all)).toEqual([1]);
  expect(await seqs({ until: 0 }, all)).toEqual([]);
  const [last] = await listAudit(pool, {}, { before: 2, limit: 1 });
  expect(last).toMatchObject({ ...entry(), seq: 1 });
});

test("many at once make one chain, and it is whole", async () => {
  await Promise.all(Array.from({ length: 40 }, () => appendAudit(database.pool, entry())));
  const verdict = await verifyAudit(database.pool);
  expect(verdict).toEqual({
    entries: 40,
    brokenAt: undefined,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("no entry can be changed, deleted or emptied out", async () => {
  await appendAudit(database.pool, entry());
  for (const attempt of [
    "update audit_entries set actor_name = 'nobody'",
    "delete from audit_entries",
    "truncate audit_entries",
  ]) {
    await expect(database.pool.query(attempt)).rejects.toThrow("never changed or deleted");
  }
});

test.each([
  ["changed", "update audit_entries set said = 'foi outro' where seq = 2", 2],
  ["taken out", "delete from audit_entries where seq = 2", 3],
])("an entry that was %s behind the triggers' back is found", async (_how, tamper, brokenAt) => {
  for (let n = 0; n < 4; n++) await appendAudit(database.pool, entry());
  await database.pool.query("alter table audit_entries disable trigger user");
  await database.pool.query(tamper);
  expect((await verifyAudit(database.pool)).brokenAt).toBe(brokenAt);
});

test("an end that was cut off is known by the head kept elsewhere", async () => {
  for (let n = 0; n < 3; n++) await appendAudit(database.pool, entry());
  const { head } = await verifyAudit(database.pool);
  await database.pool.query("alter table audit_entries disable trigger user");
  await database.pool.query("delete from audit_entries where seq = 3");
  const verdict = await verifyAudit(database.pool);
  expect(verdict.brokenAt).toBeUndefined();
  expect(verdict.head).not.toBe(head);
});
