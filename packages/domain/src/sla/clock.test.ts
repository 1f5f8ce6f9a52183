import { type AgentId, asId, type QueueId } from "../ids.ts";
import { type Clock, clocksOf } from "./clock.ts";
import type { SlaMeasure } from "./sla-policy.ts";
import type { StoryEvent } from "./story.ts";

const ana = asId<AgentId>("a0000000-0000-7000-8000-000000000001");
const bia = asId<AgentId>("a0000000-0000-7000-8000-000000000002");
const solvers = {
  queueId: asId<QueueId>("b0000000-0000-7000-8000-000000000001"),
  level: 1,
} as const;
const finance = {
  queueId: asId<QueueId>("b0000000-0000-7000-8000-000000000002"),
  level: 2,
} as const;

/** Minutes instead of instants, and only what the test is about. */
function told(story: readonly StoryEvent[], measure: SlaMeasure): string[] {
  return clocksOf(story)
    .filter((clock) => clock.measure === measure)
    .map(told1);
}

function told1({ startedAt, end, stretches }: Clock): string {
  const parts = stretches.map(({ from, to, during }) => `${during} ${from}-${to ?? ""}`);
  return `${startedAt}: ${parts.join(", ")}${end ? ` ${end.how} ${end.at}` : ""}`;
}

const opened: StoryEvent[] = [
  { at: 0, kind: "opened", place: solvers },
  { at: 0, kind: "customer-wrote" },
];

test("the first response is a person's; until then nobody answered", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 3, kind: "owned", agentId: ana },
    { at: 4, kind: "customer-wrote" },
    { at: 9, kind: "human-replied" },
  ];
  expect(told(story, "first-response")).toEqual(["0: active 0-3, active 3-9 done 9"]);
  expect(told(story, "next-response")).toEqual([]);
  expect(told(story, "queue-wait")).toEqual(["0: active 0-3 done 3"]);
});

test("a next response runs from the first thing that was not answered", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 5, kind: "human-replied" },
    { at: 10, kind: "customer-wrote" },
    { at: 12, kind: "customer-wrote" },
    { at: 20, kind: "human-replied" },
    { at: 21, kind: "human-replied" },
    { at: 30, kind: "customer-wrote" },
  ];
  expect(told(story, "next-response")).toEqual(["10: active 10-20 done 20", "30: active 30-"]);
});

test("a solution waits for the customer, and for nobody else unless the policy says so", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 5, kind: "human-replied" },
    { at: 10, kind: "customer-wrote" },
    { at: 12, kind: "put-off", because: "third-party" },
    { at: 20, kind: "woken" },
    { at: 25, kind: "resolved" },
  ];
  expect(told(story, "resolution")).toEqual([
    "0: active 0-5, waiting-customer 5-10, active 10-12, third-party 12-20, active 20-25 done 25",
  ]);
  // Nobody had answered the customer's second message.
  expect(told(story, "next-response")).toEqual([
    "10: active 10-12, third-party 12-20, active 20-25 cancelled 25",
  ]);
});

test("a solution that did not hold goes on, and the time in which it seemed solved is set apart", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 1, kind: "owned", agentId: ana },
    { at: 5, kind: "human-replied" },
    { at: 10, kind: "resolved" },
    { at: 30, kind: "customer-wrote" },
    { at: 31, kind: "reopened", by: "customer" },
  ];
  expect(told(story, "resolution")).toEqual([
    "0: active 0-1, active 1-5, waiting-customer 5-10, resolved 10-31, active 31-",
  ]);
  // From when they wrote, although the router saw it later; and it waits in the queue again.
  expect(told(story, "next-response")).toEqual(["30: active 30-"]);
  expect(told(story, "queue-wait")).toEqual(["0: active 0-1 done 1", "31: active 31-"]);
});

test("thanks after the solution are no question", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 5, kind: "human-replied" },
    { at: 10, kind: "resolved" },
    { at: 11, kind: "customer-wrote" },
  ];
  expect(told(story, "next-response")).toEqual([]);
  expect(told(story, "resolution")[0]).toMatch(/done 10$/);
});

test("each hop waits for itself, and asks its receiver to accept", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 2, kind: "owned", agentId: ana },
    { at: 6, kind: "hop", place: finance, agentId: undefined, asksAcceptance: true },
    { at: 9, kind: "owned", agentId: bia },
    { at: 11, kind: "hop", place: solvers, agentId: undefined, asksAcceptance: false },
  ];
  expect(told(story, "queue-wait")).toEqual([
    "0: active 0-2 done 2",
    "6: active 6-9 done 9",
    "11: active 11-",
  ]);
  expect(told(story, "acceptance")).toEqual(["6: active 6-9 done 9"]);
  const [resolution] = clocksOf(story).filter(({ measure }) => measure === "resolution");
  expect(resolution?.stretches.map(({ queueId, ownerId }) => [queueId, ownerId])).toEqual([
    [solvers.queueId, undefined],
    [solvers.queueId, ana],
    [finance.queueId, undefined],
    [finance.queueId, bia],
    [solvers.queueId, undefined],
  ]);
});

test("while a machine talks to the customer, nobody is late", () => {
  const story: StoryEvent[] = [
    ...opened,
    { at: 0, kind: "machine-took-over" },
    { at: 3, kind: "customer-wrote" },
    { at: 4, kind: "human-needed", place: finance },
    { at: 9, kind: "human-replied" },
  ];
  expect(told(story, "first-response")).toEqual(["4: active 4-9 done 9"]);
  expect(told(story, "queue-wait")).toEqual(["4: active 4-9, waiting-customer 9-"]);
  expect(clocksOf(story).find(({ measure }) => measure === "first-response")).toMatchObject(
    finance,
  );
});

test("whoever writes first to the customer has answered nobody", () => {
  const story: StoryEvent[] = [
    { at: 0, kind: "opened", place: solvers },
    { at: 1, kind: "human-replied" },
    { at: 7, kind: "customer-wrote" },
  ];
  expect(told(story, "first-response")).toEqual(["7: active 7-"]);
});
