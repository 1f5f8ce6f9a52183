import { findInQueues, type WatchedQueue } from "./find-in-queues.ts";
import { hourCounts, hoursCompared } from "./unusual-volume.ts";
import { findInConnections } from "./watch-connections.ts";

const NOW = Date.parse("2026-03-02T12:00:00Z");
const MINUTE = 60_000;
const queue = (id: string, waiting: number, minutes: number | null, atRisk = 0): WatchedQueue => ({
  ...{ id, name: `Fila ${id}`, waiting, atRisk },
  waitingSince: minutes === null ? null : NOW - minutes * MINUTE,
});
const QUEUES = [queue("a", 3, 10, 1), queue("b", 5, 25, 2), queue("c", 0, null)];

test.each([
  ["queue-waiting", null, 8, null],
  ["promises-at-risk", null, 3, null],
  ["queue-age", null, 25, "Fila b"],
  ["queue-waiting", "a", 3, "Fila a"],
  ["promises-at-risk", "c", 0, "Fila c"],
  ["queue-age", "a", 10, "Fila a"],
] as const)("%s of %s is %d, of %s", (kind, subjectId, value, subject) => {
  expect(findInQueues({ kind, subjectId }, QUEUES, NOW)).toEqual({
    kind: "counted",
    value,
    subject,
  });
});

test("nobody waits longest where nobody waits, and of a queue that is gone nothing is known", () => {
  const none = { kind: "counted", value: 0, subject: null };
  expect(findInQueues({ kind: "queue-age", subjectId: null }, [queue("c", 0, null)], NOW)).toEqual(
    none,
  );
  expect(findInQueues({ kind: "queue-age", subjectId: "z" }, QUEUES, NOW)).toEqual({
    kind: "nothing",
  });
});

test("a wait that begins in the future, by another machine's clock, is none", () => {
  expect(
    findInQueues({ kind: "queue-age", subjectId: "a" }, [queue("a", 1, -5)], NOW),
  ).toMatchObject({
    value: 0,
  });
});

const connection = (inboxId: string, isConnected: boolean) => ({
  ...{ inboxId, name: `Caixa ${inboxId}`, isConnected, since: NOW },
});

test("the inbox that has been down for longest is told of, and one that is up says nothing is wrong", () => {
  const inboxes = [connection("a", false), connection("b", false), connection("c", true)];
  const since = { a: NOW - 4 * MINUTE, b: NOW - 9 * MINUTE };
  expect(findInConnections({ subjectId: null }, inboxes, since, NOW)).toEqual({
    ...{ kind: "counted", value: 9, subject: "Caixa b" },
  });
  const up = [connection("c", true)];
  expect(findInConnections({ subjectId: "c" }, up, {}, NOW)).toEqual({
    ...{ kind: "counted", value: 0, subject: "Caixa c" },
  });
  expect(findInConnections({ subjectId: null }, up, {}, NOW)).toMatchObject({
    value: 0,
    subject: null,
  });
  expect(findInConnections({ subjectId: "z" }, [], {}, NOW)).toEqual({ kind: "nothing" });
});

test("hours are compared by the clock on the wall, over a change of it", () => {
  // The clocks of New York went forward on 8 March 2026.
  const hours = hoursCompared("America/New_York", Date.parse("2026-03-10T16:00:00Z"));
  expect(hours.map(({ to }) => new Date(to).toISOString())).toEqual([
    "2026-03-10T16:00:00.000Z",
    "2026-03-03T17:00:00.000Z",
    "2026-02-24T17:00:00.000Z",
    "2026-02-17T17:00:00.000Z",
    "2026-02-10T17:00:00.000Z",
  ]);
  expect(hours.every(({ from, to }) => to - from === 60 * MINUTE)).toBe(true);
});

test("a week before the first message is not a week without any", () => {
  const hours = hoursCompared("UTC", NOW);
  const counts = [9, 4, 3, 0, 0];
  const twoWeeks = NOW - 15 * 24 * 60 * MINUTE;
  expect(hourCounts(hours, counts, twoWeeks)).toEqual({ now: 9, before: [4, 3] });
  expect(hourCounts(hours, counts, undefined)).toEqual({ now: 9, before: [] });
});
