import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comparedBy, isAudited } from "../apps/gateway/src/web/audit.ts";
import { fieldsOf } from "../apps/gateway/src/web/testing/fields-of.ts";
import { CONNECTORS } from "../packages/connectors/src/index.ts";
import { API_ROUTES, type ApiRouteName } from "../packages/protocol/src/index.ts";

const CATALOGS = join(import.meta.dirname, "..", "apps/console/src/i18n/catalogs");
const NAMES = Object.keys(API_ROUTES) as ApiRouteName[];
const words = (part: string, locale: string) =>
  JSON.parse(readFileSync(join(CATALOGS, `${part}.${locale}.json`), "utf8"));

/** All that may differ between two answers that the audit compares, settings of each channel included. */
const FIELDS = new Set([
  ...NAMES.flatMap((name) => comparedBy(name) ?? []).flatMap((name) =>
    fieldsOf(API_ROUTES[name].response),
  ),
  ...CONNECTORS.flatMap(({ settings }) => fieldsOf(settings)),
]);

test("fields are found, of routes and of channels", () => {
  expect([...FIELDS]).toEqual(expect.arrayContaining(["strategy", "overflowQueueId", "smtpHost"]));
});

describe.each(["pt-BR", "en", "es"])("in %s", (locale) => {
  test("the audit has words for all that is written down", () => {
    const known = words("installation", locale);
    const actions = NAMES.filter(isAudited);
    expect(actions.filter((action) => known[`audit.action.${action}`] === undefined)).toEqual([]);
  });

  test("the audit has words for every field that may have changed", () => {
    const known = words("audit", locale);
    expect([...FIELDS].filter((field) => known[`audit.field.${field}`] === undefined)).toEqual([]);
  });
});
