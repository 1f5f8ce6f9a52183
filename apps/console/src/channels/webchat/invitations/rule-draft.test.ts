import {
  mistakesInRule,
  newRule,
  pathOf,
  proactiveSettingsOf,
  type RuleDraft,
  rulesOf,
} from "./rule-draft.ts";

const rule: RuleDraft = {
  ...newRule("r-1"),
  name: "Preços",
  text: { "pt-BR": "Posso ajudar?", en: "", es: "" },
};

test("what was saved stands there as it was", () => {
  const saved = proactiveSettingsOf([{ ...rule, pages: "/precos*\n/planos", locales: ["en"] }], {});
  expect(saved).toMatchObject({
    proactive: [{ id: "r-1", pages: ["/precos*", "/planos"], text: { "pt-BR": "Posso ajudar?" } }],
  });
  expect(proactiveSettingsOf(rulesOf(saved), {})).toEqual(saved);
});

test("what the panel does not show stays; without rules none are kept", () => {
  const before = { companyName: "Loja", proactive: [{ id: "old" }] };
  expect(proactiveSettingsOf([], before)).toEqual({ companyName: "Loja" });
});

test.each<[string, Partial<RuleDraft>, object]>([
  ["nothing", {}, {}],
  ["no name", { name: " " }, { name: "required" }],
  ["no words", { text: { "pt-BR": "", en: " ", es: "" } }, { text: "required" }],
  ["words in another language only", { text: { "pt-BR": "", en: "Hi", es: "" } }, {}],
  ["a whole address as a page", { pages: "https://loja.com.br/precos" }, { pages: "format" }],
  ["too many pages", { pages: "/a ".repeat(21) }, { pages: "range" }],
  ["no time", { afterSeconds: null }, { afterSeconds: "required" }],
  ["too long a time", { afterSeconds: 3_601 }, { afterSeconds: "range" }],
  ["too long a rest", { restDays: 91 }, { restDays: "range" }],
])("%s is what is wrong", (_name, change, mistakes) => {
  expect(mistakesInRule({ ...rule, ...change })).toEqual(mistakes);
});

test.each([
  ["/precos?utm=1#a", "/precos"],
  ["https://loja.com.br/precos?x", "/precos"],
  ["loja.com.br", "/"],
  ["", undefined],
  ["http://", undefined],
])("%j is the page %j", (typed, path) => {
  expect(pathOf(typed)).toBe(path);
});
