import pg from "pg";
import { columnParsers } from "./column-parsers.ts";

const parse = columnParsers.getTypeParser(pg.types.builtins.TIMESTAMPTZ, "text");

test.each([
  ["2026-11-26 17:00:00+00", Date.UTC(2026, 10, 26, 17)],
  ["2026-11-26 17:00:00.12+00", Date.UTC(2026, 10, 26, 17, 0, 0, 120)],
  ["1969-12-31 23:59:59.999+00", -1],
  ["2026-11-26 17:00:00-03", Date.UTC(2026, 10, 26, 20)],
  ["0044-03-15 12:00:00+00 BC", Date.UTC(-43, 2, 15, 12)],
])("%s is that instant", (text, ms) => {
  expect((parse(text) as Date).getTime()).toBe(ms);
});

test("infinity stays infinite, and other columns are read as ever", () => {
  expect(parse("infinity")).toBe(Number.POSITIVE_INFINITY);
  expect(columnParsers.getTypeParser(pg.types.builtins.INT4, "text")("7")).toBe(7);
});
