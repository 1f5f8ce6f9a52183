import { createHeads } from "./heads.ts";

test.each([
  ["nothing was told to any of its rooms", ["a"], "5-1", "5-1"],
  ["the last that was told to one of its rooms", ["a", "b"], "5-1", "7-2"],
  ["the later of two", ["b", "c"], "5-1", "10-1"],
  ["it stood further already", ["b", "c"], "11-1", "11-1"],
  ["nobody was in the room then", ["empty"], "5-1", "5-1"],
])("a head: %s", (_, rooms, from, head) => {
  const heads = createHeads((room) => room !== "empty");
  heads.told(["b"], "6-9");
  heads.told(["b"], "7-2");
  heads.told(["c", "empty"], "10-1");
  expect(heads.of(rooms, from)).toBe(head);
});

test("who comes into a room that was empty is not behind what was told before", () => {
  const heads = createHeads(() => true);
  heads.told(["a"], "9-1");
  heads.forget("a");
  expect(heads.of(["a"], "5-1")).toBe("5-1");
});
