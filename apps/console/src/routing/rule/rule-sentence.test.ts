import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setupI18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Translate } from "../../i18n/translate.ts";
import {
  conditionParts,
  conditionSentence,
  type RuleNames,
  ruleSentence,
  sentenceParts,
} from "./rule-sentence.ts";
import type { Rule } from "./rule-view.ts";

const CATALOG = join(import.meta.dirname, "../../i18n/catalogs/routing.pt-BR.json");
const messages = Object.entries<string>(JSON.parse(readFileSync(CATALOG, "utf8"))).map(
  ([id, text]) => [id, compileMessage(text)],
);
const i18n = setupI18n({ locale: "pt-BR", messages: { "pt-BR": Object.fromEntries(messages) } });
const t: Translate = (id, values) => i18n.t({ id, values: { ...values } });

const names: RuleNames = {
  queue: (id) => id,
  inbox: (id) => id,
  policy: (id) => id,
  channel: (id) => id,
  menu: (path) => path,
};
const rule = (condition: Rule["condition"], action: Partial<Rule["action"]> = {}): Rule => ({
  ...{ id: "r", name: "r", enabled: true, condition },
  action: { to: { queueId: "Financeiro" }, ...action },
});

test.each<[Rule, string]>([
  [rule({}), "Sempre enviar a Financeiro"],
  [
    rule({ words: ["boleto", "fatura"], hours: "open" }, { priority: 2, tags: ["dinheiro"] }),
    "Se o texto contém “boleto” ou “fatura” e está dentro do horário, enviar a Financeiro, prioridade +2 e etiquetar dinheiro",
  ],
  [
    rule({ languages: ["en"], returning: false }, { to: { level: 2 } }),
    "Se está em inglês e é o primeiro contato do cliente, enviar ao nível 2",
  ],
  [
    rule({ menuAnswer: ["Financeiro", "Boleto"] }, { requiredSkills: { sap: 3 } }),
    "Se escolheu Financeiro › Boleto no menu, enviar a Financeiro e pedir sap 3+",
  ],
  [
    rule({ queueLength: { queueId: "Técnico", atLeast: 5, below: 9 } }),
    "Se Técnico tem de 5 até menos de 9 esperando, enviar a Financeiro",
  ],
  [
    rule({ attributes: { plano: ["ouro"], uf: ["SP", "RJ"] } }, { keepPreviousAgent: false }),
    "Se plano é ouro e uf é SP ou RJ, enviar a Financeiro e sem preferir quem atendeu antes",
  ],
  [
    rule({ anyOf: [{ words: ["boleto"] }, { hours: "closed" }] }),
    "Se o texto contém “boleto” ou está fora do horário, enviar a Financeiro",
  ],
  [
    rule({
      channels: ["sms"],
      anyOf: [{ words: ["boleto"], returning: true }, { hours: "closed" }],
    }),
    "Se veio por sms e vale um destes: (o texto contém “boleto” e o cliente já conversou antes) ou está fora do horário, enviar a Financeiro",
  ],
  [rule({ anyOf: [{}, {}] }), "Se … ou …, enviar a Financeiro"],
])("a rule is told in a sentence", (one, sentence) => {
  expect(ruleSentence(one, names, t)).toBe(sentence);
});

test.each<[Rule["condition"], string]>([
  [{}, ""],
  [{ words: ["boleto"] }, "o texto contém “boleto”"],
  [{ channels: ["sms"], returning: false }, "veio por sms e é o primeiro contato do cliente"],
])("what a rule asks is told alone, without what it does", (condition, sentence) => {
  expect(conditionSentence(condition, names, t)).toBe(sentence);
});

test("what the admin chose is set apart from the words around it", () => {
  expect(sentenceParts(rule({ channels: ["sms"] }), names, t)).toEqual([
    { text: "Se veio por ", isValue: false },
    { text: "sms", isValue: true },
    { text: ", enviar a ", isValue: false },
    { text: "Financeiro", isValue: true },
  ]);
});

test("of a long list the first are told, and how many more", () => {
  const words = ["a", "b", "c", "d", "e", "f"];
  const told = (max: number) =>
    sentenceParts(rule({ words }), names, t, max)
      .map(({ text }) => text)
      .join("");
  expect(told(3)).toContain("“a”, “b”, “c” ou mais 3,");
  expect(told(5)).toContain("“e” ou “f”,");
});

test("conditions are told one by one", () => {
  const told = conditionParts({ hours: "closed", segments: ["vip"] }, names, t);
  expect(told.map((parts) => parts.map(({ text }) => text).join(""))).toEqual([
    "está fora do horário",
    "o contato é do segmento vip",
  ]);
});
