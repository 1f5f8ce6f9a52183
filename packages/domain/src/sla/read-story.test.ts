import { type AgentId, asId, type QueueId } from "../ids.ts";
import { clocksOf } from "./clock.ts";
import { readStory, type StoryLine, type StoryRecord } from "./read-story.ts";

const ana = asId<AgentId>("a0000000-0000-7000-8000-000000000001");
const solvers = asId<QueueId>("b0000000-0000-7000-8000-000000000001");
const finance = asId<QueueId>("b0000000-0000-7000-8000-000000000002");
const levelOf = (queue: QueueId) => (queue === finance ? 2 : 1);

const line = (at: number, kind: string, more: Partial<StoryLine> = {}): StoryLine => ({
  kind,
  at,
  actorId: undefined,
  because: undefined,
  queueId: undefined,
  fromQueueId: undefined,
  toQueueId: undefined,
  toAgentId: undefined,
  agentId: undefined,
  measure: undefined,
  startedAt: undefined,
  ...more,
});
const record = (change: Partial<StoryRecord>): StoryRecord => ({
  channel: "sms",
  status: "open",
  arrivedAt: 10,
  resolvedAt: undefined,
  queueId: solvers,
  level: 1,
  lines: [line(10, "opened", { queueId: solvers })],
  spoken: [{ by: "customer", text: "oi", at: 10 }],
  ...change,
});
const told = (change: Partial<StoryRecord>) =>
  clocksOf(readStory(record(change), levelOf)).map(
    ({ measure, startedAt, queueId, end }) =>
      `${measure} ${startedAt} ${queueId === finance ? "finance" : "solvers"} ${end?.how ?? "open"}`,
  );

test("what an attendant talked over is owed from when it handed over", () => {
  const lines = [
    line(10, "opened", { because: "attendant" }),
    line(11, "attendant-asked"),
    line(30, "attendant-ended"),
    line(30, "routed", { queueId: finance }),
  ];
  expect(told({ lines, queueId: finance })).toEqual([
    "resolution 10 solvers open",
    "queue-wait 30 finance open",
    "first-response 30 finance open",
  ]);
});

test("whoever takes it from the attendant owes the first response from then on", () => {
  const lines = [
    line(10, "opened", { because: "attendant" }),
    line(20, "claimed", { agentId: ana, actorId: ana }),
  ];
  expect(told({ lines })).toEqual(["resolution 10 solvers open", "first-response 20 solvers open"]);
});

test("a plan's step in the same queue is no new wait, and one in another is", () => {
  const lines = [
    line(10, "opened", { queueId: solvers }),
    line(20, "plan-step", { fromQueueId: solvers, toQueueId: solvers }),
    line(30, "overflowed", { fromQueueId: solvers, toQueueId: finance }),
  ];
  expect(told({ lines }).filter((clock) => !clock.startsWith("res"))).toEqual([
    "queue-wait 10 solvers done",
    "first-response 10 solvers open",
    "queue-wait 30 finance open",
  ]);
});

test("put back into its queue it waits anew; given to a colleague there it does not", () => {
  const of = (more: Partial<StoryLine>) =>
    told({
      lines: [
        line(10, "opened", { queueId: solvers }),
        line(12, "claimed", { agentId: ana }),
        line(20, "transferred", { fromQueueId: solvers, toQueueId: solvers, ...more }),
      ],
    }).filter((clock) => clock.startsWith("queue-wait"));
  expect(of({})).toEqual(["queue-wait 10 solvers done", "queue-wait 20 solvers open"]);
  expect(of({ toAgentId: ana })).toEqual(["queue-wait 10 solvers done"]);
});

test("a keyword is no question, and the conversation it opened is over at once", () => {
  const change = {
    status: "resolved",
    resolvedAt: 10,
    spoken: [{ by: "customer", text: "PARAR", at: 10 }],
  } as const;
  expect(told(change)).toEqual([]);
});

test("a message that came with another conversation starts the clocks: the earliest wins", () => {
  const spoken = [
    { by: "customer", text: undefined, at: 4 },
    { by: "customer", text: undefined, at: 10 },
  ] as const;
  expect(told({ spoken })).toEqual([
    "queue-wait 4 solvers open",
    "resolution 4 solvers open",
    "first-response 4 solvers open",
  ]);
});

test("what was written down later happened later, whatever the clocks of two machines say", () => {
  const of = (change: Partial<StoryRecord>) => told(change).filter((c) => c.includes("response"));
  // A reply overtook a message that was on its way in: it is no answer to it.
  const overtaken = [
    { by: "customer", text: undefined, at: 10 },
    { by: "person", text: undefined, at: 30 },
    { by: "customer", text: undefined, at: 25 },
  ] as const;
  expect(of({ spoken: overtaken })).toEqual([
    "first-response 10 solvers done",
    "next-response 31 solvers open",
  ]);
  // Whoever replied has a slow clock.
  const slow = [
    { by: "customer", text: undefined, at: 20 },
    { by: "person", text: undefined, at: 15 },
  ] as const;
  expect(of({ arrivedAt: 20, spoken: slow })).toEqual(["first-response 20 solvers done"]);
  const solvedFast = [
    line(10, "opened", { queueId: solvers }),
    line(30, "resolved", { actorId: ana }),
    line(25, "reopened", { because: "within-reopen-window" }),
  ];
  expect(told({ lines: solvedFast })).toContain("resolution 10 solvers open");
});
