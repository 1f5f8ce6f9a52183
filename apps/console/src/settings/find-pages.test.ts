import { findPages } from "./find-pages.ts";
import type { SettingsPageEntry } from "./settings-pages.ts";

const page = (id: string) => ({ id }) as SettingsPageEntry;
const PAGES = [page("hours"), page("queues")];
const TEXTS: Readonly<Record<string, string>> = {
  hours: "Horários atendimento, feriado, expediente",
  queues: "Filas área, nível, atendimento",
};
const find = (typed: string) =>
  findPages(PAGES, typed, ({ id }) => TEXTS[id] ?? "").map(({ id }) => id);

test.each([
  ["", ["hours", "queues"]],
  ["horario", ["hours"]],
  ["HORÁRIO", ["hours"]],
  ["atendimento", ["hours", "queues"]],
  ["  atendimento   nivel ", ["queues"]],
  ["boleto", []],
])("%j finds %j", (typed, found) => {
  expect(find(typed)).toEqual(found);
});
