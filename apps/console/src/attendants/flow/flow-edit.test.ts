import type { AttendantFlow } from "@circuito/protocol/attendant-text";
import {
  answersOf,
  changeMenu,
  changeOption,
  idFor,
  idsIn,
  moveOption,
  removeOption,
  withWords,
} from "./flow-edit.ts";

const label = (text: string) => ({ "pt-BR": text });
const FLOW: AttendantFlow = {
  ...{
    language: "pt-BR",
    greeting: label("Olá!"),
    misunderstandingsMax: 2,
    answerWithinMs: 60_000,
  },
  menu: {
    words: label("?"),
    options: [
      { id: "sales", label: label("Vendas") },
      {
        id: "finance",
        label: label("Financeiro"),
        menu: { words: label("Sobre?"), options: [{ id: "invoice", label: label("Boleto") }] },
      },
    ],
  },
};
const ids = (flow: AttendantFlow) => flow.menu?.options.map(({ id }) => id);

test("an option is changed, moved or taken out at its place, however deep", () => {
  const renamed = changeOption(FLOW, [1, 0], (option) => ({ ...option, label: label("2ª via") }));
  expect(answersOf(renamed)).toEqual([
    { path: ["sales"], labels: ["Vendas"] },
    { path: ["finance", "invoice"], labels: ["Financeiro", "2ª via"] },
  ]);
  expect(ids(moveOption(FLOW, [0], 1))).toEqual(["finance", "sales"]);
  expect(moveOption(FLOW, [0], -1)).toEqual(FLOW);
  expect(ids(removeOption(FLOW, [0]))).toEqual(["finance"]);
  expect(idsIn(FLOW)).toEqual(new Set(["sales", "finance", "invoice"]));
  const asked = changeMenu(FLOW, [1], (menu) => ({ ...menu, words: label("Qual?") }));
  expect(asked.menu?.options[1]?.menu?.words).toEqual(label("Qual?"));
});

test("a text that is emptied in a language is not there in it", () => {
  expect(withWords({ "pt-BR": "a", en: "b" }, "en", "")).toEqual({ "pt-BR": "a" });
  expect(withWords(undefined, "es", "c")).toEqual({ es: "c" });
});

test.each([
  ["2ª via de boleto", [], "2a-via-de-boleto"],
  ["Vendas", ["vendas"], "vendas-2"],
  ["Vendas", ["vendas", "vendas-2"], "vendas-3"],
  ["Person", [], "opcao-person"],
  ["🙂", [], "opcao"],
  ["x".repeat(60), [], "x".repeat(32)],
])("the id of %j is one that rules can name", (text, taken, id) => {
  expect(idFor(text, taken)).toBe(id);
});
