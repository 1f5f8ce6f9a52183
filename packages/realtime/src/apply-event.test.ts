import type { AgentEvent, ConversationView, DeliveryStatus, MessageView } from "@circuito/protocol";
import { agentEvent } from "@circuito/protocol";
import fc from "fast-check";
import { applyEvents, leaveEarlier, openThread, putEarlier, putMessages } from "./apply-event.ts";
import { EMPTY_CACHE, EMPTY_THREAD } from "./cache.ts";
import { findGap } from "./gap.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const at = (n: number) => new Date(Date.UTC(2026, 3, 18, 12, 0, n)).toISOString();

function conversation(n: number, version: number, extra: Partial<ConversationView> = {}) {
  return {
    id: uuid(n),
    protocol: `2026-${n}`,
    channel: "sms",
    inboxId: uuid(900),
    contact: { id: uuid(800 + n), name: null, address: "tel:+15550100" },
    status: "open",
    waitingOn: "agent",
    queueId: null,
    inMenu: false,
    level: 1,
    priority: 0,
    assignee: null,
    epoch: 0,
    version,
    lastSeq: version,
    subject: null,
    title: null,
    category: null,
    categoryId: null,
    categoryFields: null,
    lease: null,
    summary: null,
    urgency: null,
    promisedAt: null,
    tags: [],
    followerIds: [],
    arrivedAt: at(0),
    lastMessageAt: null,
    waitingSince: null,
    snoozedUntil: null,
    resolvedAt: null,
    preview: "",
    previewLengthMs: null,
    previewFrom: null,
    handOver: null,
    replyWindowEndsAt: null,
    optedOutAt: null,
    nextDue: null,
    promisesRevision: 0,
    ...extra,
  } satisfies ConversationView;
}

function message(conversationN: number, seq: number, status: DeliveryStatus | null, text = "oi") {
  return {
    id: uuid(conversationN * 1000 + seq),
    conversationId: uuid(conversationN),
    seq,
    direction: status === null ? "inbound" : "outbound",
    author: { kind: status === null ? "contact" : "agent", id: null, name: null },
    text,
    media: [],
    clientId: null,
    mail: null,
    delivery: status === null ? null : { status, error: null, recipients: null },
    chat: null,
    changes: null,
    revision: 0,
    collision: false,
    sentAt: null,
    createdAt: at(seq),
  } satisfies MessageView;
}

const someEvent: fc.Arbitrary<AgentEvent> = fc
  .record({
    type: fc.constantFrom(
      "conversation.changed",
      "message.created",
      "message.changed",
      "activity.created",
      "agent.changed",
      "queue.changed",
      "inbox.changed",
      "configuration.changed",
      "views.changed",
    ),
    which: fc.integer({ min: 1, max: 3 }),
    turn: fc.integer({ min: 1, max: 6 }),
    // Views that contradict each other under one version must still end the same way everywhere.
    twist: fc.boolean(),
    status: fc.constantFrom(
      null,
      "queued",
      "submitting",
      "sent",
      "failed",
      "delivered",
      "read",
      "unknown",
    ),
  })
  .map(({ type, which, turn, twist, status }) => {
    const base = { position: `${turn}`, conversationId: uuid(which), at: at(turn) };
    switch (type) {
      case "conversation.changed":
        return {
          ...base,
          type,
          conversation: conversation(which, turn, { promisesRevision: Number(twist) }),
        };
      case "message.created":
      case "message.changed":
        return { ...base, type, message: message(which, turn, status, `${twist}`) };
      case "activity.created":
        return {
          ...base,
          type,
          activity: {
            id: `${turn}`,
            conversationId: uuid(which),
            kind: "assigned",
            actorName: null,
            data: { twist },
            because: null,
            at: at(turn),
          },
        };
      case "agent.changed":
        return {
          ...base,
          type,
          agent: {
            id: uuid(which),
            name: "Ana",
            email: "ana@example.com",
            role: "agent",
            queueIds: [],
            wanted: "available",
            wantedReason: null,
            wantedSince: at(0),
            shiftId: null,
            reachable: twist,
            load: turn,
            capacity: 5,
          },
        };
      case "queue.changed":
        return { ...base, type, queueId: uuid(which) };
      case "inbox.changed":
        return { ...base, type, inboxId: uuid(which) };
      case "views.changed":
        return { ...base, type };
      default:
        return { ...base, type: "configuration.changed" };
    }
  });

const opened = openThread(openThread(EMPTY_CACHE, uuid(1)), uuid(2));
const inOrder = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const comparable = (cache: ReturnType<typeof applyEvents>) => ({
  ...cache,
  conversations: inOrder(cache.conversations),
  threads: inOrder(cache.threads),
  agents: inOrder(cache.agents),
});

test("any order of the same events, with any of them told again, ends in the same cache", () => {
  fc.assert(
    fc.property(
      fc.array(someEvent, { maxLength: 40 }).chain((events) =>
        fc.record({
          events: fc.constant(events),
          told: fc
            .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
            .chain(([all, again]) =>
              fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
            ),
        }),
      ),
      ({ events, told }) => {
        expect(comparable(applyEvents(opened, told))).toEqual(
          comparable(applyEvents(opened, events)),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("the events of the property are events of the protocol", () => {
  for (const event of fc.sample(someEvent, 50)) agentEvent.parse(event);
});

test("telling again what is known returns the very same cache, so that nothing is drawn again", () => {
  fc.assert(
    fc.property(fc.array(someEvent), (events) => {
      const cache = applyEvents(opened, events);
      expect(applyEvents(cache, events)).toBe(cache);
    }),
  );
});

test("an older version of a conversation is dropped", () => {
  const base = { position: "p", conversationId: uuid(1), at: at(1), type: "conversation.changed" };
  const cache = applyEvents(EMPTY_CACHE, [
    { ...base, conversation: conversation(1, 7, { title: "nova" }) } as AgentEvent,
    { ...base, conversation: conversation(1, 6, { title: "velha" }) } as AgentEvent,
  ]);
  expect(cache.conversations.get(uuid(1))?.title).toBe("nova");
});

test.each([
  ["sent", "failed", "failed"],
  ["failed", "delivered", "delivered"],
  ["read", "delivered", "read"],
  ["delivered", "failed", "delivered"],
  ["queued", "unknown", "unknown"],
] as const)("a message told as %s and %s is %s", (first, second, end) => {
  const both = [message(1, 1, first), message(1, 1, second)];
  for (const views of [both, both.toReversed()]) {
    const thread = putMessages(opened, uuid(1), views).threads.get(uuid(1));
    expect(thread?.messages.map((view) => view.delivery?.status)).toEqual([end]);
  }
});

test("a hole in the loaded stretch is found, then the end that is missing, then nothing", () => {
  const thread = (...seqs: number[]) => ({
    ...EMPTY_THREAD,
    messages: seqs.map((seq) => message(1, seq, null)),
  });
  expect(findGap(thread(), 9)).toBeNull();
  expect(findGap(thread(4, 5, 8, 9), 9)).toBe(5);
  expect(findGap(thread(4, 5), 9)).toBe(5);
  expect(findGap(thread(7, 8, 9), 9)).toBeNull();
});

const page = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => message(1, from + at, null));
const changed = (seq: number, text: string) =>
  ({
    ...{ position: "p", conversationId: uuid(1), at: at(1), type: "message.changed" },
    message: { ...message(1, seq, null, text), revision: 1 },
  }) as AgentEvent;
const seqsOf = (cache: typeof opened, stretch: "messages" | "earlier" = "messages") =>
  cache.threads.get(uuid(1))?.[stretch].map(({ seq }) => seq);

test("news of a message far before what was fetched makes no hole", () => {
  const cache = putMessages(opened, uuid(1), page(901, 950));
  expect(applyEvents(cache, [changed(5, "outra")])).toBe(cache);
  // Told before anything was fetched: the page says where the conversation begins here.
  const early = putMessages(applyEvents(opened, [changed(5, "outra")]), uuid(1), page(901, 950));
  expect(seqsOf(early)).toEqual(seqsOf(cache));
});

test("a place far before the end is a stretch of its own, and changes there are shown", () => {
  const cache = putEarlier(putMessages(opened, uuid(1), page(901, 903)), uuid(1), page(10, 12));
  const told = applyEvents(cache, [changed(11, "outra")]);
  expect(seqsOf(told)).toEqual([901, 902, 903]);
  expect(told.threads.get(uuid(1))?.earlier[1]?.text).toBe("outra");
  expect(seqsOf(leaveEarlier(told, uuid(1)), "earlier")).toEqual([]);
});

test("two stretches that meet are one", () => {
  const apart = putEarlier(putMessages(opened, uuid(1), page(7, 9)), uuid(1), page(1, 3));
  const met = putEarlier(apart, uuid(1), page(4, 6));
  expect(seqsOf(met)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seqsOf(met, "earlier")).toEqual([]);
  expect(applyEvents(met, [changed(1, "outra")]).threads.get(uuid(1))?.messages[0]?.text).toBe(
    "outra",
  );
});
