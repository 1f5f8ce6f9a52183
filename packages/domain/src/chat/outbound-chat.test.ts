import { type ChosenTemplate, mistakeInTemplate, renderTemplate } from "./outbound-chat.ts";

const template = {
  name: "pedido_enviado",
  language: "pt_BR",
  category: "UTILITY",
  body: "Olá {{1}}, seu pedido {{2}} saiu.",
  footer: "Loja",
  buttons: [{ kind: "url" as const, text: "Rastrear", hasVariable: true }],
  variables: { header: 0, body: 2 },
};
const chosen = (more: Partial<ChosenTemplate> = {}): ChosenTemplate => ({
  name: "pedido_enviado",
  language: "pt_BR",
  header: [],
  body: ["Ana", "BR-1"],
  buttons: [{ index: 0, text: "BR-1" }],
  ...more,
});

test("a template is read by the customer with the words put in", () => {
  expect(renderTemplate(template, chosen())).toBe("Olá Ana, seu pedido BR-1 saiu.\n\nLoja");
});

test("words that hold what looks like a place are put in as they are", () => {
  const { body } = chosen({ body: ["{{2}}", "$&"] });
  expect(renderTemplate(template, { header: [], body })).toContain(
    "Olá {{2}}, seu pedido $& saiu.",
  );
});

test.each([
  ["nothing", chosen(), undefined],
  ["a word is missing", chosen({ body: ["Ana"] }), "variables-missing"],
  ["a word is empty", chosen({ body: ["Ana", " "] }), "variables-missing"],
  ["a button's word is missing", chosen({ buttons: [] }), "variables-missing"],
  ["there is a word too many", chosen({ body: ["a", "b", "c"] }), "variables-too-many"],
  ["a button has no place", chosen({ buttons: [{ index: 1, text: "x" }] }), "variables-too-many"],
  ["a word has two lines", chosen({ body: ["Ana", "a\nb"] }), "variable-has-line-breaks"],
] as const)("what is wrong when %s", (_, choice, mistake) => {
  expect(mistakeInTemplate(template, choice)).toBe(mistake);
});

test("a template that is not there, or that we cannot fill, is not sent", () => {
  expect(mistakeInTemplate(undefined, chosen())).toBe("no-such-template");
  const picture = { ...template, unusableBecause: "header-is-a-picture" };
  expect(mistakeInTemplate(picture, chosen())).toBe("unusable-template");
});
