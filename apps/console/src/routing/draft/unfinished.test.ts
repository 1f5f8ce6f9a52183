import { EMPTY_CONDITIONS, EMPTY_EXTRAS, type Rule } from "../rule/rule-view.ts";
import { unfinishedIn } from "./unfinished.ts";

const rule = (more: Partial<Rule> = {}): Rule => ({
  ...{ id: "r", name: "r", enabled: true, condition: {} },
  action: { to: { queueId: "q" } },
  ...more,
});
const STEP = { queueId: "q", waitMs: 1_000, skills: "required", priorityPlus: 0, onEmpty: "wait" };
const step = (more: object = {}) => ({ ...STEP, ...more }) as never;

test("a rule that says all it has to say can be saved", () => {
  const condition = {
    words: ["a"],
    hours: "open",
    waited: { atLeast: 1 },
    attributes: { a: ["b"] },
  };
  const action = { to: { plan: [step(), step({ waitMs: null })] }, requiredSkills: { sap: 1 } };
  expect(unfinishedIn(rule({ condition, action } as Partial<Rule>))).toEqual([]);
});

test("what was just added and says nothing yet has to be completed, but for what is said by itself", () => {
  const unfinished = unfinishedIn(
    rule({
      ...{ name: " ", condition: EMPTY_CONDITIONS },
      action: { to: { queueId: "" }, ...EMPTY_EXTRAS },
    }),
  );
  const names = unfinished.map((one) => ("name" in one ? one.name : one.at));
  expect(new Set(names)).toEqual(
    new Set([
      ...["name", "to", "words", "patterns", "languages", "channels", "inboxIds", "writtenTo"],
      ...["menuAnswer", "segments", "attributes", "waited", "queueLength"],
      ...["tags", "requiredSkills", "slaPolicyId", "autoAnswer"],
    ]),
  );
});

test.each([
  [{ to: { plan: [] } }],
  [{ to: { plan: [step({ queueId: "" })] } }],
  [{ to: { plan: [step({ waitMs: null }), step()] } }],
])("a plan has to lead somewhere at every step: %j", (action) => {
  expect(unfinishedIn(rule({ action } as Partial<Rule>))).toEqual([{ at: "to" }]);
});

test.each([
  [{ waited: { atLeast: 5, below: 5 } }],
  [{ queueLength: { queueId: "q" } }],
  [{ attributes: { "": ["x"] } }],
])("a condition that nothing meets is not complete: %j", (condition) => {
  expect(unfinishedIn(rule({ condition } as Partial<Rule>))).toHaveLength(1);
});

test("a group says something, and each of its conditions does", () => {
  const condition = { anyOf: [{ words: ["a"] }, {}, { hours: "open", channels: [] }] };
  expect(unfinishedIn(rule({ condition } as Partial<Rule>))).toEqual([
    { at: "group", group: 1 },
    { at: "condition", name: "channels", group: 2 },
  ]);
});
