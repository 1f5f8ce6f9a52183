import { type ProofReport, printProof, reasonsOf, sumUp } from "./proof-report.ts";

test.each([
  ["valid", ["valid", "valid"]],
  ["unknown", ["valid", "unknown"]],
  ["invalid", ["unknown", "invalid", "valid"]],
  ["unknown", []],
] as const)("it is %s when its parts are %j", (sum, parts) => {
  expect(sumUp(parts.map((verdict) => ({ verdict })))).toBe(sum);
});

test("reasons name the check, every class that was violated, and examples", () => {
  const reasons = reasonsOf([
    { check: "O1", verdict: "valid", violations: { lost: 0 }, figures: {}, examples: [] },
    {
      check: "O2",
      verdict: "invalid",
      violations: { duplicate: 2, corrupted: 0 },
      figures: {},
      examples: ["duplicate: a/b"],
    },
    { check: "O3", verdict: "unknown", violations: { gap: 0 }, figures: {}, examples: [] },
  ]);
  expect(reasons).toEqual([
    "O2 invalid: duplicate 2",
    "  duplicate: a/b",
    "O3 unknown: too little happened",
  ]);
});

test("the table shows every row, and below it why a row failed", () => {
  const report: ProofReport = {
    proof: "crash",
    seed: "7",
    startedAt: "2026-11-27T00:00:00.000Z",
    machine: {},
    isCutShort: true,
    rows: [
      { name: "I1:1:kill", verdict: "valid", figures: { accepted: 120 }, because: [] },
      { name: "O2b:1:kill", verdict: "unknown", figures: { accepted: 7 }, because: ["not hit"] },
    ],
  };
  expect(printProof(report).split("\n")).toEqual([
    "name        verdict  accepted",
    "I1:1:kill   valid         120",
    "O2b:1:kill  unknown         7",
    "",
    "O2b:1:kill",
    "  not hit",
    "",
    "crash: unknown, 2 tried with seed 7, ended before all was tried",
  ]);
});
