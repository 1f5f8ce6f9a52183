import { emptyStep } from "./procedure-edit.ts";
import { stepRows } from "./step-rows.ts";

test("figures stand in the order of the steps, what nobody came to as nothing, what is gone last", () => {
  const steps = [
    { ...emptyStep("b", "check"), title: "B" },
    { ...emptyStep("a", "check"), title: "A" },
  ];
  const of = (key: string) => ({ key, taken: 2, skipped: 1, givenUp: 0, medianMs: 40_000 });
  expect(stepRows(steps, [of("a"), of("old")])).toEqual([
    { id: "b", title: "B", taken: 0, skipped: 0, givenUp: 0, medianMs: null },
    { id: "a", title: "A", taken: 2, skipped: 1, givenUp: 0, medianMs: 40_000 },
    { id: "old", title: null, taken: 2, skipped: 1, givenUp: 0, medianMs: 40_000 },
  ]);
});
