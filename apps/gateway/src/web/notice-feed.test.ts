import { EventEmitter } from "node:events";
import { type Database, type NoticeRow, openDatabase, writeNotices } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { createLog } from "../log/log.ts";
import { createNoticeFeed, type NoticeFeed } from "./notice-feed.ts";

let test_: TestDatabase;
let database: Database;
const local = new EventEmitter();
const wake = {
  subscribe(_: string, listener: () => void) {
    local.on("outbox", listener);
    return () => void local.off("outbox", listener);
  },
};
const log = createLog({ level: "error", secrets: [], readable: false, write: () => {} });
const feeds: NoticeFeed[] = [];

beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 10, applicationName: "feed test" });
});
afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.stop();
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

interface Heard {
  readonly feed: NoticeFeed;
  readonly subjects: string[];
  until(count: number): Promise<void>;
}

async function started(listen?: (notices: readonly NoticeRow[]) => Promise<void>): Promise<Heard> {
  const feed = createNoticeFeed({ database, wake, log });
  feeds.push(feed);
  const subjects: string[] = [];
  const told = new EventEmitter();
  feed.subscribe(async (notices) => {
    await listen?.(notices);
    subjects.push(...notices.map(({ subjectId }) => subjectId));
    told.emit("told");
  });
  await feed.start();
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => subjects.length >= count && resolve();
      told.on("told", look);
      look();
    });
  return { feed, subjects, until };
}

const notice = (subjectId: string) => ({ type: "queue.changed", subjectId, audience: [] }) as const;
async function tell(...subjects: string[]): Promise<void> {
  await database.transaction(({ client }) => writeNotices(client, subjects.map(notice)));
  local.emit("outbox");
}

test("every notice is handed out once and in the order of the commits", async () => {
  const heard = await started();
  const wanted = Array.from({ length: 1_200 }, (_, n) => `n${n}`);
  for (let n = 0; n < wanted.length; n += 100) await tell(...wanted.slice(n, n + 100));
  await heard.until(wanted.length);
  expect(heard.subjects).toEqual(wanted);
});

test("a transaction that began first and ends last is not passed over", async () => {
  const heard = await started();
  const slow = await database.pool.connect();
  await slow.query("begin");
  await writeNotices(slow, [notice("began first")]);
  await tell("began later");
  // Nothing may be handed out yet: the older one could still come before it.
  local.emit("outbox");
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard.subjects).toEqual([]);
  await slow.query("commit");
  slow.release();
  const startedAt = performance.now();
  await heard.until(2);
  expect(heard.subjects).toEqual(["began first", "began later"]);
  // Without a wake-up for it: the feed looks again by itself.
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test("what is told while nobody wakes the feed is heard within a second or so", async () => {
  const heard = await started();
  await database.transaction(({ client }) => writeNotices(client, [notice("unheard")]));
  const startedAt = performance.now();
  await heard.until(1);
  expect(performance.now() - startedAt).toBeLessThan(2_500);
});

test("two readers on two nodes hear the same, and neither takes from the other", async () => {
  const [one, other] = [await started(), await started()];
  await Promise.all(Array.from({ length: 30 }, (_, n) => tell(`both ${n}`)));
  await Promise.all([one.until(30), other.until(30)]);
  expect(one.subjects).toEqual(other.subjects);
  expect(new Set(one.subjects).size).toBe(30);
});

test("a listener is done with some before it gets the next", async () => {
  let running = 0;
  let most = 0;
  const heard = await started(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  });
  await Promise.all(Array.from({ length: 20 }, (_, n) => tell(`slow ${n}`)));
  await heard.until(20);
  expect(most).toBe(1);
});

test("what a listener could not take comes again", async () => {
  let failures = 2;
  const heard = await started(async () => {
    failures -= 1;
    if (failures >= 0) throw new Error("not now");
  });
  await tell("insistent");
  await heard.until(1);
  expect(heard.subjects).toEqual(["insistent"]);
});

test("the position is ahead of what is being handed out, never behind what was", async () => {
  const positions: string[] = [];
  const heard = await started(async (notices) => {
    const last = notices.at(-1)?.position;
    if (last) positions.push(last, heard.feed.position());
  });
  await tell("somewhere");
  await heard.until(1);
  expect(positions[0]).toBe(positions[1]);
});
