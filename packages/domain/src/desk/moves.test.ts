import {
  type AgentId,
  asId,
  type DeskConversation,
  type Principal,
  type QueueId,
} from "../index.ts";
import {
  afterClaim,
  afterHandOver,
  afterNote,
  afterReopen,
  afterReply,
  afterResolve,
  afterReturn,
  afterSnooze,
} from "./moves.ts";

const NOW = 1_800_000_000_000;
const ana = asId<AgentId>("a0000000-0000-7000-8000-000000000001");
const bia = asId<AgentId>("a0000000-0000-7000-8000-000000000002");
const level1 = asId<QueueId>("b0000000-0000-7000-8000-000000000001");
const technical = asId<QueueId>("b0000000-0000-7000-8000-000000000002");
const queueOfTechnical = { id: technical, name: "t", level: 2, role: "specialist" } as const;
const queueOfLevel1 = { id: level1, name: "s", level: 1, role: "solver" } as const;

function aConversation(change: Partial<DeskConversation> = {}): DeskConversation {
  return {
    id: asId("c0000000-0000-7000-8000-000000000001"),
    protocol: "270115-0000000A",
    inboxId: asId("d0000000-0000-7000-8000-000000000001"),
    channel: "sms",
    address: "tel:+5511900000001",
    contactId: asId("e0000000-0000-7000-8000-000000000001"),
    status: "open",
    waitingOn: "agent",
    queueId: level1,
    level: 1,
    priority: 0,
    tags: [],
    requiredSkills: {},
    language: "pt",
    slaPolicyId: undefined,
    plan: undefined,
    planStep: undefined,
    assigneeId: undefined,
    stickyAgentId: undefined,
    epoch: 3,
    version: 7,
    lastSeq: 4,
    lastPublicSeq: 3,
    arrivedAt: NOW - 60_000,
    lastInboundAt: NOW - 60_000,
    lastMessageAt: NOW - 60_000,
    waitingSince: NOW - 60_000,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    followsId: undefined,
    assignedAt: undefined,
    excludedAgentIds: [],
    title: undefined,
    followerIds: [],
    registration: undefined,
    handOver: undefined,
    preview: "oi",
    previewFrom: "customer",
    ...change,
  };
}

const who = (id: AgentId): Principal => ({
  kind: "agent",
  id,
  name: "Ana",
  role: "agent",
  queueIds: [level1],
});

test("a reply makes it the customer's turn and takes the next seq", () => {
  const after = afterReply(aConversation({ assigneeId: ana }), who(ana), "Olá", NOW);
  expect(after).toMatchObject({
    lastSeq: 5,
    lastPublicSeq: 5,
    waitingOn: "customer",
    waitingSince: undefined,
    epoch: 3,
    preview: "Olá",
    previewFrom: "agent",
  });
});

test("answering a conversation that waits for somebody makes it the writer's", () => {
  const after = afterReply(aConversation(), who(ana), "Olá", NOW);
  expect(after).toMatchObject({ assigneeId: ana, stickyAgentId: ana, epoch: 4, assignedAt: NOW });
});

test("a program that answers owns nothing", () => {
  const key: Principal = { kind: "api-key", id: "k", name: "bot", role: "agent" };
  const after = afterReply(aConversation(), key, "Olá", NOW);
  expect(after).toMatchObject({ assigneeId: undefined, epoch: 3, previewFrom: "system" });
});

test("a last word after resolution reopens nothing and takes nothing", () => {
  const after = afterReply(aConversation({ status: "resolved" }), who(ana), "Tchau", NOW);
  expect(after).toMatchObject({ status: "resolved", assigneeId: undefined, epoch: 3 });
});

test("a note takes a seq the customer does not see, and changes nobody's turn", () => {
  const before = aConversation();
  const after = afterNote(before, "cliente VIP", NOW);
  expect(after).toMatchObject({ lastSeq: 5, lastPublicSeq: 3, previewFrom: "note" });
  expect(after.waitingSince).toBe(before.waitingSince);
});

test("every change of owner is another epoch", () => {
  const owned = aConversation({ assigneeId: ana });
  const handOver = {
    kind: "direct",
    byName: "Ana",
    fromQueueId: level1,
    note: "",
    at: NOW,
  } as const;
  const epochs = {
    claim: afterClaim(aConversation(), ana, NOW).epoch,
    handOver: afterHandOver(owned, { queue: queueOfTechnical }, handOver).epoch,
    return: afterReturn(owned, queueOfLevel1, handOver).epoch,
    reopenedByAnother: afterReopen(owned, who(bia), NOW).epoch,
  };
  expect(Object.values(epochs)).toEqual([4, 4, 4, 4]);
  expect(afterReopen(owned, who(ana), NOW).epoch).toBe(3);
  expect(afterResolve(owned, NOW).epoch).toBe(3);
  expect(afterSnooze(owned, NOW + 1).epoch).toBe(3);
});

test("handed over, it waits at the other queue's level at its original place", () => {
  const before = aConversation({ assigneeId: ana, stickyAgentId: ana, status: "snoozed" });
  const handOver = {
    kind: "direct",
    byAgentId: ana,
    byName: "Ana",
    fromQueueId: level1,
    note: "",
    at: NOW,
  } as const;
  const after = afterHandOver(before, { queue: queueOfTechnical }, handOver);
  expect(after).toMatchObject({
    status: "open",
    queueId: technical,
    level: 2,
    assigneeId: undefined,
    stickyAgentId: undefined,
    arrivedAt: before.arrivedAt,
    handOver,
  });
});

test("returned, it is offered neither to who gives it back nor to who sent it", () => {
  const before = aConversation({
    queueId: technical,
    level: 2,
    assigneeId: bia,
    handOver: {
      kind: "direct",
      byAgentId: ana,
      byName: "Ana",
      fromQueueId: level1,
      note: "",
      at: 0,
    },
  });
  const after = afterReturn(before, queueOfLevel1, {
    kind: "return",
    byAgentId: bia,
    byName: "Bia",
    fromQueueId: technical,
    note: "falta o número de série",
    at: NOW,
  });
  expect(after).toMatchObject({ queueId: level1, level: 1, assigneeId: undefined });
  expect(after.excludedAgentIds).toEqual([bia, ana]);
});

test("resolving keeps who solved it and stops the customer's waiting", () => {
  const after = afterResolve(aConversation({ assigneeId: ana, status: "snoozed" }), NOW);
  expect(after).toMatchObject({
    status: "resolved",
    assigneeId: ana,
    resolvedAt: NOW,
    waitingSince: undefined,
    snoozedUntil: undefined,
  });
});

test("reopened by somebody else, it waits in its queue and its last owner is preferred", () => {
  const after = afterReopen(aConversation({ status: "resolved", assigneeId: ana }), who(bia), NOW);
  expect(after).toMatchObject({ status: "open", assigneeId: undefined, stickyAgentId: ana });
});
