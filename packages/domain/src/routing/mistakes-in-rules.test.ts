import {
  asId,
  type KnownToRules,
  mistakesInRules,
  type PlanStep,
  type QueueId,
  queuesInRules,
  type RoutingRule,
  type RuleCondition,
} from "../index.ts";

const sales = asId<QueueId>("sales");
const nowhere = asId<QueueId>("nowhere");
const known: KnownToRules = {
  queues: new Set([sales]),
  inboxes: new Set(["shop"]),
  policies: new Set(["gold"]),
  channels: ["sms", "email"],
  patterns: {
    refuse: (pattern) => (pattern === "(" ? "it is not closed" : undefined),
    size: (pattern) => pattern.length,
  },
};

function rule(change: Partial<RoutingRule> = {}): RoutingRule {
  const action = { to: { queueId: sales } };
  return { id: asId("one"), name: "One", enabled: true, condition: {}, action, ...change };
}
const step = (change: Partial<PlanStep> = {}): PlanStep => ({
  queueId: sales,
  waitMs: null,
  skills: "required",
  priorityPlus: 0,
  onEmpty: "wait",
  ...change,
});
const mistakes = (...rules: RoutingRule[]) =>
  mistakesInRules(rules, known).map(({ at, problem }) => `${at}: ${problem}`);

test("rules that name what is there have none", () => {
  const condition: RuleCondition = {
    channels: ["sms"],
    inboxIds: [asId("shop")],
    patterns: ["a+"],
    waited: { atLeast: 1 },
    queueLength: { below: 5, queueId: sales },
  };
  const plan = [step({ waitMs: 60_000 }), step()];
  const action = { to: { plan }, slaPolicyId: "gold", autoAnswer: { en: "Hi" } };
  expect(mistakes(rule({ condition, action }), rule({ id: asId("two") }))).toEqual([]);
});

test.each<[string, Partial<RoutingRule>, string]>([
  [
    "a channel that is not built",
    { condition: { channels: ["sms", "telex"] } },
    "0.condition.channels.1: this build has no such channel",
  ],
  [
    "an inbox that is nowhere",
    { condition: { inboxIds: [asId("none")] } },
    "0.condition.inboxIds.0: no such inbox",
  ],
  [
    "a pattern that cannot be used",
    { condition: { patterns: ["("] } },
    "0.condition.patterns.0: it is not closed",
  ],
  [
    "a range without an end",
    { condition: { waited: {} } },
    "0.condition.waited: say atLeast, below or both",
  ],
  [
    "a range that holds for nothing",
    { condition: { waited: { atLeast: 5, below: 5 } } },
    "0.condition.waited: nothing is at least this and below that",
  ],
  [
    "the length of a queue that is nowhere",
    { condition: { queueLength: { atLeast: 1, queueId: nowhere } } },
    "0.condition.queueLength.queueId: no such queue",
  ],
  [
    "a promise that nobody makes",
    { action: { to: { level: 1 }, slaPolicyId: "none" } },
    "0.action.slaPolicyId: no such policy",
  ],
  [
    "an answer without words",
    { action: { to: { level: 1 }, autoAnswer: {} } },
    "0.action.autoAnswer: say it in one language at least",
  ],
  [
    "a queue that is nowhere",
    { action: { to: { queueId: nowhere } } },
    "0.action.to.queueId: no such queue",
  ],
  [
    "a step to nowhere",
    { action: { to: { plan: [step({ queueId: nowhere })] } } },
    "0.action.to.plan.0.queueId: no such queue",
  ],
  [
    "a step that never ends before another",
    { action: { to: { plan: [step(), step()] } } },
    "0.action.to.plan.0.waitMs: no step after this one would ever begin",
  ],
])("%s is a mistake", (_, change, mistake) => {
  expect(mistakes(rule(change))).toEqual([mistake]);
});

test("one id twice is a mistake of the second", () => {
  expect(mistakes(rule(), rule())).toEqual(["1.id: another rule has this id"]);
});

test("patterns are too large together, not counting what is switched off", () => {
  const large = (id: string, enabled = true) =>
    rule({ id: asId(id), enabled, condition: { patterns: ["a".repeat(6_000)] } });
  expect(mistakes(large("one"), large("two", false))).toEqual([]);
  expect(mistakes(large("one"), large("two"))).toEqual([
    ": the patterns of all rules are too large together: 12000 steps a character, at most 10000",
  ]);
});

test("queues are named by targets, plans and conditions", () => {
  const condition = { queueLength: { atLeast: 1, queueId: nowhere } };
  const action = { to: { plan: [step()] } };
  expect(queuesInRules([rule(), rule({ condition, action })])).toEqual([sales, nowhere, sales]);
});
