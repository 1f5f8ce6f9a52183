import { linesThrough } from "./sparkline-path.ts";

test.each([
  [[], ""],
  [[5], "M0.00 1.00"],
  [[0, 10], "M0.00 23.00L100.00 1.00"],
  [[0, 0, 0], "M0.00 23.00L50.00 23.00L100.00 23.00"],
  [[10, null, 10], "M0.00 1.00M100.00 1.00"],
  [[null, null], ""],
])("%j is drawn as %j", (values, drawn) => {
  expect(linesThrough(values)).toBe(drawn);
});
