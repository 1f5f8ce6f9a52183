import type { AgentId } from "@circuito/domain";
import { type Database, openDatabase } from "./database.ts";
import { writeNotices } from "./notices.ts";
import {
  currentPosition,
  forgetOldNotices,
  isCovered,
  parsePosition,
  readNotices,
} from "./outbox-tail.ts";
import { createTestDatabase, type TestDatabase } from "./testing/index.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    url: testDatabase.url,
    connectionsMax: 4,
    applicationName: "outbox test",
  });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const notice = (subjectId: string) => ({
  type: "agent.changed" as const,
  subjectId,
  audience: [] as readonly AgentId[],
});

async function readAll(from: string): Promise<{ ids: string[]; position: string }> {
  const ids: string[] = [];
  let position = from;
  for (;;) {
    const page = await readNotices(database.pool, position, 10);
    ids.push(...page.notices.map((n) => n.subjectId));
    position = page.position;
    // Transactions of other databases of the server hold notices back, too.
    if (page.notices.length === 0 && !page.unsettled) return { ids, position };
  }
}

test("a slow transaction's notice is neither skipped nor overtaken by a faster one's", async () => {
  const start = await currentPosition(database.pool);
  const slow = await database.pool.connect();
  await slow.query("begin");
  await writeNotices(slow, [notice("slow")]);
  await writeNotices(database.pool, [notice("fast")]);

  // The faster one is committed and has the higher row id; it waits all the same.
  const held = await readNotices(database.pool, start, 10);
  expect(held).toMatchObject({ notices: [], position: start, unsettled: true });
  await slow.query("commit");
  slow.release();
  expect((await readAll(start)).ids).toEqual(["slow", "fast"]);
});

test("many writers at once: a reader that follows sees every notice exactly once", async () => {
  let { position } = await readAll(await currentPosition(database.pool));
  const seen: string[] = [];
  const writing = Promise.all(
    Array.from({ length: 3 }, async (_, writer) => {
      for (let i = 0; i < 40; i++) {
        await database.transaction(({ client }) =>
          writeNotices(client, [notice(`${writer}-${i}`)]),
        );
      }
    }),
  );
  let written = false;
  void writing.then(() => {
    written = true;
  });
  for (;;) {
    // Asked before the read: what is committed while it runs is for the next one.
    const wasWritten = written;
    const page = await readNotices(database.pool, position, 10);
    seen.push(...page.notices.map((n) => n.subjectId));
    position = page.position;
    if (wasWritten && page.notices.length === 0 && !page.unsettled) break;
  }
  expect(new Set(seen).size).toBe(120);
  expect(seen).toHaveLength(120);
});

test("a client that was away for longer than notices are kept is told so", async () => {
  const early = await currentPosition(database.pool);
  await writeNotices(database.pool, [notice("old")]);
  await writeNotices(database.pool, [notice("newer")]);
  await database.pool.query("update outbox set at = now() - interval '2 days'");
  // Transactions of other databases of the server hold the newest position back.
  expect((await readAll(early)).ids).toEqual(["old", "newer"]);
  const late = await currentPosition(database.pool);
  expect(await forgetOldNotices(database.pool, 24 * 3_600_000)).toBe(1);
  expect(await isCovered(database.pool, early)).toBe(false);
  expect(await isCovered(database.pool, late)).toBe(true);
});

test.each(["", "1", "1-", "-1-2", "1-2-3", "a-b", "1e3-2", "99999999999999999999-1"])(
  "a position like %j from a client is refused",
  (position) => {
    expect(() => parsePosition(position)).toThrow();
  },
);
