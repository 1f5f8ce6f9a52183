import fc from "fast-check";
import { chaosSchedule, type Drawable, drawSchedule, EVERYTHING } from "./schedule.ts";

const KINDS: readonly [Drawable, ...Drawable[]] = [
  { id: "F1", targets: ["web", "router"], lastsMs: [500, 5_000] },
  { id: "F2", targets: ["redis"], lastsMs: [1_000, 20_000] },
  { id: "F3", targets: ["postgres"], lastsMs: [0, 0] },
  { id: "F4", targets: [EVERYTHING], lastsMs: [2_000, 3_000] },
];
const plan = fc.record({
  seed: fc.string(),
  minutes: fc.integer({ min: 1, max: 30 }),
  perSecond: fc.constant(60),
});

test("the same seed gives the same schedule, and it survives being written down", () => {
  fc.assert(
    fc.property(plan, (wanted) => {
      const schedule = drawSchedule(KINDS, wanted);
      expect(drawSchedule(KINDS, wanted)).toEqual(schedule);
      expect(chaosSchedule.parse(JSON.parse(JSON.stringify(schedule)))).toEqual(schedule);
    }),
  );
});

test("no two faults are at one target at once, at most three are at work, all end in time", () => {
  fc.assert(
    fc.property(plan, (wanted) => {
      const { strikes } = drawSchedule(KINDS, wanted);
      for (const one of strikes) {
        expect(one.atMs + one.lastsMs).toBeLessThanOrEqual(wanted.minutes * 60_000);
        const atWork = strikes.filter(
          (other) => other.atMs <= one.atMs && one.atMs < other.atMs + other.lastsMs,
        );
        expect(atWork.length).toBeLessThanOrEqual(3);
        for (const other of atWork.filter((found) => found !== one)) {
          expect([other.target, EVERYTHING]).not.toContain(one.target);
          expect(other.target).not.toBe(EVERYTHING);
        }
      }
    }),
  );
});

test("in a run that is long enough every kind strikes, and in order of time", () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const { strikes } = drawSchedule(KINDS, { seed, minutes: 4, perSecond: 60 });
      expect(new Set(strikes.map(({ fault }) => fault))).toEqual(
        new Set(KINDS.map(({ id }) => id)),
      );
      expect(strikes).toEqual(strikes.toSorted((a, b) => a.atMs - b.atMs));
    }),
  );
});
