import { checkMetrics } from "./check-metrics.ts";

const COUNTED = new Map([
  ["new", 40],
  ["duplicate", 2],
  ["collision", 0],
]);

function judge(published: Readonly<Record<string, number>>, min = 1) {
  return checkMetrics(new Map(Object.entries(published)), COUNTED, min);
}

test("counters that say what was counted are honest; one that never counted need not be there", () => {
  expect(judge({ new: 40, duplicate: 2 })).toMatchObject({
    verdict: "valid",
    figures: { counters: 3, counted: 42 },
  });
  expect(judge({ new: 40, duplicate: 2, collision: 0 }, 43).verdict).toBe("unknown");
});

test.each([
  ["dishonest", { new: 39, duplicate: 2 }],
  ["dishonest", { new: 40, duplicate: 2, collision: 1 }],
  ["missing", { new: 40 }],
] as const)("one that is %s is found", (found, published) => {
  const { verdict, violations } = judge(published);
  expect(verdict).toBe("invalid");
  expect(violations[found]).toBe(1);
});
