import fc from "fast-check";
import { weightOf } from "../channel.ts";
import {
  type AgentState,
  assignQueue,
  chooseAgent,
  effectivePriority,
  inQueueOrder,
  type WaitingConversation,
} from "./index.ts";
import { agent, MINUTE, NOW, TERMS, waiting } from "./testing/floor.ts";

describe("who gets a conversation", () => {
  const ana = agent("ana", { lastAssignedAt: { sms: NOW - 5 * MINUTE } });
  const bia = agent("bia", { lastAssignedAt: { sms: NOW - 9 * MINUTE } });

  test.each<[string, Partial<WaitingConversation>, AgentState[], string, string]>([
    ["the one idle longest on the channel", {}, [ana, bia], "bia", "longest-idle"],
    ["one who never had any before one who had", {}, [ana, agent("new")], "new", "longest-idle"],
    [
      "the previous agent before one idle longer",
      { stickyAgentId: ana.id },
      [ana, bia],
      "ana",
      "previous-agent",
    ],
    [
      "another if the previous agent is away",
      { stickyAgentId: ana.id },
      [{ ...ana, wanted: "away" }, bia],
      "bia",
      "longest-idle",
    ],
    ["not whoever gave it back", { excludedAgentIds: [bia.id] }, [ana, bia], "ana", "longest-idle"],
    ["nobody who is full", {}, [{ ...bia, load: 3 }, ana], "ana", "longest-idle"],
    [
      "nobody at the channel's own limit",
      {},
      [{ ...bia, limitByChannel: { sms: 1 }, heldByChannel: { sms: 1 } }, ana],
      "ana",
      "longest-idle",
    ],
    [
      "nobody who lost the connection",
      {},
      [{ ...bia, reachable: false }, ana],
      "ana",
      "longest-idle",
    ],
  ])("%s", (_, conversation, agents, expected, because) => {
    const choice = chooseAgent(waiting("c", conversation), agents, TERMS, NOW);
    expect(choice).toMatchObject({ kind: "agent", agentId: expected, because });
  });

  test.each([
    ["nobody-available", [agent("a", { wanted: "busy" })]],
    ["nobody-available", []],
    ["everyone-full", [agent("a", { load: 3 }), agent("b", { wanted: "away" })]],
  ])("says %s when nobody can take it, with the reason against each", (because, agents) => {
    const choice = chooseAgent(waiting("c"), agents, TERMS, NOW);
    expect(choice).toMatchObject({ kind: "none", because });
    expect(choice.candidates).toHaveLength(agents.length);
  });
});

test("ten arrivals, two agents of capacity three: six given in order, four left in order", () => {
  const arrivals = Array.from({ length: 10 }, (_, i) =>
    waiting(`c${i}`, { arrivedAt: NOW - (10 - i) * 1000 }),
  );
  const assignments = assignQueue(arrivals, [agent("a"), agent("b")], TERMS, NOW);
  const given = assignments.filter((a) => a.choice.kind === "agent");
  expect(given.map((a) => a.conversation.id)).toEqual(["c0", "c1", "c2", "c3", "c4", "c5"]);
  expect(new Set(given.map((a) => a.choice.kind === "agent" && a.choice.agentId)).size).toBe(2);
});

const channels = fc.constantFrom("sms", "webchat", "email", "whatsapp", "form", "loopback");
const conversations = fc.array(
  fc.record({
    channel: channels,
    priority: fc.integer({ min: -3, max: 3 }),
    waited: fc.integer({ min: 0, max: 120 * MINUTE }),
  }),
  { maxLength: 40 },
);
const staff = fc.array(
  fc.record({
    wanted: fc.constantFrom("available", "busy", "away", "offline"),
    reachable: fc.boolean(),
    capacity: fc.integer({ min: 0, max: 5 }),
    load: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 6 },
);

test("nobody is ever given more than they can hold, and everything has a reason", () => {
  fc.assert(
    fc.property(conversations, staff, (cs, as) => {
      const agents = as.map((a, i) => agent(`agent${i}`, a as Partial<AgentState>));
      const queue = cs.map((c, i) =>
        waiting(`c${i}`, {
          channel: c.channel as WaitingConversation["channel"],
          priority: c.priority,
          arrivedAt: NOW - c.waited,
        }),
      );
      const load = new Map(agents.map((a) => [a.id, a.load]));
      for (const { conversation, choice } of assignQueue(queue, agents, TERMS, NOW)) {
        expect(choice.because).not.toBe("");
        if (choice.kind !== "agent") continue;
        const chosen = agents.find((a) => a.id === choice.agentId);
        expect(chosen?.wanted).toBe("available");
        expect(chosen?.reachable).toBe(true);
        const held = (load.get(choice.agentId) ?? 0) + weightOf(conversation.channel);
        load.set(choice.agentId, held);
        expect(held).toBeLessThanOrEqual(chosen?.capacity ?? 0);
      }
    }),
  );
});

test("inside one effective priority nobody overtakes", () => {
  fc.assert(
    fc.property(conversations, (cs) => {
      const queue = cs.map((c, i) =>
        waiting(`c${i}`, { priority: c.priority, arrivedAt: NOW - c.waited }),
      );
      const ordered = inQueueOrder(queue, NOW);
      for (const [i, current] of ordered.entries()) {
        const next = ordered[i + 1];
        if (!next) continue;
        const a = effectivePriority(current, NOW);
        const b = effectivePriority(next, NOW);
        expect(a).toBeGreaterThanOrEqual(b);
        if (a === b) expect(current.arrivedAt).toBeLessThanOrEqual(next.arrivedAt);
      }
    }),
  );
});
