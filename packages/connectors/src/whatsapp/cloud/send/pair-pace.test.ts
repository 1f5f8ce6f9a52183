import { PairPace } from "./pair-pace.ts";

test("each refusal makes the wait four times as long, up to 17 minutes", () => {
  const pace = new PairPace();
  const waits = Array.from({ length: 8 }, () => pace.refused("tel:+1", 0) / 1_000);
  expect(waits).toEqual([1, 4, 16, 64, 256, 1_024, 1_024, 1_024]);
});

test("until its time a recipient is not written to, and others are", () => {
  const pace = new PairPace();
  pace.refused("tel:+1", 0);
  pace.refused("tel:+1", 1_000);
  expect(pace.waitMs("tel:+1", 2_000)).toBe(3_000);
  expect(pace.waitMs("tel:+2", 2_000)).toBeUndefined();
  expect(pace.waitMs("tel:+1", 5_000)).toBeUndefined();
});

test("a message that is taken, or an hour of silence, begins anew", () => {
  const pace = new PairPace();
  pace.refused("tel:+1", 0);
  pace.refused("tel:+1", 1);
  pace.accepted("tel:+1");
  expect(pace.refused("tel:+1", 2)).toBe(1_000);
  expect(pace.refused("tel:+1", 2 + 3_600_001)).toBe(1_000);
});
