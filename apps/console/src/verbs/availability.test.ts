import type { ConversationView, QueueView } from "@circuito/protocol";
import { seededWorld } from "../../harness/seed.ts";
import { destinations, verbsFor } from "./availability.ts";

const { queues, agents, conversations, world } = seededWorld();
const all: readonly QueueView[] = Object.values(queues);
const me = agents.carla;
const mine: ConversationView = {
  ...world.conversation(conversations.rafael.id),
  assignee: { id: me.id, name: me.name },
};
const verbs = (told: Partial<ConversationView>, who: Pick<typeof me, "id" | "role"> = me) =>
  verbsFor({ ...mine, ...told }, who, all);
const handOver = {
  kind: "transfer",
  byName: "Bruno",
  fromQueueId: queues.finance.id,
  note: "",
  result: null,
  diverted: null,
  at: "2026-04-18T12:00:00Z",
} as const;

test("an open conversation of mine can go everywhere its level allows, but not be taken again", () => {
  expect(verbs({})).toEqual(["transfer", "direct", "escalate", "snooze", "resolve"]);
});

test("nobody's conversation is taken first; at a director's queue it is directed before all else", () => {
  expect(verbs({ assignee: null })[0]).toBe("claim");
  expect(verbs({ queueId: queues.triage.id })[0]).toBe("direct");
});

test("somebody else's is left alone by an agent, and open to a supervisor", () => {
  const others = { assignee: { id: agents.bruno.id, name: "Bruno" } };
  expect(verbs(others)).toEqual([]);
  expect(verbs(others, { id: me.id, role: "supervisor" })).toContain("transfer");
});

test("only what was handed over, and not sent back already, can be returned", () => {
  expect(verbs({ handOver })).toContain("return");
  expect(verbs({ handOver: { ...handOver, kind: "return" } })).not.toContain("return");
  expect(verbs({ handOver: { ...handOver, fromQueueId: null } })).not.toContain("return");
});

test("specialists do not direct, and the highest level does not escalate", () => {
  expect(verbs({ level: 2, queueId: queues.finance.id })).not.toContain("direct");
  expect(verbs({ level: 3, queueId: queues.engineering.id })).not.toContain("escalate");
});

test("what is over can only be opened again, what is closed not even that", () => {
  expect(verbs({ status: "resolved" })).toEqual(["reopen"]);
  expect(verbs({ status: "closed" })).toEqual([]);
  expect(verbs({ status: "snoozed" })).toContain("reopen");
});

test("each hand-over offers the queues that the rules let it go to", () => {
  const names = (kind: "transfer" | "direct" | "escalate") =>
    destinations(kind, { level: 1, queueId: null }, all).map((queue) => queue.name);
  expect(names("transfer")).toEqual(["Atendimento N1", "Direcionamento"]);
  expect(names("direct")).toEqual(["Financeiro N2", "Logística N2", "Engenharia N3"]);
  expect(names("escalate")).toEqual(["Financeiro N2", "Logística N2", "Engenharia N3"]);
});
