import type { Translate } from "../i18n/translate.ts";
import { objectText, placeText, valueText } from "./audit-words.ts";

const WORDS: Readonly<Record<string, string>> = {
  "audit.field.members": "Membros",
  "audit.field.weight": "Peso",
  "audit.field.hours": "Horas",
  "audit.yes": "Sim",
  "audit.whole": "Tudo",
  "permissionArea.queues": "Filas",
};
const t: Translate = (id) => WORDS[id] ?? id;
const ANA = "0190a000-0000-7000-8000-00000000ba5e";
const nameOf = (id: string) => (id === ANA ? "Ana Souza" : undefined);

test.each([
  ["weight", "Peso"],
  [`members.${ANA}.weight`, "Membros › Ana Souza › Peso"],
  [`members.${ANA.replace("ba5e", "dead")}.weight`, "Membros › …00dead › Peso"],
  ["members.whatsapp", "Membros › whatsapp"],
  ["", "Tudo"],
])("the place %j is called %s", (path, words) => {
  expect(placeText(t, path, nameOf)).toBe(words);
});

test.each([
  ["weight", 3, "3"],
  ["isOn", true, "Sim"],
  ["queueId", ANA, "Ana Souza"],
  ["queueIds", [], "—"],
  ["queueIds", [ANA, "x"], "Ana Souza, x"],
  ["note", null, "—"],
  ["hours", { weight: 2, odd: "x" }, "Peso: 2 · odd: x"],
  ["hours", [{ weight: 1 }, { weight: 2 }], "Peso: 1\nPeso: 2"],
])("of %s, %j is told as %s", (field, value, words) => {
  expect(valueText(t, field, value, nameOf)).toBe(words);
});

test.each([
  ["queues/0190a000", "Financeiro", "Financeiro"],
  ["queues/0190a000", null, "Filas …90a000"],
  ["queues", null, "Filas"],
  ["nothing-known/7", null, "nothing-known …7"],
  [null, null, ""],
])("of %s named %j is told %j", (object, objectName, text) => {
  expect(objectText(t, { object, objectName })).toBe(text);
});
