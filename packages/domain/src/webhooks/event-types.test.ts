import type { AgentId, QueueId } from "../ids.ts";
import type { StoryLine } from "../sla/read-story.ts";
import { eventsOfLine, WEBHOOK_EVENTS } from "./event-types.ts";

const bare: StoryLine = {
  kind: "",
  actorId: undefined,
  because: undefined,
  queueId: undefined,
  fromQueueId: undefined,
  toQueueId: undefined,
  toAgentId: undefined,
  agentId: undefined,
  measure: undefined,
  startedAt: undefined,
  at: 0,
};
const [here, there] = ["here", "there"] as unknown as [QueueId, QueueId];
const ana = "ana" as unknown as AgentId;

const lines: readonly [string, Partial<StoryLine>, readonly string[]][] = [
  ["opened", { queueId: here }, ["conversation.created"]],
  ["claimed", { agentId: ana }, ["conversation.assigned"]],
  ["assigned", { agentId: ana }, ["conversation.assigned"]],
  ["released", { agentId: ana }, ["conversation.released"]],
  ["routed", { queueId: here }, ["conversation.queue_changed"]],
  ["directed", { fromQueueId: here, toQueueId: there }, ["conversation.queue_changed"]],
  ["overflowed", { fromQueueId: here, toQueueId: there }, ["conversation.queue_changed"]],
  ["moved", { fromQueueId: here, toQueueId: there }, ["conversation.queue_changed"]],
  [
    "transferred",
    { fromQueueId: here, toQueueId: there, toAgentId: ana },
    ["conversation.queue_changed", "conversation.assigned"],
  ],
  [
    "transferred",
    { fromQueueId: here, toQueueId: here, toAgentId: ana },
    ["conversation.assigned"],
  ],
  ["transferred", { fromQueueId: here, toQueueId: here }, ["conversation.released"]],
  ["snoozed", {}, ["conversation.snoozed"]],
  ["woken", {}, ["conversation.woken"]],
  ["resolved", {}, ["conversation.resolved"]],
  ["reopened", {}, ["conversation.reopened"]],
  ["closed", {}, ["conversation.closed"]],
  ["confirmation-answered", { because: "said-not-solved" }, ["conversation.confirmation_answered"]],
  [
    "confirmation-answered",
    { because: "said-solved-by-customer" },
    ["conversation.confirmation_answered"],
  ],
  ["confirmation-asked", {}, []],
  ["promise-at-risk", {}, ["promise.at_risk"]],
  ["promise-broken", {}, ["promise.broken"]],
  ["promise-overdue", {}, ["promise.overdue"]],
  ["survey-answered", {}, ["survey.answered"]],
  ["survey-sent", {}, []],
  ["labelled", {}, []],
  ["peeked", {}, []],
  ["offered", { agentId: ana }, []],
];

test.each(lines)("a line that says %s %j is told as %j", (kind, more, events) => {
  expect(eventsOfLine({ ...bare, kind, ...more })).toEqual(events);
});

test("every event about a conversation or a promise is told of some line", () => {
  const told = new Set(lines.flatMap(([, , events]) => events));
  const ofLines = WEBHOOK_EVENTS.filter((event) => !event.startsWith("message."));
  expect(ofLines.filter((event) => !told.has(event))).toEqual([]);
});
