import { rowsOf } from "./chaos-rows.ts";
import { FAULT_KINDS } from "./faults/index.ts";
import type { StormRecovery } from "./recoveries.ts";
import type { ChaosOutcome } from "./run-chaos.ts";

/** A run in which nothing was written: what is told of single kinds is all there is. */
const OUTCOME: ChaosOutcome = {
  verdicts: [],
  recoveries: [],
  stricken: { struck: [], failed: [] },
  ownEnds: [],
  facts: {
    ...{ messages: [], conversations: [], aside: [], balance: [], deliveries: [] },
    ...{ leftovers: {}, uploads: [], storedByChannel: new Map() },
  },
  answers: new Map(),
};

/** F02 has to be mended within 15 s, F16 within 60. */
function rowOfF02(recovery: Partial<StormRecovery>, outcome: Partial<ChaosOutcome> = {}) {
  const recoveries = [{ fault: "F02", storm: ["F02"], tookMs: 0, ...recovery }];
  const rows = rowsOf({ ...OUTCOME, recoveries, ...outcome }, FAULT_KINDS, new Set(["F02"]));
  return rows.find(({ name }) => name === "F02");
}

test("a fault that is mended within its own promise is valid, whatever else was at work", () => {
  for (const storm of [["F02"], ["F02", "F16"]]) {
    expect(rowOfF02({ tookMs: 15_000, storm })).toMatchObject({ verdict: "valid", because: [] });
  }
});

test("one that took longer beside a more patient one is no pass: nobody can tell whose time it was", () => {
  expect(rowOfF02({ tookMs: 47_000, storm: ["F02", "F16"] })).toMatchObject({
    verdict: "unknown",
    figures: { slowestMs: 47_000, limitMs: 15_000 },
    because: ["took 47000 ms, not 15000, in one storm with F16"],
  });
});

test.each([
  ["alone", { tookMs: 15_001 }],
  ["longer than the most patient promise of its storm", { tookMs: 60_001, storm: ["F02", "F16"] }],
  ["never", { tookMs: undefined }],
])("one that took too long is invalid: %s", (_, recovery) => {
  expect(rowOfF02(recovery)?.verdict).toBe("invalid");
});

test("one that did not strike, or could not be undone, is unknown", () => {
  const failed = [{ fault: "F02", because: "away" }];
  expect(rowOfF02({}, { recoveries: [] })?.verdict).toBe("unknown");
  expect(rowOfF02({}, { stricken: { struck: [], failed } })?.verdict).toBe("unknown");
});

test("how much consoles that were away had to fetch is said beside what they were told", () => {
  const verdict = { check: "O4", verdict: "valid", violations: {}, examples: [] } as const;
  const whatOf = (figures: Record<string, number>) =>
    rowsOf({ ...OUTCOME, verdicts: [{ ...verdict, figures }] }, FAULT_KINDS, new Set())[0]?.figures
      .what;
  expect(whatOf({ told: 90, leftToFetch: 0 })).toBe("every console was told of everything");
  expect(whatOf({ told: 90, leftToFetch: 10 })).toBe(
    "every console was told of everything, but 10 of 100 that were left to fetch",
  );
});
