import fc from "fast-check";
import type { Channel } from "../channel.ts";
import { asId, type InboxId, type QueueId, type RuleId } from "../ids.ts";
import { chooseRoute, type RuleBook } from "./choose-route.ts";
import { carryIntoDraft, routeInbox, ruleOfInbox, rulesBeforeInbox } from "./route-inbox.ts";
import type { RoutingRule, RuleCondition } from "./rule.ts";
import type { RuleFacts } from "./rule-facts.ts";

const inbox = (name: string) => asId<InboxId>(name);
const queue = (name: string) => asId<QueueId>(name);
const INBOXES = new Map<InboxId, { readonly channel: Channel }>([
  [inbox("mail"), { channel: "email" }],
  [inbox("other-mail"), { channel: "email" }],
  [inbox("sms"), { channel: "sms" }],
]);
const ruleOf = (id: string, condition: RuleCondition, more: Partial<RoutingRule> = {}) => ({
  id: asId<RuleId>(id),
  name: id,
  enabled: true,
  condition,
  action: { to: { queueId: queue("elsewhere") } },
  ...more,
});
const wish = {
  inboxId: inbox("mail"),
  queueId: queue("sales"),
  ruleId: asId<RuleId>("own"),
  name: "Vendas",
};
const namesOf = (rules: readonly RoutingRule[]) => rules.map(({ id }) => id);

test("its rule stands below special ones, and above the first that takes all", () => {
  const rules = [
    ruleOf("boleto", { words: ["boleto"] }),
    ruleOf("off", {}, { enabled: false }),
    ruleOf("all-mail", { channels: ["email"] }),
    ruleOf("rest", {}),
  ];
  const { rules: after, because } = routeInbox(rules, wish, INBOXES);
  expect(because).toBe("rule-added");
  expect(namesOf(after)).toEqual(["boleto", "off", "own", "all-mail", "rest"]);
  expect(ruleOfInbox(after, inbox("mail"))).toEqual({
    id: "own",
    name: "Vendas",
    enabled: true,
    condition: { inboxIds: ["mail"] },
    action: { to: { queueId: "sales" } },
  });
  const before = rulesBeforeInbox(after, { id: inbox("mail"), channel: "email" }, INBOXES);
  expect(namesOf(before)).toEqual(["boleto"]);
});

test("rules of other inboxes and channels are none that may take its messages before", () => {
  const rules = [
    ruleOf("sms", { channels: ["sms"], words: ["x"] }),
    ruleOf("there", { inboxIds: [inbox("other-mail")] }),
    ruleOf("here", { inboxIds: [inbox("mail"), inbox("sms")], hours: "closed" }),
  ];
  const before = rulesBeforeInbox(rules, { id: inbox("mail"), channel: "email" }, INBOXES);
  expect(namesOf(before)).toEqual(["here"]);
});

test("a rule that is there changes its destination, keeps the rest, and is switched on", () => {
  const own = ruleOf(
    "mine",
    { inboxIds: [inbox("mail")] },
    {
      enabled: false,
      action: { to: { level: 2 }, priority: 2, tags: ["loja"] },
    },
  );
  const { rules, because } = routeInbox([own, ruleOf("rest", {})], wish, INBOXES);
  expect(because).toBe("rule-changed");
  expect(rules[0]).toEqual({
    ...own,
    enabled: true,
    action: { to: { queueId: "sales" }, priority: 2, tags: ["loja"] },
  });
});

test("a rule that another takes everything from is moved to where it is asked", () => {
  const own = ruleOf(
    "mine",
    { inboxIds: [inbox("mail")] },
    {
      action: { to: { queueId: queue("sales") } },
    },
  );
  const { rules, because } = routeInbox([ruleOf("rest", {}), own], wish, INBOXES);
  expect([because, namesOf(rules)]).toEqual(["rule-changed", ["mine", "rest"]]);
});

test("the same wish again changes nothing; to leave it to the rules takes the rule out", () => {
  const once = routeInbox([ruleOf("rest", {})], wish, INBOXES).rules;
  expect(routeInbox(once, wish, INBOXES)).toEqual({ rules: once, because: "as-it-was" });
  const left = routeInbox(once, { ...wish, queueId: undefined }, INBOXES);
  expect([left.because, namesOf(left.rules)]).toEqual(["rule-removed", ["rest"]]);
  expect(routeInbox(left.rules, { ...wish, queueId: undefined }, INBOXES).because).toBe(
    "as-it-was",
  );
});

const conditions = fc.record(
  {
    words: fc.constant(["boleto"]),
    channels: fc.subarray<Channel>(["email", "sms"], { minLength: 1 }),
    inboxIds: fc.subarray([...INBOXES.keys()], { minLength: 1 }),
    hours: fc.constantFrom("open" as const, "closed" as const),
  },
  { requiredKeys: [] },
);
const ruleLists = fc
  .array(fc.record({ condition: conditions, enabled: fc.boolean() }), { maxLength: 6 })
  .map((rules) =>
    rules.map(({ condition, enabled }, at) => ruleOf(`r${at}`, condition, { enabled })),
  );
const messages = fc.record({
  inboxId: fc.constantFrom(...INBOXES.keys()),
  text: fc.constantFrom("boleto", "oi"),
  open: fc.boolean(),
});

function bookOf(rules: readonly RoutingRule[]): RuleBook {
  const queues = ["sales", "elsewhere", "default"].map((name) => ({
    id: queue(name),
    level: 1 as const,
    role: "solver" as const,
  }));
  return { version: 1, rules, queues, defaultQueueId: queue("default") };
}
function routed(
  rules: readonly RoutingRule[],
  message: Pick<RuleFacts, "inboxId" | "text" | "open">,
) {
  const facts: RuleFacts = {
    ...{ channel: INBOXES.get(message.inboxId)?.channel ?? "sms", language: undefined },
    ...{ writtenTo: [], returning: false, segments: [], attributes: {}, waitedMs: 0 },
    ...{ queueLengths: new Map(), ...message },
  };
  return chooseRoute(bookOf(rules), facts, () => false);
}

test("an inbox's messages go where it says unless a rule asks for something more, and no other's move", () => {
  fc.assert(
    fc.property(ruleLists, messages, (rules, message) => {
      const after = routeInbox(rules, wish, INBOXES).rules;
      const [was, is] = [routed(rules, message), routed(after, message)];
      if (message.inboxId !== wish.inboxId) {
        expect(is.ruleId).toBe(was.ruleId);
      } else if (is.queueId !== wish.queueId) {
        // It was taken by one that does not take everything, and was taken by it before.
        expect(is.ruleId).toBe(was.ruleId);
        const taker = after.find(({ id }) => id === is.ruleId);
        expect(Object.keys(taker?.condition ?? {})).toEqual(
          expect.arrayContaining([expect.stringMatching(/^(words|hours)$/)]),
        );
      }
    }),
  );
});

describe("a draft that somebody is writing", () => {
  const published = { ...routeInbox([], wish, INBOXES), before: 3, version: 4 };
  const other = { ...wish, ruleId: asId<RuleId>("other") };
  const carried = (rules: readonly RoutingRule[], basedOn = 3) =>
    carryIntoDraft({ rules, basedOn }, other, published, INBOXES);

  test("has the rule that was published, and not one like it", () => {
    expect(namesOf(carried([ruleOf("special", { words: ["x"] })]).rules)).toEqual([
      "special",
      "own",
    ]);
  });

  test("keeps what it has under that id, and has the rule under another", () => {
    const mine = ruleOf("own", { inboxIds: [inbox("mail")], words: ["x"] });
    const { rules } = carried([mine]);
    expect(namesOf(rules)).toEqual(["own", "other"]);
    expect(rules[0]).toEqual(mine);
  });

  test("is of the new version only if it was of the one before", () => {
    expect(carried([]).basedOn).toBe(4);
    expect(carried([], 2).basedOn).toBe(2);
  });
});
