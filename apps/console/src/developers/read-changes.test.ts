import { readChanges, wordsAndCode } from "./read-changes.ts";

test("each version has its changes; lines that go on belong to their change", () => {
  const markdown = "# API\n\nIntro.\n\n## Next\n\n- `a` is\n  new\n- b\n\n## 1\n\n- all\n";
  expect(readChanges(markdown)).toEqual([
    { title: "Next", items: ["`a` is new", "b"] },
    { title: "1", items: ["all"] },
  ]);
  expect(wordsAndCode("`a` is new")).toEqual(["", "a", " is new"]);
});
