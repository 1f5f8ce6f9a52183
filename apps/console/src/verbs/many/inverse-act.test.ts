import type { BulkAct, ConversationView } from "@circuito/protocol";
import { inverseAct } from "./inverse-act.ts";

const was = (more: Partial<ConversationView> = {}) =>
  ({ tags: ["a"], priority: 0, epoch: 3, snoozedUntil: null, ...more }) as ConversationView;
const back = (act: BulkAct, before: ConversationView, after: ConversationView) =>
  inverseAct(act, before, after, "desfeito");

test("labels that were really added come off again, and those that were there stay", () => {
  const act = { kind: "label", add: ["a", "b"], remove: ["c"] } as const;
  expect(
    back({ ...act, add: [...act.add], remove: [...act.remove] }, was(), was({ tags: ["a", "b"] })),
  ).toEqual({
    kind: "label",
    add: [],
    remove: ["b"],
  });
  expect(back({ kind: "label", add: ["a"], remove: [] }, was(), was())).toBeNull();
});

test("each goes back to the priority that it had itself", () => {
  const act: BulkAct = { kind: "prioritize", priority: "urgent" };
  expect(back(act, was({ priority: 4 }), was({ priority: 6 }))).toEqual({
    kind: "prioritize",
    priority: "high",
  });
});

test("each is about what it was about itself, where that was one of the categories", () => {
  const act: BulkAct = { kind: "categorize", categoryId: "new" };
  const after = was({ category: "Novo", categoryId: "new" });
  const before = (category: string | null, categoryId: string | null) =>
    back(act, was({ category, categoryId, categoryFields: { order: "981" } }), after);
  expect(before("Boleto", "old")).toEqual({
    ...{ kind: "categorize", categoryId: "old" },
    fields: { order: "981" },
  });
  expect(before(null, null)).toEqual({ kind: "categorize", categoryId: null });
  expect(before("dito em palavras", null)).toBeNull();
});

test("a hand-over is taken back under the epoch that it left", () => {
  const act: BulkAct = { kind: "transfer", queueId: "q", note: "é com vocês", epoch: 3 };
  expect(back(act, was(), was({ epoch: 4 }))).toEqual({
    kind: "take-back",
    note: "desfeito",
    epoch: 4,
  });
});

test("what was resolved is open again, and what was put off otherwise is put off as before", () => {
  expect(back({ kind: "resolve", epoch: 3 }, was(), was())).toEqual({ kind: "reopen" });
  const until = "2026-11-30T12:00:00Z";
  const act: BulkAct = { kind: "snooze", until: "2026-12-30T12:00:00Z", epoch: 3 };
  expect(back(act, was({ snoozedUntil: until }), was())).toEqual({
    kind: "snooze",
    until,
    epoch: 3,
  });
  expect(back(act, was(), was())).toEqual({ kind: "reopen" });
});
