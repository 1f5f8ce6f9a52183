import type { ConversationView } from "@circuito/protocol";
import type { MacroAct } from "./macro-form.ts";
import { undoMacro } from "./undo-macro.ts";

const was = (more: Partial<ConversationView> = {}) =>
  ({
    ...{ tags: ["menu"], priority: 0, epoch: 3, snoozedUntil: null },
    ...{ categoryId: null, category: null },
    ...more,
  }) as ConversationView;

const back = (acts: readonly MacroAct[], before: ConversationView, after: ConversationView) =>
  undoMacro(acts, before, after, "Desfeito");

test("each act that changed something has its way back; what changed nothing has none", () => {
  const acts: MacroAct[] = [
    { kind: "label", add: ["Boleto"], remove: ["menu"] },
    { kind: "prioritize", priority: "normal" },
    { kind: "categorize", categoryId: "c" },
    { kind: "resolve" },
  ];
  const after = was({ tags: ["Boleto"], categoryId: "c", category: "Cobrança", epoch: 4 });
  expect(back(acts, was(), after)).toEqual({
    back: [
      { kind: "label", add: ["menu"], remove: ["Boleto"] },
      { kind: "categorize", categoryId: null },
      { kind: "reopen" },
    ],
    noteStays: false,
  });
});

test("what was handed on is taken back at the owner's epoch it has now", () => {
  const acts: MacroAct[] = [{ kind: "transfer", queueId: "q", note: "Segue" }];
  expect(back(acts, was(), was({ epoch: 7 })).back).toEqual([
    { kind: "take-back", note: "Desfeito", epoch: 7 },
  ]);
});

test("what slept already sleeps until its hour again", () => {
  const before = was({ snoozedUntil: "2026-11-28T12:00:00.000Z" });
  const after = was({ snoozedUntil: "2026-11-29T12:00:00.000Z", epoch: 4 });
  expect(back([{ kind: "snooze", minutes: 60 }], before, after).back).toEqual([
    { kind: "snooze", until: "2026-11-28T12:00:00.000Z", epoch: 4 },
  ]);
});

test("a note stays, and is told of", () => {
  expect(back([{ kind: "note", text: "Ligar" }], was(), was())).toEqual({
    ...{ back: [], noteStays: true },
  });
});
