import { isRemappable, keyOf, remapRefusal } from "./remap.ts";

test.each([
  ["a free letter", "resolve", "h", {}, undefined],
  ["a free sequence", "goInbox", "g x", {}, undefined],
  ["a function key", "nextPane", "F8", {}, undefined],
  ["its own key", "resolve", "e", {}, undefined],
  ["another's key", "resolve", "t", {}, { kind: "taken", by: "transfer" }],
  ["a key that another gave up", "resolve", "t", { transfer: "h" }, undefined],
  ["a key that another took", "resolve", "h", { transfer: "h" }, { kind: "taken", by: "transfer" }],
  ["the start of sequences", "resolve", "g", {}, { kind: "not-usable" }],
  ["the browser's own", "resolve", "Mod+w", {}, { kind: "not-usable" }],
  ["Enter", "resolve", "Enter", {}, { kind: "not-usable" }],
  ["Tab", "resolve", "Tab", {}, { kind: "not-usable" }],
] as const)("%s", (_what, id, key, own, refusal) => {
  expect(remapRefusal(id, key, own)).toEqual(refusal);
});

test("what is written with, and the way out, stay as they are", () => {
  expect((["send", "outward", "open", "resolve"] as const).map(isRemappable)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect([keyOf("resolve", {}), keyOf("resolve", { resolve: "x" })]).toEqual(["e", "x"]);
});
