import fc from "fast-check";
import { asId, type InboxId, type QueueId } from "../ids.ts";
import { chooseRoute } from "./choose-route.ts";
import { type AroundRules, lintRules, type RuleWarning } from "./lint-rules.ts";
import type { RoutingRule, RuleAction, RuleCondition } from "./rule.ts";
import type { RuleFacts } from "./rule-facts.ts";

const [finance, solvers, empty, gone] = ["finance", "solvers", "empty", "gone"].map((id) =>
  asId<QueueId>(id),
) as [QueueId, QueueId, QueueId, QueueId];
const [sms, chat] = ["sms", "chat"].map((id) => asId<InboxId>(id)) as [InboxId, InboxId];

const AROUND: AroundRules = {
  queues: new Map([
    [finance, { members: 3 }],
    [solvers, { members: 2 }],
    [empty, { members: 0 }],
  ]),
  inboxes: new Map([
    [sms, { channel: "sms", hasHours: false }],
    [chat, { channel: "webchat", hasHours: true }],
  ]),
};

function rule(
  id: string,
  condition: RuleCondition,
  to: RuleAction["to"] = { queueId: finance },
  enabled = true,
): RoutingRule {
  return { id: asId(id), name: id, enabled, condition, action: { to } };
}
const toSolvers = { queueId: solvers };
const warningsOf = (...rules: readonly RoutingRule[]) => lintRules(rules, AROUND);

test.each<[string, RuleCondition, RuleCondition]>([
  ["everything", {}, { words: ["boleto"] }],
  ["the same words", { words: ["Boleto", "fatura"] }, { words: ["boletó"] }],
  ["a phrase with the word in it", { words: ["boleto"] }, { words: ["segunda via do boleto"] }],
  ["an address of the domain", { writtenTo: ["@loja.example"] }, { writtenTo: ["a@Loja.example"] }],
  ["an inbox of the channel", { channels: ["sms"] }, { inboxIds: [sms] }],
  ["further down the menu", { menuAnswer: ["a"] }, { menuAnswer: ["a", "b"] }],
  ["a longer wait", { waited: { atLeast: 5 } }, { waited: { atLeast: 6, below: 9 } }],
  [
    "a fuller queue",
    { queueLength: { queueId: finance, atLeast: 5 } },
    { queueLength: { queueId: finance, atLeast: 9 } },
  ],
  [
    "attributes, case aside",
    { attributes: { plan: ["Ouro"] } },
    { attributes: { plan: ["ouro"] } },
  ],
  ["more conditions", { returning: true }, { returning: true, hours: "open", languages: ["pt"] }],
])("below a rule that takes it all, nothing is reached: %s", (_, above, below) => {
  expect(warningsOf(rule("above", above), rule("below", below, toSolvers))).toEqual([
    { ruleId: "below", because: "never-reached", by: "above" },
  ]);
});

test.each<[string, RuleCondition, RuleCondition]>([
  ["other words", { words: ["boleto"] }, { words: ["entrega"] }],
  ["another way round", { words: ["segunda via do boleto"] }, { words: ["boleto"] }],
  ["more inboxes than channels tell", { channels: ["sms"] }, { inboxIds: [sms, chat] }],
  ["other hours", { hours: "open" }, { hours: "closed", channels: ["webchat"] }],
  ["up the menu", { menuAnswer: ["a", "b"] }, { menuAnswer: ["a"] }],
  ["a shorter wait", { waited: { atLeast: 6 } }, { waited: { atLeast: 5 } }],
  ["patterns of which nobody can tell", { patterns: ["a+"] }, { patterns: ["aa"] }],
])("what may still come is not warned of: %s", (_, above, below) => {
  expect(warningsOf(rule("above", above), rule("below", below, toSolvers))).toEqual([]);
});

test("some of its values that go elsewhere first are named", () => {
  const above = rule("above", { words: ["boleto"] });
  const below = rule(
    "below",
    { words: ["boleto vencido", "fatura"], channels: ["sms"] },
    toSolvers,
  );
  expect(warningsOf(above, below)).toEqual([
    { ruleId: "below", because: "partly-taken", by: "above", values: ["boleto vencido"] },
  ]);
  expect(warningsOf(above, { ...below, action: above.action })).toEqual([]);
});

test("who leads to nobody is told where", () => {
  expect(
    warningsOf(
      rule("1", { words: ["a"] }, { queueId: gone }),
      rule("2", { words: ["a"] }, { queueId: empty }),
      rule("3", { words: ["c"] }, { level: 2 }),
    ),
  ).toEqual([
    { ruleId: "1", because: "queue-is-gone", queueId: gone },
    { ruleId: "2", because: "nobody-serves", queueId: empty },
  ]);
});

test("closed hours are asked in vain where nothing ever closes", () => {
  const closed = (more: RuleCondition) => rule("1", { hours: "closed", ...more });
  const warned: readonly RuleWarning[] = [{ ruleId: asId("1"), because: "never-closed" }];
  expect(warningsOf(closed({ channels: ["sms"] }))).toEqual(warned);
  expect(warningsOf(closed({ inboxIds: [chat] }))).toEqual([]);
  expect(warningsOf(closed({}))).toEqual([]);
});

test("what is switched off hides nothing, and nothing is said of it", () => {
  expect(
    warningsOf(
      rule("off", {}, { queueId: gone }, false),
      rule("on", {}),
      rule("x", {}, toSolvers, false),
    ),
  ).toEqual([]);
});

test("a rule that is never reached decides about no message", () => {
  const condition: fc.Arbitrary<RuleCondition> = fc.record(
    {
      channels: fc.constantFrom(["sms"], ["webchat"], ["sms", "webchat"]),
      words: fc.constantFrom(["boleto"], ["boleto vencido"], ["entrega", "boleto"]),
      languages: fc.constantFrom(["pt"], ["en", "pt"]),
      returning: fc.boolean(),
      hours: fc.constantFrom("open" as const, "closed" as const),
      waited: fc.record({ atLeast: fc.nat(3), below: fc.integer({ min: 4, max: 7 }) }),
      menuAnswer: fc.constantFrom(["a"], ["a", "b"]),
    },
    { requiredKeys: [] },
  );
  const facts = fc.record({
    channel: fc.constantFrom("sms", "webchat"),
    text: fc.constantFrom("meu boleto vencido", "boleto", "entrega", "oi"),
    language: fc.constantFrom("pt", "en", undefined),
    open: fc.boolean(),
    returning: fc.boolean(),
    waitedMs: fc.nat(8),
    menuAnswer: fc.constantFrom(["a"], ["a", "b"], ["c"]),
  });
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 6 }), facts, (conditions, some) => {
      const rules = conditions.map((one, at) => rule(String(at), one));
      const never = lintRules(rules, AROUND).filter(({ because }) => because === "never-reached");
      const all: RuleFacts = {
        ...{ inboxId: sms, writtenTo: [], segments: [], attributes: {}, queueLengths: new Map() },
        ...some,
      };
      const queues = [{ id: finance, level: 1, role: "solver" }] as const;
      const book = { version: 1, rules, queues, defaultQueueId: solvers };
      const { ruleId } = chooseRoute(book, all, () => false);
      expect(never.map((warning) => warning.ruleId)).not.toContain(ruleId);
    }),
  );
});
