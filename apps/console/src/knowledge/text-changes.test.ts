import fc from "fast-check";
import { textChanges } from "./text-changes.ts";

test("only what differs is told, and what was written anew as one change", () => {
  expect(textChanges("um\n\ndois\n\ntrês", "um\n\n2\n\ntrês\n\nquatro")).toEqual([
    { before: "dois", after: "2" },
    { before: undefined, after: "quatro" },
  ]);
  expect(textChanges("a", "a")).toEqual([]);
});

test("what is taken out and put in makes the one text of the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const changes = textChanges(a.join("\n\n"), b.join("\n\n"));
      const count = (key: "before" | "after") =>
        changes.flatMap((one) => one[key]?.split("\n\n") ?? []).length;
      expect(a.length - count("before")).toBe(b.length - count("after"));
    }),
  );
});
