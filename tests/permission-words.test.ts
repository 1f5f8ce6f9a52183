import { readFileSync } from "node:fs";
import { join } from "node:path";
import { API_ROUTES } from "../packages/protocol/src/index.ts";

const CATALOGS = join(import.meta.dirname, "..", "apps/console/src/i18n/catalogs");

test.each(["pt-BR", "en", "es"])("in %s the roles page has words for every route", (locale) => {
  const words = JSON.parse(readFileSync(join(CATALOGS, `roles.${locale}.json`), "utf8"));
  const wanted = Object.entries(API_ROUTES).flatMap(([name, { path }]) => [
    `permission.${name}`,
    `permissionArea.${path.split("/")[1]}`,
  ]);
  expect(wanted.filter((id) => words[id] === undefined)).toEqual([]);
});

test.each(["pt-BR", "en", "es"])("in %s no word is kept of a route that is gone", (locale) => {
  const words = JSON.parse(readFileSync(join(CATALOGS, `roles.${locale}.json`), "utf8"));
  const names = Object.keys(words).flatMap((id) => /^permission\.(.+)/.exec(id)?.[1] ?? []);
  expect(names.filter((name) => !(name in API_ROUTES))).toEqual([]);
});
