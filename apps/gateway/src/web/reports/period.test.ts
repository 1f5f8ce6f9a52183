import { addDays } from "@circuito/domain";
import { splitAt } from "./period.ts";

const MAY = { from: "2026-05-01", to: "2026-06-01" };

test.each([
  ["within it", ["2026-05-10", "2026-05-20"], ["2026-05-01", "2026-05-10", "2026-05-20"]],
  ["on its edges", ["2026-05-01", "2026-06-01"], ["2026-05-01", "2026-05-01", "2026-06-01"]],
  ["outside of it", ["2026-04-10", "2026-07-01"], ["2026-05-01", "2026-05-01", "2026-06-01"]],
  ["that are none", [], ["2026-05-01"]],
])(
  "parts of a period, at dates %s, follow each other and have each day once",
  (_, dates, begins) => {
    const parts = splitAt(MAY, dates);
    expect(parts.map(({ from }) => from)).toEqual(begins);
    const days = parts.flatMap(({ from, to }) => {
      const of: string[] = [];
      for (let date = from; date < to; date = addDays(date, 1)) of.push(date);
      return of;
    });
    expect(days).toEqual(Array.from({ length: 31 }, (_day, n) => addDays(MAY.from, n)));
  },
);
