import fc from "fast-check";
import { asId, type QueueId } from "../ids.ts";
import { chooseRoute, type RuleBook, traceRules } from "./choose-route.ts";
import type { FailedCondition } from "./conditions.ts";
import type { RoutingRule, RuleAction, RuleCondition } from "./rule.ts";
import type { RuleFacts } from "./rule-facts.ts";

const [solvers, finance, bosses, gone] = ["solvers", "finance", "bosses", "gone"].map((id) =>
  asId<QueueId>(id),
) as [QueueId, QueueId, QueueId, QueueId];
const QUEUES: RuleBook["queues"] = [
  { id: bosses, level: 2, role: "supervisor" },
  { id: solvers, level: 1, role: "solver" },
  { id: finance, level: 2, role: "specialist" },
];
const step = (queueId: QueueId, priorityPlus = 0) =>
  ({ queueId, waitMs: 90_000, skills: "required", priorityPlus, onEmpty: "skip" }) as const;

const FACTS: RuleFacts = {
  channel: "whatsapp",
  inboxId: asId("inbox"),
  writtenTo: ["551140000001"],
  text: "Olá!\nQuero a 2ª via do BOLETO, pedido #1234",
  language: "pt",
  open: true,
  returning: false,
  segments: ["vip"],
  attributes: { plan: "Ouro" },
  menuAnswer: ["finance", "invoice"],
  waitedMs: 30_000,
  queueLengths: new Map([[finance, 7]]),
};

// Of patterns the tests need no more than this; the real engine is the router's.
const finds = (pattern: string, text: string) => new RegExp(pattern, "iu").test(text);

let made = 0;
function rule(condition: RuleCondition, action: Partial<RuleAction> = {}): RoutingRule {
  made += 1;
  return {
    id: asId(`rule-${made}`),
    name: `rule ${made}`,
    enabled: true,
    condition,
    action: { to: { queueId: finance }, ...action },
  };
}

function bookOf(...rules: readonly RoutingRule[]): RuleBook {
  return { version: 4, rules, queues: QUEUES, defaultQueueId: solvers };
}

describe("what a condition makes of a message", () => {
  test.each<[string, RuleCondition, Partial<RuleFacts>, FailedCondition | undefined]>([
    ["its channel", { channels: ["sms", "whatsapp"] }, {}, undefined],
    [
      "another channel",
      { channels: ["sms"] },
      {},
      { condition: "channels", because: "other-channel", found: "whatsapp" },
    ],
    ["its inbox", { inboxIds: [asId("inbox")] }, {}, undefined],
    [
      "another inbox",
      { inboxIds: [asId("x")] },
      {},
      { condition: "inboxIds", because: "other-inbox", found: "inbox" },
    ],
    [
      "the number it went to, as people type it",
      { writtenTo: ["+55 11 4000-0001"] },
      {},
      undefined,
    ],
    [
      "the address it went to, case aside",
      { writtenTo: ["Sales@Example.org"] },
      { writtenTo: ["sales@example.org"] },
      undefined,
    ],
    [
      "a domain it went to",
      { writtenTo: ["@example.org"] },
      { writtenTo: ["sales@example.org"] },
      undefined,
    ],
    [
      "not a domain that only ends alike",
      { writtenTo: ["@example.org"] },
      { writtenTo: ["sales@my-example.org"] },
      { condition: "writtenTo", because: "other-address", found: ["sales@my-example.org"] },
    ],
    ["words, accents and case aside", { words: ["segunda via", "boletó"] }, {}, undefined],
    [
      "no part of a word",
      { words: ["bolet"] },
      {},
      { condition: "words", because: "no-such-words" },
    ],
    ["a pattern anywhere", { patterns: ["pedido\\s*#\\d{4}"] }, {}, undefined],
    [
      "no such pattern",
      { patterns: ["^pedido"] },
      {},
      { condition: "patterns", because: "no-such-pattern" },
    ],
    ["its language", { languages: ["es", "pt"] }, {}, undefined],
    [
      "another language",
      { languages: ["en"] },
      {},
      { condition: "languages", because: "other-language", found: "pt" },
    ],
    [
      "a language that nobody knows",
      { languages: ["en"] },
      { language: undefined },
      { condition: "languages", because: "language-unknown" },
    ],
    ["business hours", { hours: "open" }, {}, undefined],
    [
      "not outside of them",
      { hours: "closed" },
      {},
      { condition: "hours", because: "within-hours" },
    ],
    [
      "not within them at night",
      { hours: "open" },
      { open: false },
      { condition: "hours", because: "outside-hours" },
    ],
    ["a new customer", { returning: false }, {}, undefined],
    [
      "nobody new when they returned",
      { returning: false },
      { returning: true },
      { condition: "returning", because: "returning-customer" },
    ],
    [
      "nobody returned",
      { returning: true },
      {},
      { condition: "returning", because: "new-customer" },
    ],
    ["a segment", { segments: ["loja", "vip"] }, {}, undefined],
    [
      "no such segment",
      { segments: ["loja"] },
      {},
      { condition: "segments", because: "not-in-segment", found: ["vip"] },
    ],
    ["an attribute, case aside", { attributes: { plan: ["prata", "ouro"] } }, {}, undefined],
    [
      "an attribute that nobody has, even if every object does",
      { attributes: { plan: ["ouro"], constructor: ["x"] } },
      {},
      { condition: "attributes", because: "attribute-differs", found: "constructor" },
    ],
    ["where the menu led", { menuAnswer: ["finance"] }, {}, undefined],
    [
      "another way through the menu",
      { menuAnswer: ["finance", "refund"] },
      {},
      { condition: "menuAnswer", because: "other-menu-answer", found: ["finance", "invoice"] },
    ],
    [
      "no menu at all",
      { menuAnswer: ["finance"] },
      { menuAnswer: undefined as never },
      { condition: "menuAnswer", because: "no-menu-answer" },
    ],
    ["a wait of at least so long", { waited: { atLeast: 30_000 } }, {}, undefined],
    [
      "too short a wait",
      { waited: { atLeast: 30_001 } },
      {},
      { condition: "waited", because: "too-little", found: 30_000 },
    ],
    [
      "too long a wait",
      { waited: { below: 30_000 } },
      {},
      { condition: "waited", because: "too-much", found: 30_000 },
    ],
    ["a queue that is long", { queueLength: { queueId: finance, atLeast: 7 } }, {}, undefined],
    [
      "a queue in which nobody waits",
      { queueLength: { queueId: solvers, atLeast: 1 } },
      {},
      { condition: "queueLength", because: "too-little", found: 0 },
    ],
  ])("%s", (_, condition, more, failure) => {
    const book = bookOf(rule(condition));
    const facts = { ...FACTS, ...more };
    expect(traceRules(book, facts, finds)[0]?.failed).toEqual(failure ? [failure] : []);
    const { because } = chooseRoute(book, facts, finds);
    expect(because).toBe(failure ? "no-rule-matched" : "rule-matched");
  });

  test("everything that fails is named, not the first alone", () => {
    const book = bookOf({ ...rule({ channels: ["sms"], hours: "closed" }), enabled: false });
    expect(traceRules(book, FACTS, finds)[0]?.failed.map(({ because }) => because)).toEqual([
      "switched-off",
      "other-channel",
      "within-hours",
    ]);
  });
});

describe("where a rule leads", () => {
  test("to a queue, and takes everything along", () => {
    const all = rule(
      {},
      {
        priority: 3,
        tags: ["money"],
        requiredSkills: { sap: 3 },
        slaPolicyId: "gold",
        keepPreviousAgent: false,
        autoAnswer: { pt: "Já vamos!" },
      },
    );
    expect(chooseRoute(bookOf(all), FACTS, finds)).toEqual({
      because: "rule-matched",
      version: 4,
      ruleId: all.id,
      ruleName: all.name,
      queueId: finance,
      level: 2,
      priority: 3,
      tags: ["money"],
      requiredSkills: { sap: 3 },
      slaPolicyId: "gold",
      plan: undefined,
      keepPreviousAgent: false,
      autoAnswer: { pt: "Já vamos!" },
    });
  });

  test("to the first queue of a level, and not to the supervisors'", () => {
    const choice = chooseRoute(bookOf(rule({}, { to: { level: 2 } })), FACTS, finds);
    expect(choice).toMatchObject({ queueId: finance, level: 2 });
  });

  test("along a plan, whose steps through queues that are gone are left out", () => {
    const planned = rule(
      {},
      { priority: 1, to: { plan: [step(gone), step(solvers, 2), step(finance)] } },
    );
    expect(chooseRoute(bookOf(planned), FACTS, finds)).toMatchObject({
      queueId: solvers,
      level: 1,
      priority: 3,
      plan: { ruleId: planned.id, steps: [step(solvers, 2), step(finance)] },
    });
  });

  test.each<RuleAction["to"]>([{ queueId: gone }, { level: 3 }, { plan: [step(gone)] }])(
    "a rule that leads nowhere catches nothing: %j",
    (to) => {
      const book = bookOf(rule({}, { to }), rule({}));
      expect(chooseRoute(book, FACTS, finds).ruleId).toBe(book.rules[1]?.id);
      expect(traceRules(book, FACTS, finds)[0]?.failed).toEqual([
        { condition: "to", because: "queue-is-gone" },
      ]);
    },
  );
});

test("whatever the rules and the facts, the choice is the first rule of which nothing failed", () => {
  const condition: fc.Arbitrary<RuleCondition> = fc.record(
    {
      channels: fc.constantFrom(["sms"], ["whatsapp"]),
      words: fc.constantFrom(["boleto"], ["entrega"]),
      languages: fc.constantFrom(["pt"], ["en"]),
      returning: fc.boolean(),
      hours: fc.constantFrom("open", "closed"),
      waited: fc.record({ atLeast: fc.nat(60_000) }),
    },
    { requiredKeys: [] },
  );
  const to = fc.constantFrom<RuleAction["to"]>(
    { queueId: finance },
    { queueId: gone },
    { level: 1 },
  );
  const rules = fc.array(fc.record({ condition, to, enabled: fc.boolean() }), { maxLength: 12 });
  const facts = fc.record({
    text: fc.constantFrom("boleto", "cadê a entrega", "oi"),
    open: fc.boolean(),
    returning: fc.boolean(),
    waitedMs: fc.nat(60_000),
    language: fc.constantFrom("pt", "en", undefined),
  });
  fc.assert(
    fc.property(rules, facts, (some, more) => {
      const book = bookOf(
        ...some.map(({ condition, to, enabled }) => ({ ...rule(condition, { to }), enabled })),
      );
      const all = { ...FACTS, ...more };
      const first = traceRules(book, all, finds).find(({ failed }) => failed.length === 0);
      const choice = chooseRoute(book, all, finds);
      expect(choice.ruleId).toBe(first?.rule.id);
      expect(choice.because).toBe(first ? "rule-matched" : "no-rule-matched");
      expect(book.queues.some(({ id }) => id === choice.queueId)).toBe(true);
    }),
  );
});
