import fc from "fast-check";
import type { Channel } from "../channel.ts";
import { asId, type InboxId, type QueueId, type RuleId } from "../ids.ts";
import { chooseRoute, type RuleBook, traceRules } from "./choose-route.ts";
import { impliesRule } from "./implied-rule.ts";
import { type AroundRules, lintRules } from "./lint-rules.ts";
import { mistakesInRules } from "./mistakes-in-rules.ts";
import type { RoutingRule, RuleCondition, SimpleCondition } from "./rule.ts";
import type { RuleFacts } from "./rule-facts.ts";

const queue = asId<QueueId>("queue");
const INBOXES = new Map<InboxId, { readonly channel: Channel; readonly hasHours: boolean }>([
  [asId("shop"), { channel: "sms", hasHours: true }],
  [asId("mail"), { channel: "email", hasHours: false }],
]);
const AROUND: AroundRules = { queues: new Map([[queue, { members: 1 }]]), inboxes: INBOXES };

const ruleOf = (id: string, condition: RuleCondition): RoutingRule => ({
  ...{ id: asId<RuleId>(id), name: id, enabled: true, condition },
  action: { to: { queueId: queue } },
});
const bookOf = (...rules: RoutingRule[]): RuleBook => ({
  ...{ version: 1, rules, defaultQueueId: asId<QueueId>("default") },
  queues: [{ id: queue, level: 1, role: "solver" }],
});
const contains = (pattern: string, text: string) => text.includes(pattern);

const factsOf = (change: Partial<RuleFacts> = {}): RuleFacts => ({
  ...{
    channel: "sms",
    inboxId: asId<InboxId>("shop"),
    writtenTo: [],
    text: "",
    language: undefined,
  },
  ...{ open: true, returning: false, segments: [], attributes: {}, waitedMs: 0 },
  ...{ queueLengths: new Map(), ...change },
});
const holds = (condition: RuleCondition, facts: RuleFacts): boolean =>
  chooseRoute(bookOf(ruleOf("it", condition)), facts, contains).because === "rule-matched";

const EITHER: RuleCondition = {
  channels: ["sms"],
  anyOf: [{ words: ["boleto"], returning: true }, { hours: "closed" }],
};

test.each<[string, Partial<RuleFacts>, boolean]>([
  ["the first group as a whole", { text: "boleto", returning: true }, true],
  ["the second group", { open: false }, true],
  ["half of the first group", { text: "boleto" }, false],
  ["a group, and not what is asked besides", { channel: "email", open: false }, false],
  ["nothing", {}, false],
])("with %s it is told", (_, change, expected) => {
  expect(holds(EITHER, factsOf(change))).toBe(expected);
});

test("what is wrong is said of every group", () => {
  const [trace] = traceRules(bookOf(ruleOf("it", EITHER)), factsOf({ text: "boleto" }), contains);
  expect(trace?.failed).toEqual([
    {
      condition: "anyOf",
      because: "no-group-holds",
      groups: [
        [{ condition: "returning", because: "new-customer" }],
        [{ condition: "hours", because: "within-hours" }],
      ],
    },
  ]);
});

test("mistakes are found in groups, at their places", () => {
  const condition: RuleCondition = {
    anyOf: [
      { channels: ["fax"], patterns: ["("] },
      {},
      { queueLength: { queueId: asId("gone"), atLeast: 3 }, waited: {} },
    ],
  };
  const known = {
    ...{ queues: new Set([queue]), inboxes: new Set<string>(), policies: new Set<string>() },
    channels: ["sms"],
    patterns: { refuse: () => "it is not closed", size: () => 1 },
  };
  expect(mistakesInRules([ruleOf("it", condition)], known).map(({ at }) => at)).toEqual([
    "0.condition.anyOf.0.channels.0",
    "0.condition.anyOf.0.patterns.0",
    "0.condition.anyOf.2.waited",
    "0.condition.anyOf.2.queueLength.queueId",
    "0.condition.anyOf.1",
  ]);
});

test("a rule is never reached when each of its groups is taken above, by one rule", () => {
  const above = ruleOf("above", { anyOf: [{ words: ["boleto"] }, { words: ["pix"] }] });
  const both = ruleOf("both", {
    channels: ["sms"],
    anyOf: [{ words: ["boleto vencido"] }, { words: ["pix"], returning: true }],
  });
  const one = ruleOf("one", { anyOf: [{ words: ["pix"] }, { hours: "closed" }] });
  expect(lintRules([above, both, one], AROUND)).toEqual([
    { ruleId: "both", because: "never-reached", by: "above" },
  ]);
});

const simple = fc.record(
  {
    channels: fc.subarray<Channel>(["sms", "email"], { minLength: 1 }),
    inboxIds: fc.subarray([...INBOXES.keys()], { minLength: 1 }),
    words: fc.subarray(["boleto", "boleto vencido", "pix"], { minLength: 1 }),
    hours: fc.constantFrom("open" as const, "closed" as const),
    returning: fc.boolean(),
    waited: fc.constantFrom({ atLeast: 10 }, { below: 20 }, { atLeast: 5, below: 15 }),
    attributes: fc.constantFrom({ plan: ["gold"] }, { plan: ["gold", "silver"] }),
  },
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<RuleCondition> = fc
  .tuple(simple, fc.option(fc.array(simple, { minLength: 1, maxLength: 3 }), { nil: undefined }))
  .map(([alone, anyOf]) => ({ ...alone, ...(anyOf && { anyOf }) }));
const facts = fc
  .record({
    inboxId: fc.constantFrom(...INBOXES.keys()),
    text: fc.constantFrom("", "meu boleto", "o boleto vencido e o pix", "pix"),
    open: fc.boolean(),
    returning: fc.boolean(),
    waitedMs: fc.integer({ min: 0, max: 25 }),
    attributes: fc.constantFrom({}, { plan: "gold" }, { plan: "silver" }),
  })
  .map((some) => factsOf({ ...some, channel: INBOXES.get(some.inboxId)?.channel ?? "sms" }));

test("it holds where what is asked of everything holds, and one group does", () => {
  fc.assert(
    fc.property(condition, facts, (asked, seen) => {
      const { anyOf, ...alone } = asked;
      const expected =
        holds(alone, seen) &&
        (anyOf === undefined || anyOf.some((group: SimpleCondition) => holds(group, seen)));
      expect(holds(asked, seen)).toBe(expected);
    }),
  );
});

test("something is said against it exactly where it does not hold", () => {
  fc.assert(
    fc.property(condition, facts, (asked, seen) => {
      const [trace] = traceRules(bookOf(ruleOf("it", asked)), seen, contains);
      expect(trace?.failed.length === 0).toBe(holds(asked, seen));
    }),
  );
});

test("what is said to follow from a condition holds wherever that condition does", () => {
  fc.assert(
    fc.property(condition, condition, facts, (narrow, wide, seen) => {
      if (impliesRule(narrow, wide, INBOXES) && holds(narrow, seen)) {
        expect(holds(wide, seen)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("every condition follows from itself, and from itself with another group taken away", () => {
  fc.assert(
    fc.property(condition, (asked) => {
      expect(impliesRule(asked, asked, INBOXES)).toBe(true);
      const { anyOf = [], ...alone } = asked;
      if (anyOf.length < 2) return;
      expect(impliesRule({ ...alone, anyOf: anyOf.slice(1) }, asked, INBOXES)).toBe(true);
    }),
  );
});
