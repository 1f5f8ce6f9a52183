import { minuteOf } from "./minute-of.ts";

const queue = (id: string, waiting: number, waitingSince: number | null) => ({
  ...{ id, waiting, waitingSince },
  ...{ inService: 2, met: 3, due: 4, abandoned: 1 },
});
const agent = (queueIds: readonly string[], wanted = "available", reachable = true) => ({
  queueIds,
  wanted,
  reachable,
});

test("each queue by itself, and all of them, in which an agent of two queues is one", () => {
  const agents = [agent(["a", "b"]), agent(["a"], "away"), agent(["b"], "available", false)];
  const minutes = minuteOf([queue("a", 2, 1_000), queue("b", 1, null)], agents, 61_400);
  expect(minutes).toEqual([
    expect.objectContaining({ queueId: "a", waiting: 2, longestWaitSeconds: 60, available: 1 }),
    expect.objectContaining({ queueId: "b", waiting: 1, longestWaitSeconds: 0, available: 1 }),
    {
      ...{ queueId: null, waiting: 3, longestWaitSeconds: 60, inService: 4, available: 1 },
      ...{ met: 6, due: 8, abandoned: 2 },
    },
  ]);
});

test("a clock that was set back makes nobody wait for less than nothing", () => {
  expect(minuteOf([queue("a", 1, 5_000)], [], 1_000)[0]).toMatchObject({ longestWaitSeconds: 0 });
});

test("without queues there is the whole, and nothing in it", () => {
  expect(minuteOf([], [], 0)).toEqual([
    expect.objectContaining({ queueId: null, waiting: 0, longestWaitSeconds: 0 }),
  ]);
});
