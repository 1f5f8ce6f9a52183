import { agent, MINUTE, NOW, TERMS, waiting } from "../assignment/testing/floor.ts";
import { asId, type QueueId } from "../ids.ts";
import { nextFor } from "./take-next.ts";

const terms = new Map([[asId<QueueId>("queue"), TERMS]]);
const idsOf = (...asked: Parameters<typeof nextFor>) => nextFor(...asked).map(({ id }) => id);

test("the next one is the one that the machine would give: priority, then arrival", () => {
  const all = [
    waiting("late", { arrivedAt: NOW + 1 }),
    waiting("early"),
    waiting("pressing", { priority: 3, arrivedAt: NOW + 2 }),
  ];
  expect(idsOf(all, agent("ana"), terms, NOW)).toEqual(["pressing", "early", "late"]);
});

test("who is on a break and asks is there enough", () => {
  const away = agent("ana", { wanted: "away", reachable: false });
  expect(idsOf([waiting("one")], away, terms, NOW)).toEqual(["one"]);
});

test("what somebody gave back, or has no skill for, is not their next one", () => {
  const all = [
    waiting("returned", { excludedAgentIds: [asId("ana")] }),
    waiting("tax", { requiredSkills: { tax: 3 } }),
    waiting("plain"),
  ];
  expect(idsOf(all, agent("ana"), terms, NOW)).toEqual(["plain"]);
});

test("what waits a moment for its previous owner is theirs alone, until the moment is over", () => {
  const held = waiting("held", { stickyAgentId: asId("bruno"), stickyIsThere: true });
  expect(idsOf([held], agent("ana"), terms, NOW)).toEqual([]);
  expect(idsOf([held], agent("bruno"), terms, NOW)).toEqual(["held"]);
  expect(idsOf([held], agent("ana"), terms, NOW + 2 * MINUTE)).toEqual(["held"]);
});

test("whoever looks after a queue takes what they want of it", () => {
  expect(idsOf([waiting("tax", { requiredSkills: { tax: 3 } })], undefined, terms, NOW)).toEqual([
    "tax",
  ]);
});

test("a full agent has no next one", () => {
  expect(idsOf([waiting("one")], agent("ana", { load: 3 }), terms, NOW)).toEqual([]);
});
