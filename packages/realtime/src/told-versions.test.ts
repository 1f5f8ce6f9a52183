import type { AgentEvent, ConversationView } from "@circuito/protocol";
import { createToldVersions, isUnsteady, UNSTEADY_WITHIN_MS } from "./told-versions.ts";

const held = (versions: Readonly<Record<string, number>>) =>
  new Map(
    Object.entries(versions).map(([id, version]) => [id, { id, version } as ConversationView]),
  );
const changed = (id: string, version: number) =>
  ({ type: "conversation.changed", conversation: { id, version } }) as AgentEvent;

test("a newer state that was found and never told is untold; what was told, or is as it was, is not", () => {
  const told = createToldVersions();
  told.take([changed("b", 4)]);
  const before = held({ a: 1, b: 3, c: 2, gone: 1 });
  const found = told.untold(before, held({ a: 2, b: 4, c: 2, fresh: 9 }));
  expect(found).toEqual([{ id: "a", version: 2 }]);
  expect(told.stillUntold(found)).toBe(1);
});

test("what was only on its way is told in the end", () => {
  const told = createToldVersions();
  const found = told.untold(held({ a: 1, b: 1 }), held({ a: 3, b: 2 }));
  told.take([changed("a", 2), changed("b", 5)]);
  expect(told.stillUntold(found)).toBe(1);
  told.take([changed("a", 3)]);
  expect(told.stillUntold(found)).toBe(0);
});

test("an older event does not take back what a newer one told", () => {
  const told = createToldVersions();
  told.take([changed("a", 5), changed("a", 4)]);
  expect(told.untold(held({ a: 1 }), held({ a: 5 }))).toEqual([]);
});

test("of very many the oldest are forgotten, and no more", () => {
  const told = createToldVersions();
  told.take(Array.from({ length: 5_001 }, (_, n) => changed(`c${n}`, 2)));
  expect(told.untold(held({ c0: 1, c1: 1 }), held({ c0: 2, c1: 2 }))).toEqual([
    { id: "c0", version: 2 },
  ]);
});

test.each([
  [[0, 1, 2], 3, true],
  [[0, 1], 3, false],
  [[0, 1, 2], UNSTEADY_WITHIN_MS, false],
  [[], 0, false],
])("repairs at %j are seen as unsteady at %i: %s", (repairs, now, expected) => {
  expect(isUnsteady(repairs, now)).toBe(expected);
});
