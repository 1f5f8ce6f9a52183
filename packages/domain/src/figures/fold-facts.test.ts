import { type AgentId, asId, type QueueId } from "../ids.ts";
import type { SpokenLine, StoryLine } from "../sla/read-story.ts";
import type { CircuitMark, FigureStory } from "./fact.ts";
import { foldFacts } from "./fold-facts.ts";

const MINUTE_MS = 60_000;
const solvers = asId<QueueId>("b0000000-0000-7000-8000-000000000001");
const ana = asId<AgentId>("a0000000-0000-7000-8000-000000000001");

function line(kind: string, minute: number, more: Partial<StoryLine> = {}): StoryLine {
  return {
    ...{ kind, actorId: ana, because: undefined, queueId: undefined, fromQueueId: undefined },
    ...{ toQueueId: undefined, toAgentId: undefined, agentId: undefined, measure: undefined },
    ...{ startedAt: undefined, at: minute * MINUTE_MS, ...more },
  };
}
const said = (by: SpokenLine["by"], minute: number): SpokenLine => ({
  ...{ by, text: undefined, at: minute * MINUTE_MS },
});
const mark = (kind: string, minute: number, more: Partial<CircuitMark> = {}): CircuitMark => ({
  ...{ kind, at: minute * MINUTE_MS, askId: "a", survey: "csat", score: undefined },
  ...{ answer: undefined, ...more },
});

/** Asked at 0, taken at 1, answered at 2, solved at 10, asked how it was at 20. */
const solved: FigureStory = {
  record: {
    ...{ channel: "sms", status: "resolved", arrivedAt: 0, resolvedAt: 10 * MINUTE_MS },
    ...{ queueId: solvers, level: 1 },
    lines: [
      line("opened", 0, { queueId: solvers }),
      line("claimed", 1, { agentId: ana }),
      line("resolved", 10, { because: "said-solved" }),
    ],
    spoken: [said("customer", 0), said("person", 2)],
  },
  ...{ isMerged: false, categoryId: undefined, later: [], handled: [] },
  ...{ calendar: undefined, terms: undefined },
  marks: [mark("survey-sent", 20)],
};
const factsOf = (story: FigureStory) => foldFacts(story, () => 1, 100 * MINUTE_MS);

test("whoever thinks better of it has given one score, the last", () => {
  const marks = [
    ...solved.marks,
    mark("survey-answered", 30, { score: 2 }),
    mark("survey-answered", 31, { score: 5 }),
  ];
  const facts = factsOf({ ...solved, marks });
  expect(facts.filter(({ fact }) => fact === "csat").map(({ value }) => value)).toEqual([5]);
  expect(facts.find(({ fact }) => fact === "csat-answered")).toMatchObject({ count: 1, hits: 1 });
});

test("an answer to our question is no new contact, and asks for nothing", () => {
  const record = {
    ...solved.record,
    lines: [...solved.record.lines, line("survey-answered", 30)],
    spoken: [...solved.record.spoken, said("customer", 30)],
  };
  const facts = factsOf({ ...solved, record });
  expect(facts.filter(({ fact }) => fact === "between-contacts")).toEqual([]);
  expect(facts.filter(({ fact }) => fact === "inbound").map(({ count }) => count)).toEqual([1]);
});

describe("what one of us began", () => {
  const begun: FigureStory = {
    ...solved,
    marks: [],
    record: {
      ...solved.record,
      lines: [
        line("opened", 0, { queueId: solvers, because: "begun-by-agent" }),
        line("claimed", 0, { agentId: ana }),
        line("resolved", 10, { because: "said-solved" }),
      ],
      spoken: [said("person", 0)],
    },
  };
  const names = (story: FigureStory) => factsOf(story).map(({ fact }) => fact);

  test("is no customer's conversation until they write: only what was said in it counts", () => {
    expect(names(begun)).toEqual(["replies"]);
  });

  test("is one from their first word on, and what is answered then is their first response", () => {
    const record = {
      ...begun.record,
      spoken: [said("person", 0), said("customer", 5), said("person", 7)],
    };
    const facts = factsOf({ ...begun, record });
    const of = (name: string) => facts.filter(({ fact }) => fact === name);
    expect(of("opened")).toMatchObject([{ at: 5 * MINUTE_MS, queueId: solvers }]);
    expect(of("first-response")).toMatchObject([{ value: 2 * MINUTE_MS }]);
    expect(of("resolution")).toMatchObject([{ value: 5 * MINUTE_MS }]);
    expect(of("queue-wait")).toEqual([]);
    expect(of("stage-request")).toMatchObject([{ at: 5 * MINUTE_MS }]);
  });

  test("on the phone, too", () => {
    const opened = line("opened", 0, { queueId: solvers, because: "written-on-the-phone" });
    const lines = [opened, ...begun.record.lines.slice(1)];
    expect(names({ ...begun, record: { ...begun.record, lines } })).toEqual(["replies"]);
  });
});
