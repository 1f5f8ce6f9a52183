import fc from "fast-check";
import type { DeskConversation } from "./desk-conversation.ts";
import { afterLabels, LABELS_MAX } from "./labels.ts";

const labelled = (tags: readonly string[]) => ({ tags }) as unknown as DeskConversation;
const label = fc.stringMatching(/^[a-zA-Z ]{1,8}$/);

test("a label that differs in case only is the one that is there", () => {
  const done = afterLabels(labelled(["Boleto"]), { add: ["boleto", " 2ª  via "], remove: [] });
  expect(done).toMatchObject({
    after: { tags: ["Boleto", "2ª via"] },
    change: { add: ["2ª via"], remove: [] },
  });
});

test("more labels than anybody reads are refused, and taking some off never is", () => {
  const full = Array.from({ length: LABELS_MAX }, (_, n) => `label ${n}`);
  expect(afterLabels(labelled(full), { add: ["one more"], remove: [] })).toEqual({
    kind: "refused",
    because: "too-many-labels",
  });
  expect(afterLabels(labelled([...full, "too many"]), { add: [], remove: ["label 3"] }).kind).toBe(
    "labelled",
  );
});

test("a change taken back leaves the same labels", () => {
  fc.assert(
    fc.property(
      fc.array(label, { maxLength: 5 }),
      fc.array(label, { maxLength: 5 }),
      fc.array(label, { maxLength: 5 }),
      (tags, add, remove) => {
        const before = afterLabels(labelled([]), { add: tags, remove: [] });
        if (before.kind === "refused") return;
        const done = afterLabels(before.after, { add, remove });
        if (done.kind === "refused") return;
        const back = afterLabels(done.after, {
          add: done.change.remove,
          remove: done.change.add,
        });
        if (back.kind === "refused") throw new Error("refused");
        expect([...back.after.tags].sort()).toEqual([...before.after.tags].sort());
      },
    ),
  );
});
