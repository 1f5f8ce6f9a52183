import { Pace } from "./pace.ts";

const T0 = 1_000_000;
const pace = () =>
  new Pace({ sendsPerMinuteMax: 12, jitterMs: 2_000, burstMs: 20_000, random: () => 0.5 });

/** Sends as early as allowed, each to another; when each left. */
function leave(words: readonly string[]): number[] {
  const one = pace();
  let now = T0;
  return words.map((word, index) => {
    now += one.waitMs(`${index}`, word, now);
    one.take(`${index}`, word, now);
    return now - T0;
  });
}

test("three leave at once, then one every five seconds", () => {
  expect(leave(["a", "b", "c", "d", "e"])).toEqual([0, 0, 0, 5_000, 10_000]);
});

test("the same words never leave to one after the other", () => {
  expect(leave(["promo", "other", "promo"])).toEqual([0, 0, 20_000]);
});

test("the same words to the same person wait for nothing", () => {
  const one = pace();
  one.take("ana", "ok", T0);
  expect(one.waitMs("ana", "ok", T0)).toBe(0);
});

test("files without words are not the same words", () => {
  expect(leave(["", "", ""])).toEqual([0, 0, 0]);
});

test("a turn comes with a little more to wait", () => {
  expect(pace().take("ana", "a", T0)).toBe(1_000);
});

test("an hour's pause gives no more than the burst", () => {
  const one = pace();
  for (const word of ["a", "b", "c"]) one.take("ana", word, T0);
  const later = T0 + 3_600_000;
  for (const word of ["d", "e", "f"]) {
    expect(one.waitMs("ana", word, later)).toBe(0);
    one.take("ana", word, later);
  }
  expect(one.waitMs("ana", "g", later)).toBe(5_000);
});
