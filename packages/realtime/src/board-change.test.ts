import type { BoardChange, BoardView, QueueNowView } from "@circuito/protocol";
import { applyBoardChange } from "./board-change.ts";

const queue = (id: string, waiting: number) => ({ id, waiting }) as QueueNowView;
const board: BoardView = {
  at: "2026-01-01T00:00:00Z",
  revision: "a.1",
  queues: [queue("one", 1), queue("two", 2)],
  agents: [],
};
const change = (part: Partial<BoardChange> = {}): BoardChange => ({
  ...{ at: "2026-01-01T00:00:01Z", after: "a.1", revision: "a.2" },
  ...{ queues: [], agents: [], gone: [] },
  ...part,
});

test("what changed takes the place of what was; the rest stays the very same", () => {
  const next = applyBoardChange(board, change({ queues: [queue("two", 5), queue("new", 0)] }));
  expect(next?.queues.map(({ id, waiting }) => [id, waiting])).toEqual([
    ["one", 1],
    ["two", 5],
    ["new", 0],
  ]);
  expect(next?.queues[0]).toBe(board.queues[0]);
  expect(next?.agents).toBe(board.agents);
});

test("what is gone is gone", () => {
  expect(applyBoardChange(board, change({ gone: ["one"] }))?.queues).toEqual([queue("two", 2)]);
});

test("a look that found nothing new still moves the time", () => {
  const next = applyBoardChange(board, change({ revision: "a.1" }));
  expect(next).toEqual({ ...board, at: "2026-01-01T00:00:01Z" });
});

test.each([
  ["one that follows another revision", board, change({ after: "a.7" })],
  ["one of another process", board, change({ after: "b.1" })],
  ["one that comes before the whole", undefined, change()],
])("%s is no change of this board", (_, held, told) => {
  expect(applyBoardChange(held, told)).toBeUndefined();
});
