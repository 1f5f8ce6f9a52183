import type { HistoryEvent } from "../journal.ts";
import { checkFiles } from "./check-files.ts";

/** Two uploads that were taken, and one of which nobody knows. */
const HISTORY = (
  [
    ["a", "ok"],
    ["b", "info"],
    ["b", "ok"],
    ["c", "info"],
  ] as const
).map(
  ([hash, type], i): HistoryEvent => ({
    ...{ run: "r", seed: "s", actor: "writer", i, t_mono_ns: i, conv_hint: "", extra: {} },
    ...{ f: "upload", type, hash, key: { account: "", ext: hash } },
  }),
);

const judge = (named: readonly string[], kept: readonly string[], min = 2) =>
  checkFiles(HISTORY, { named: new Set(named), kept: new Set(kept) }, min);

test.each([
  ["the doubtful one is there", ["a", "b", "c"], ["a", "b", "c"]],
  ["it is not", ["a", "b"], ["a", "b"]],
  ["its bytes are there, and no row names them", ["a", "b"], ["a", "b", "c"]],
])("what was taken has its row and its bytes; %s", (_, named, kept) => {
  expect(judge(named, kept)).toMatchObject({ verdict: "valid", figures: { taken: 2 } });
});

test("too few uploads give no verdict", () => {
  expect(judge(["a", "b"], ["a", "b"], 3).verdict).toBe("unknown");
});

test.each([
  ["lost", ["a"], ["a", "b"]],
  ["row-without-bytes", ["a", "b"], ["a"]],
])("%s is reported, and nothing else", (name, named, kept) => {
  const { verdict, violations } = judge(named, kept);
  expect(verdict).toBe("invalid");
  expect(Object.entries(violations).filter(([, count]) => count > 0)).toEqual([[name, 1]]);
});
