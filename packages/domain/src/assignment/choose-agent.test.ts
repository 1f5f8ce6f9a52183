import { asId, type QueueId } from "../ids.ts";
import {
  type AgentState,
  assignAgent,
  chooseAgent,
  type QueueTerms,
  skillsNeeded,
  tellCandidates,
  type WaitingConversation,
} from "./index.ts";
import { agent, MINUTE, NOW, TERMS, waiting } from "./testing/floor.ts";

const ana = agent("ana");
const bia = agent("bia");

function check(
  conversation: Partial<WaitingConversation>,
  agents: readonly AgentState[],
  terms: Partial<QueueTerms> = {},
  waitedMs = 0,
): string {
  const choice = chooseAgent(
    waiting("c", { waitingSince: NOW - waitedMs, ...conversation }),
    agents,
    { ...TERMS, ...terms },
    NOW,
  );
  return choice.kind === "agent" ? `${choice.agentId}: ${choice.because}` : choice.because;
}

describe("strategies", () => {
  const busy = { ...ana, capacity: 10, load: 4, lastAssignedAt: { sms: 1 } };
  const small = { ...bia, capacity: 2, load: 1, lastAssignedAt: { sms: 2 } };
  test.each<[string, Partial<QueueTerms>, AgentState[], string]>([
    ["longest idle, whatever they hold", {}, [busy, small], "ana: longest-idle"],
    [
      "the lower share of their capacity",
      { strategy: "least-loaded" },
      [busy, small],
      "ana: least-loaded",
    ],
    [
      "less for their weight",
      { strategy: "weighted" },
      [
        { ...busy, weight: 5 },
        { ...small, weight: 1 },
      ],
      "ana: weighted",
    ],
    [
      "no weight, only when there is nobody else",
      { strategy: "weighted" },
      [
        { ...ana, weight: 0 },
        { ...small, weight: 1 },
      ],
      "bia: weighted",
    ],
    [
      "equal for the strategy: whoever has been idle longer",
      { strategy: "least-loaded" },
      [
        { ...ana, lastAssignedAt: { sms: 2 } },
        { ...bia, lastAssignedAt: { sms: 1 } },
      ],
      "bia: least-loaded",
    ],
    ["nobody, where people take for themselves", { strategy: "manual" }, [ana], "manual-queue"],
  ])("%s", (_, terms, agents, expected) => {
    expect(check({}, agents, terms)).toBe(expected);
  });

  test("the most of the skills that are asked for, and of no others", () => {
    const agents = [
      agent("ana", { skills: { billing: 3, chess: 5 } }),
      agent("bia", { skills: { billing: 4 } }),
    ];
    const asked = { requiredSkills: { billing: 2 } };
    expect(check(asked, agents, { strategy: "skill-best" })).toBe("bia: skill-best");
  });
});

describe("who may have it", () => {
  test.each<[string, Partial<WaitingConversation>, Partial<AgentState>, string]>([
    ["the skill", { requiredSkills: { billing: 2 } }, { skills: { billing: 2 } }, "eligible"],
    [
      "too little of it",
      { requiredSkills: { billing: 3 } },
      { skills: { billing: 2 } },
      "lacks-skill",
    ],
    ["the language", { language: "pt-BR" }, { languages: ["en", "pt"] }, "eligible"],
    ["another language", { language: "es" }, { languages: ["en", "pt"] }, "other-language"],
    ["any language", { language: "es" }, { languages: [] }, "eligible"],
    ["who declined it", { declinedBy: [asId("ana")] }, {}, "declined-it"],
    ["who returned it", { excludedAgentIds: [asId("ana")] }, {}, "returned-it"],
    ["no room", {}, { load: 2.5 }, "at-capacity"],
    ["room for a mail", { channel: "email" }, { load: 2.5 }, "eligible"],
    [
      "as many of the channel as they may",
      {},
      { limitByChannel: { sms: 1 }, heldByChannel: { sms: 1 } },
      "channel-limit",
    ],
  ])("%s", (_, conversation, state, because) => {
    const { candidates } = chooseAgent(
      waiting("c", conversation),
      [agent("ana", state)],
      TERMS,
      NOW,
    );
    expect(candidates).toEqual([{ agentId: "ana", because }]);
  });

  test("a channel costs what the admin says", () => {
    const full = agent("ana", { load: 1 });
    expect(check({}, [full], { weights: { sms: 2.5 } })).toBe("everyone-full");
    expect(check({}, [full], { weights: { sms: 2 } })).toBe("ana: longest-idle");
  });

  test("those who are there and do not fit are told apart from those who are not there", () => {
    expect(check({ requiredSkills: { billing: 1 } }, [ana])).toBe("nobody-fits");
    expect(check({}, [{ ...ana, wanted: "busy" }])).toBe("nobody-available");
  });
});

describe("the previous owner", () => {
  const previous = { stickyAgentId: ana.id, stickyIsThere: true };
  const full = { ...ana, load: 3 };
  test.each<[string, Partial<WaitingConversation>, AgentState[], number, string]>([
    ["has room", previous, [ana, bia], 0, "ana: previous-agent"],
    ["is full, and is waited for", previous, [full, bia], 0, "held-for-previous-agent"],
    ["is full for a minute", previous, [full, bia], MINUTE, "bia: longest-idle"],
    [
      "is full and was not asked, since another got room",
      previous,
      [bia],
      0,
      "held-for-previous-agent",
    ],
    [
      "is not there",
      { ...previous, stickyIsThere: false },
      [{ ...full, wanted: "away" }, bia],
      0,
      "bia: longest-idle",
    ],
    ["declined it", { ...previous, declinedBy: [ana.id] }, [ana, bia], 0, "bia: longest-idle"],
    ["let it go by", { ...previous, missedBy: [ana.id] }, [ana, bia], 0, "bia: longest-idle"],
    [
      "let it go by and is alone",
      { ...previous, missedBy: [ana.id] },
      [ana],
      0,
      "ana: longest-idle",
    ],
  ])("%s", (_, conversation, agents, waitedMs, expected) => {
    expect(check(conversation, agents, {}, waitedMs)).toBe(expected);
  });
});

test("of a large queue the story tells some by name, whoever was chosen first, and the rest in figures", () => {
  const many = Array.from({ length: 120 }, (_, n) =>
    agent(`agent${n}`, { load: n === 99 ? 0 : 3 }),
  );
  const told = tellCandidates(chooseAgent(waiting("c"), many, TERMS, NOW));
  expect(told.candidates).toHaveLength(50);
  expect(told.candidates[0]).toEqual({ agentId: "agent99", because: "eligible" });
  expect(told.others).toEqual({ "at-capacity": 70 });
});

test("skills are needed until a step of the plan lets go of them", () => {
  const step = (skills: "required" | "relaxed") =>
    ({
      queueId: asId<QueueId>("q"),
      waitMs: null,
      skills,
      priorityPlus: 0,
      onEmpty: "wait",
    }) as const;
  const plan = { steps: [step("required"), step("relaxed")] };
  const of = (planStep: number | undefined) =>
    skillsNeeded({ plan, planStep, requiredSkills: { billing: 2 } });
  expect([of(0), of(1), of(undefined)]).toEqual([{ billing: 2 }, {}, { billing: 2 }]);
});

test("a queue asks in its own time, and gives at once where it has none", () => {
  const of = (channel: string) => {
    const terms = { ...TERMS, offerLiveMs: 30_000, offerAsyncMs: undefined };
    const choice = chooseAgent(waiting("c", { channel }), [ana], terms, NOW);
    return choice.kind === "agent" ? choice.offerMs : "nobody";
  };
  expect(of("webchat")).toBe(30_000);
  expect(of("whatsapp")).toBeUndefined();
});

test("whoever gets room gets what comes first of all their queues, on each queue's terms", () => {
  const heads = [
    waiting("late", { queueId: asId("one"), arrivedAt: NOW - 1_000 }),
    waiting("urgent", { queueId: asId("two"), priority: 3 }),
    waiting("by-hand", { queueId: asId("three"), priority: 9 }),
    waiting("early", { queueId: asId("one"), arrivedAt: NOW - 2_000 }),
  ];
  const terms = new Map([
    [asId("one"), TERMS],
    [asId("two"), { ...TERMS, offerAsyncMs: 120_000 }],
    [asId("three"), { ...TERMS, strategy: "manual" as const }],
  ]) as never;
  const given = assignAgent(heads, agent("ana", { capacity: 2 }), terms, NOW);
  expect(
    given.map(({ conversation, choice }) => `${conversation.id} ${choice.kind} ${choice.because}`),
  ).toEqual([
    "by-hand none manual-queue",
    "urgent agent had-room",
    "early agent had-room",
    "late none everyone-full",
  ]);
});
