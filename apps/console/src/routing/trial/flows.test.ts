import { flowsOf, keyOf } from "./flows.ts";

const row = (goes: string, wouldGo: string, count: number, went: string | null = goes) => ({
  ...{ went, goes, wouldGo, count },
  examples: [{ conversationId: `${goes}${wouldGo}${count}`, protocol: "p", arrivedAt: "" }],
});

test("ways that began elsewhere are one way, and each queue has its load before and after", () => {
  const { queues, cells, load } = flowsOf([
    row("a", "b", 3),
    row("a", "b", 2, "c"),
    row("b", "b", 4, null),
    row("a", "a", 1),
  ]);
  expect(queues).toEqual(["b", "a"]);
  expect(cells.get(keyOf("a", "b"))).toMatchObject({ count: 5, examples: { length: 2 } });
  expect(load).toEqual([
    { queueId: "b", now: 4, later: 9 },
    { queueId: "a", now: 6, later: 1 },
  ]);
});
