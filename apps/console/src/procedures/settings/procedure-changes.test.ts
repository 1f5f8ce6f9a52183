import type { ProcedureContent } from "@circuito/protocol";
import { procedureChanges } from "./procedure-changes.ts";
import { emptyProcedure, emptyStep } from "./procedure-edit.ts";

const written = (
  titles: Readonly<Record<string, string>>,
  part: Partial<ProcedureContent> = {},
) => ({
  ...emptyProcedure(),
  steps: Object.entries(titles).map(([key, title]) => ({ ...emptyStep(key, "check"), title })),
  ...part,
});
const changes = (before: ProcedureContent, after: ProcedureContent) =>
  procedureChanges(before, after, {
    offered: ({ levels }) => levels.join(),
    step: ({ title }) => title,
  });

test("two that say the same differ in nothing", () => {
  expect(changes(written({ a: "A" }), written({ a: "A" }))).toEqual([]);
});

test("words, places and steps that say something else are told, new and gone ones by one side", () => {
  const before = written({ a: "A", b: "B" }, { name: "Troca" });
  const after = written({ a: "A!", c: "C" }, { name: "Trocas", levels: [2] });
  expect(changes(before, after)).toEqual([
    { id: "name", of: { field: "name" }, before: "Troca", after: "Trocas" },
    { id: "offered", of: { field: "offered" }, before: undefined, after: "2" },
    { id: "a", of: { step: 1 }, before: "A", after: "A!" },
    { id: "c", of: { step: 2 }, before: undefined, after: "C" },
    { id: "b", of: { step: 2 }, before: "B", after: undefined },
  ]);
});

test("another order of the same steps is a change of its own", () => {
  expect(changes(written({ a: "A", b: "B" }), written({ b: "B", a: "A" }))).toEqual([
    { id: "order", of: { field: "order" }, before: "1. A\n2. B", after: "1. B\n2. A" },
  ]);
});
