import { writeOutChoices } from "./written-choices.ts";

test("choices stand below the words, with the numbers that customers answer with", () => {
  const choices = [
    { id: "a", title: "Financeiro", description: "boletos" },
    { id: "person", title: "Falar com uma pessoa" },
  ];
  expect(writeOutChoices({ text: "Qual assunto?", chat: { choices } })).toBe(
    "Qual assunto?\n\n1. Financeiro (boletos)\n2. Falar com uma pessoa",
  );
  expect(writeOutChoices({ text: "", chat: { choices } })).toMatch(/^1\. Financeiro/);
});

test("words without choices are left alone", () => {
  expect(writeOutChoices({ text: "Olá" })).toBe("Olá");
  expect(writeOutChoices({ text: "Olá", chat: { choices: [] } })).toBe("Olá");
});

test("a scale is one line of scores, which are answers themselves", () => {
  const choices = [
    { id: "s/4", title: "4" },
    { id: "s/5", title: "5", description: "muito bom" },
  ];
  expect(writeOutChoices({ text: "4 = bom, 5 = muito bom", chat: { choices } })).toBe(
    "4 = bom, 5 = muito bom\n\n4 · 5",
  );
});
