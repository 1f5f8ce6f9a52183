import { keepLooks, type LookBeat, type LookKeeper } from "./look-keeper.ts";

const MINUTE_MS = 60_000;
let told: LookBeat[];
let keeper: LookKeeper;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  told = [];
  keeper = keepLooks((beat) => told.push(beat));
});
afterEach(() => {
  keeper.close();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTime(ms);
/** Each look as it was told last. */
const looks = () =>
  [...new Map(told.map((beat) => [beat.id, beat])).values()].map(
    ({ conversationId, forMs, idleMs }) => [conversationId, forMs, idleMs],
  );

test("a look is told of every half a minute, as a whole, and when it ends", () => {
  keeper.turnTo("a");
  pass(70_000);
  expect(told.map(({ forMs }) => forMs)).toEqual([30_000, 60_000]);
  keeper.turnTo("b");
  pass(20_000);
  keeper.turnTo(null);
  expect(looks()).toEqual([
    ["a", 70_000, 70_000],
    ["b", 20_000, 20_000],
  ]);
  pass(MINUTE_MS);
  expect(told).toHaveLength(4);
});

test("it ends when nobody has touched anything for five minutes, and a touch begins another", () => {
  keeper.turnTo("a");
  pass(2 * MINUTE_MS);
  keeper.touched();
  pass(20 * MINUTE_MS);
  expect(looks()).toEqual([["a", 7 * MINUTE_MS, 5 * MINUTE_MS]]);
  keeper.touched();
  pass(MINUTE_MS);
  keeper.turnTo(null);
  expect(looks()).toEqual([
    ["a", 7 * MINUTE_MS, 5 * MINUTE_MS],
    ["a", MINUTE_MS, MINUTE_MS],
  ]);
});

test("a machine that slept tells how long nobody was there", () => {
  keeper.turnTo("a");
  jest.setSystemTime(1_000_000 + 600 * MINUTE_MS);
  keeper.touched();
  expect(looks()).toEqual([["a", 600 * MINUTE_MS, 600 * MINUTE_MS]]);
  pass(MINUTE_MS);
  keeper.turnTo(null);
  expect(looks()).toHaveLength(2);
});

test("a window that nobody sees looks at nothing", () => {
  keeper.turnTo("a");
  pass(10_000);
  keeper.show(false);
  expect(looks()).toEqual([["a", 10_000, 10_000]]);
  keeper.touched();
  pass(10 * MINUTE_MS);
  keeper.turnTo("b");
  pass(10 * MINUTE_MS);
  expect(looks()).toHaveLength(1);
  keeper.show(true);
  pass(5_000);
  keeper.turnTo(null);
  expect(looks()).toEqual([
    ["a", 10_000, 10_000],
    ["b", 5_000, 5_000],
  ]);
});

test("who turns back to a window begins anew there", () => {
  keeper.turnTo("a");
  pass(10_000);
  keeper.show(true);
  pass(10_000);
  keeper.turnTo(null);
  expect(new Set(told.map(({ id }) => id)).size).toBe(2);
});

test("who leafs through a list looks at nothing", () => {
  for (const id of ["a", "b", "c"]) {
    keeper.turnTo(id);
    pass(300);
  }
  keeper.turnTo(null);
  expect(told).toEqual([]);
});

test("after an hour a look goes on as another one", () => {
  keeper.turnTo("a");
  for (let minute = 0; minute < 90; minute += 1) {
    pass(MINUTE_MS);
    keeper.touched();
  }
  keeper.turnTo(null);
  expect(looks().map(([, forMs]) => forMs)).toEqual([60 * MINUTE_MS, 30 * MINUTE_MS]);
});
