import { growthRows, ownEndsRow, SOAK_LIMITS } from "./soak-figures.ts";

const MINUTE_MS = 60_000;
const line = (perMinute: number) =>
  Array.from({ length: 120 }, (_, n) => ({ atMs: n * MINUTE_MS, value: 100 + n * perMinute }));

test("a leak of one process is invalid there alone, and what nobody looked at is unknown", () => {
  const rows = growthRows(
    new Map([
      ["door: heap MB", line(0)],
      ["router: heap MB", line(1)],
    ]),
  );
  const verdicts = new Map(rows.map(({ name, verdict }) => [name, verdict]));
  expect(verdicts.get("door: heap MB")).toBe("valid");
  expect(verdicts.get("router: heap MB")).toBe("invalid");
  expect(verdicts.get("waiting rows")).toBe("unknown");
  expect(rows).toHaveLength(Object.keys(SOAK_LIMITS).length);
});

test.each(Object.entries(SOAK_LIMITS))(
  "%s may stand still, and may not grow for ever",
  (name, limit) => {
    const verdictOf = (perMinute: number) =>
      growthRows(new Map([[name, line(perMinute)]])).find((row) => row.name === name)?.verdict;
    expect(verdictOf(0)).toBe("valid");
    expect(verdictOf(limit.perHourMax + limit.noise)).toBe("invalid");
  },
);

test("a process that ended by itself is a fault, with its last words", () => {
  expect(ownEndsRow([]).verdict).toBe("valid");
  const row = ownEndsRow([{ name: "door", words: "out of memory\n" }]);
  expect(row).toMatchObject({ verdict: "invalid", figures: { n: 1 } });
  expect(row.because).toEqual(["door ended, and said last: out of memory"]);
});
