import { CONTEXT_SECTIONS, moveSection, openSections, sectionsIn } from "./context-order.ts";

test("sections stand as they were put; what is new comes last, what is gone is left out", () => {
  expect(sectionsIn([])).toEqual(CONTEXT_SECTIONS);
  expect(sectionsIn(["files", "gone", "customer"]).slice(0, 2)).toEqual(["files", "customer"]);
  expect(sectionsIn(["files", "gone", "customer"])).toHaveLength(CONTEXT_SECTIONS.length);
});

test("a section changes places with its neighbour, and stays at an end", () => {
  const moved = moveSection([], "procedures", -1);
  expect(moved.slice(0, 2)).toEqual(["procedures", "customer"]);
  expect(moveSection(moved, "procedures", -1)).toEqual(moved);
  expect(moveSection(moved, "owners", 1)).toEqual(moved);
});

test("what was closed stays closed until it is opened", () => {
  const closed = openSections([], "files", false);
  expect(closed).toEqual(["files"]);
  expect(openSections(closed, "files", false)).toEqual(["files"]);
  expect(openSections(closed, "files", true)).toEqual([]);
});
