import fc from "fast-check";
import { findTrigger, replaceTrigger, type TriggerKind } from "./find-trigger.ts";

const ALL: readonly TriggerKind[] = ["/", "@", ":"];

test.each([
  ["/", "/", ""],
  ["Olá /bole", "/", "bole"],
  ["Olá\n/segunda via", "/", "segunda via"],
  ["@Bru", "@", "Bru"],
  [":sor", ":", "sor"],
])("%j asks for %s with %j", (text, kind, typed) => {
  expect(findTrigger(text, text.length, ALL)).toMatchObject({ kind, typed });
});

test.each([
  "e/ou",
  "ana@example.com",
  "às 14:30",
  "8 : 3",
  ":",
  "Ana: oi",
  "/ espaço",
  "/a\nb",
  "",
])("%j asks for nothing", (text) => {
  expect(findTrigger(text, text.length, ALL)).toBeNull();
});

test("only the signs of the room are signs", () => {
  expect(findTrigger("/bole", 5, ["@", ":"])).toBeNull();
});

test("what is put in stands in place of what was typed, and of nothing else", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, after, insertion) => {
      const text = `${before} /ab${after}`;
      const trigger = findTrigger(text, before.length + 4, ALL);
      expect(trigger).toMatchObject({ kind: "/", typed: "ab" });
      if (trigger === null) return;
      expect(replaceTrigger(text, trigger, insertion)).toEqual({
        text: `${before} ${insertion}${after}`,
        caret: before.length + 1 + insertion.length,
      });
    }),
  );
});
