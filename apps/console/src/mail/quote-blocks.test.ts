import { quoteBlocks } from "./quote-blocks.ts";

test("quoted lines are grouped by depth, without their marks", () => {
  const text = "Segue.\n\nEm 3/4, Ana escreveu:\n> Oi\n> > Antes\n>> disso\n> fim";
  expect(quoteBlocks(text)).toEqual([
    { depth: 0, text: "Segue.\n\nEm 3/4, Ana escreveu:" },
    { depth: 1, text: "Oi" },
    { depth: 2, text: "Antes\ndisso" },
    { depth: 1, text: "fim" },
  ]);
});

test("a sign of greater in a line is no quote", () => {
  expect(quoteBlocks("2 > 1")).toEqual([{ depth: 0, text: "2 > 1" }]);
});

test("a ladder of quotes ends at the fourth step", () => {
  expect(quoteBlocks(">>>>>>>>> fundo")).toEqual([{ depth: 4, text: "fundo" }]);
});
