import fc from "fast-check";
import { shrink } from "./shrink.ts";

test("what is left fails, and fails no more without any one of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 24 }),
      fc.integer({ min: 1, max: 4 }),
      async (items, needed) => {
        const culprits = items.slice(0, needed);
        const fails = async (part: readonly number[]) =>
          culprits.every((one) => part.includes(one));
        expect(await shrink(items, fails)).toEqual(culprits);
      },
    ),
  );
});

test("no part is run twice: a run takes as long as the first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 15 }), { minLength: 1 }), async (culprits) => {
      const run: string[] = [];
      const items = Array.from({ length: 16 }, (_, i) => i);
      await shrink(items, async (part) => {
        run.push(part.join());
        return culprits.every((one) => part.includes(one));
      });
      expect(new Set(run).size).toBe(run.length);
    }),
  );
});

test("one culprit among many is found in few runs", async () => {
  let runs = 0;
  const items = Array.from({ length: 64 }, (_, i) => i);
  const found = await shrink(items, async (part) => {
    runs++;
    return part.includes(37);
  });
  expect(found).toEqual([37]);
  expect(runs).toBeLessThanOrEqual(16);
});
