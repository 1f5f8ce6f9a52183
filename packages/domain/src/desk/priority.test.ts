import { PRIORITY_NAMES, priorityNameOf, priorityOf } from "./priority.ts";

test.each(PRIORITY_NAMES)("what was set to %s is called so", (name) => {
  expect(priorityNameOf(priorityOf(name))).toBe(name);
});

test("what rules came to has a name, too", () => {
  expect([-10, -1, 0, 2, 3, 5, 6, 10].map(priorityNameOf)).toEqual([
    "low",
    "low",
    "normal",
    "normal",
    "high",
    "high",
    "urgent",
    "urgent",
  ]);
});
