import { newestInView } from "./use-reading.ts";

const row = (startPx: number, endPx: number, seq: number | null) => ({ startPx, endPx, seq });
const rows = [row(0, 60, 7), row(60, 90, null), row(90, 150, 8), row(150, 900, 9)];

test.each<[string, number, number | null]>([
  ["nothing is in view yet", 0, null],
  ["a short message is read when all of it is in view", 60, 7],
  ["what is no message is no reading", 95, 7],
  ["of a long one its first lines are enough", 200, 9],
  ["a line of it is not", 160, 8],
])("%s", (_what, bottomPx, seq) => {
  expect(newestInView({ rows, bottomPx })).toBe(seq);
});
