import type { TemplateView } from "@circuito/protocol";
import {
  chooseTemplate,
  familiesOf,
  mistakeIn,
  pieces,
  preferredVersion,
  variablesOf,
  withVariable,
} from "./template-choice.ts";

const template = (told: Partial<TemplateView>): TemplateView => ({
  name: "pedido",
  language: "pt_BR",
  category: "utility",
  header: null,
  body: "Olá {{1}}, seu pedido {{2}} saiu.",
  footer: null,
  buttons: [{ kind: "url", text: "Rastrear", hasVariable: true }],
  variables: { header: 0, body: 2 },
  unusableBecause: null,
  ...told,
});

test("a template of several languages is one choice; the writer's language comes first", () => {
  const [family, other] = familiesOf([
    template({ language: "en_US" }),
    template({ name: "boas_vindas" }),
    template({ language: "pt_PT" }),
    template({ language: "pt_BR" }),
  ]);
  if (family === undefined) throw new Error("no family");
  expect(other?.name).toBe("boas_vindas");
  expect(preferredVersion(family, "pt-BR")?.language).toBe("pt_BR");
  expect(preferredVersion(family, "en")?.language).toBe("en_US");
  expect(preferredVersion(family, "es")?.language).toBe("en_US");
});

test("a version that cannot be sent is never the one to begin with", () => {
  const [family] = familiesOf([template({ unusableBecause: "header-image" })]);
  if (family === undefined) throw new Error("no family");
  expect(preferredVersion(family, "pt-BR")).toBeUndefined();
});

test("words stay when the language changes, as far as there is room", () => {
  const begun = chooseTemplate(template({}));
  const filled = variablesOf(begun).reduce(
    (held, variable, place) => withVariable(held, { ...variable, value: `p${place}` }),
    begun,
  );
  expect(filled).toMatchObject({ body: ["p0", "p1"], buttons: [{ index: 0, text: "p2" }] });
  const shorter = template({ language: "en", variables: { header: 1, body: 1 }, buttons: [] });
  expect(chooseTemplate(shorter, filled)).toEqual({
    name: "pedido",
    language: "en",
    header: [""],
    body: ["p0"],
    buttons: [],
  });
});

test.each([
  ["", "missing"],
  ["  ", "missing"],
  ["a\tb", "one-line"],
  ["a     b", "one-line"],
  ["Ana", undefined],
] as const)("%j in a variable: %s", (value, mistake) => {
  expect(mistakeIn({ part: "body", index: 0, value })).toBe(mistake);
});

test("a text is cut where words are put in", () => {
  expect(pieces("{{1}}, olá {{ 2 }}")).toEqual([1, ", olá ", 2]);
});
