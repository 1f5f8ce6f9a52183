import fc from "fast-check";
import { asId, type RuleId } from "../ids.ts";
import { diffRules } from "./diff-rules.ts";
import type { RoutingRule } from "./rule.ts";

function rule(id: string, more: Partial<RoutingRule> = {}): RoutingRule {
  return {
    id: asId<RuleId>(id),
    name: id,
    enabled: true,
    condition: { words: [id] },
    action: { to: { queueId: asId("q") } },
    ...more,
  };
}
const list = (ids: string) => [...ids].map((id) => rule(id));

test("says what was added, removed and changed, field by field", () => {
  const changed = rule("b", { enabled: false, condition: { hours: "open" } });
  expect(diffRules(list("abc"), [rule("a"), changed, rule("n")])).toEqual([
    {
      kind: "changed",
      ruleId: "b",
      name: "b",
      fields: [
        { field: "enabled", before: true, after: false },
        { field: "condition.words", before: ["b"] },
        { field: "condition.hours", after: "open" },
      ],
    },
    { kind: "added", rule: rule("n"), position: 3 },
    { kind: "removed", rule: rule("c"), position: 3 },
  ]);
});

test.each([
  ["abcde", "eabcd", [["e", 5, 1]]],
  ["abcde", "bcdea", [["a", 1, 5]]],
  ["abcde", "abcde", []],
  ["abcde", "acbde", [["c", 3, 2]]],
  ["abc", "xabc", []],
])("%s → %s moves as few as possible", (before, after, moves) => {
  const moved = diffRules(list(before), list(after)).flatMap((difference) =>
    difference.kind === "moved" ? [[difference.ruleId, difference.from, difference.to]] : [],
  );
  expect(moved).toEqual(moves);
});

test("the order of names in an object is no difference", () => {
  const range = { atLeast: 1, below: 9 };
  const before = rule("a", { condition: { waited: range } });
  const after = rule("a", { condition: { waited: { below: 9, atLeast: 1 } } });
  expect(diffRules([before], [after])).toEqual([]);
});

test("a difference, undone by its own account, gives back what was before", () => {
  const ids = fc.shuffledSubarray([..."abcdefgh"]);
  fc.assert(
    fc.property(ids, ids, (before, after) => {
      const differences = diffRules(list(before.join("")), list(after.join("")));
      const touched = new Set(
        differences.flatMap((one) =>
          one.kind === "added" ? [one.rule.id] : one.kind === "moved" ? [one.ruleId] : [],
        ),
      );
      // Without what moved or is new, the others are in the order in which they were.
      const stayed = after.filter((id) => !touched.has(asId(id)));
      expect(before.filter((id) => stayed.includes(id))).toEqual(stayed);
      const removed = differences.filter(({ kind }) => kind === "removed").length;
      const added = differences.filter(({ kind }) => kind === "added").length;
      expect(before.length - removed + added).toBe(after.length);
    }),
  );
});
