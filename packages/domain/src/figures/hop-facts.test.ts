import { type AgentId, asId, type QueueId } from "../ids.ts";
import type { StoryLine } from "../sla/read-story.ts";
import { hopFacts } from "./hop-facts.ts";

const directors = asId<QueueId>("b0000000-0000-7000-8000-000000000001");
const finance = asId<QueueId>("b0000000-0000-7000-8000-000000000002");
const dora = asId<AgentId>("a0000000-0000-7000-8000-000000000001");

function line(kind: string, more: Partial<StoryLine> = {}): StoryLine {
  return {
    ...{ kind, actorId: dora, because: undefined, queueId: undefined, fromQueueId: undefined },
    ...{ toQueueId: undefined, toAgentId: undefined, agentId: undefined, measure: undefined },
    ...{ startedAt: undefined, at: 0, ...more },
  };
}
const directed = line("directed", { fromQueueId: directors, toQueueId: finance });
const back = { fromQueueId: finance, toQueueId: directors };
const claimed = line("claimed");

test.each([
  ["was taken on", [directed, claimed], 1],
  ["came back", [directed, line("returned", back)], 0],
  ["was taken on and came back", [directed, claimed, line("returned", back)], 0],
  ["went on from there", [directed, claimed, line("escalated", back)], 1],
  ["waits still", [directed], undefined],
  ["went straight to somebody", [{ ...directed, toAgentId: dora }], 1],
] as const)("what was directed and %s", (_, lines, right) => {
  const found = hopFacts(lines, () => 1).find(({ fact }) => fact === "directed-right");
  expect(found?.hits).toBe(right);
  if (found) expect(found).toMatchObject({ agentId: dora, queueId: directors });
});

test("what was taken back at once was never handed over", () => {
  expect(hopFacts([directed, line("recalled", back)], () => 1)).toEqual([]);
});

test("to a colleague of the same queue is no transfer", () => {
  const within = line("transferred", { fromQueueId: finance, toQueueId: finance });
  expect(hopFacts([within], () => 2)).toEqual([]);
});
