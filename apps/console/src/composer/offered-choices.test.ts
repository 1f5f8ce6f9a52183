import { choicesLook, isUnnamed, offeredIn } from "./offered-choices.ts";

const titled = (...titles: readonly string[]) =>
  titles.map((title, place) => ({ id: String(place), title }));

test.each([
  ["three short titles", titled("Sim", "Não", "Talvez"), "cloud", "buttons"],
  ["nothing yet", titled(""), "cloud", "buttons"],
  ["an empty fourth row counts for nothing", titled("a", "b", "c", ""), "cloud", "buttons"],
  ["four", titled("a", "b", "c", "d"), "cloud", "list"],
  [
    "a title of 20 characters, one of them beyond 16 bits",
    titled(`${"x".repeat(19)}😀`),
    "cloud",
    "buttons",
  ],
  ["a title of 21 characters", titled("x".repeat(21)), "cloud", "list"],
  ["two of one name", titled("Sim", "Sim "), "cloud", "list"],
  ["a description", [{ id: "1", title: "Sim", description: "Agora" }], "cloud", "list"],
  ["a description of nothing", [{ id: "1", title: "Sim", description: " " }], "cloud", "buttons"],
  ["a paired phone", titled("Sim", "Não"), "web", "numbered"],
] as const)("%s on %3$s", (_case, rows, transport, look) => {
  expect(choicesLook(rows, transport)).toBe(look);
});

test("rows without a name are not offered, and one that is described lacks its name", () => {
  const rows = [
    { id: "1", title: " Sim ", description: "" },
    { id: "2", title: " ", description: "sem nome" },
    { id: "3", title: "" },
  ];
  expect(offeredIn(rows)).toEqual([{ id: "1", title: "Sim" }]);
  expect(rows.map(isUnnamed)).toEqual([false, true, false]);
});
