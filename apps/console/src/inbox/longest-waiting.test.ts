import type { QueueView } from "@circuito/protocol";
import { longestWaiting } from "./longest-waiting.ts";

const queue = (id: string, minute: number | null, of: Partial<QueueView> = {}) =>
  ({
    ...{ id, role: "solver", waiting: minute === null ? 0 : 2 },
    oldestWaitingSince: minute === null ? null : new Date(minute * 60_000).toISOString(),
    ...of,
  }) as QueueView;
const me = { queueIds: ["a", "b", "c"] };

test.each<[string, QueueView[], string | undefined]>([
  ["nobody waits", [queue("a", null), queue("b", null)], undefined],
  ["the oldest of mine", [queue("a", 5), queue("b", 3), queue("c", 9)], "b"],
  ["others' queues are not mine", [queue("x", 1), queue("a", 5)], "a"],
  ["directors have a desk", [queue("a", 1, { role: "director" }), queue("b", 3)], "b"],
])("%s", (_what, queues, id) => {
  expect(longestWaiting(queues, me)?.id).toBe(id);
});
