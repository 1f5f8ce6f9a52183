import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isAudited } from "../apps/gateway/src/web/audit.ts";
import { API_ROUTES, type ApiRouteName } from "../packages/protocol/src/index.ts";

const CATALOGS = join(import.meta.dirname, "..", "apps/console/src/i18n/catalogs");

test.each(["pt-BR", "en", "es"])(
  "in %s the audit has words for all that is written down",
  (locale) => {
    const words = JSON.parse(readFileSync(join(CATALOGS, `installation.${locale}.json`), "utf8"));
    const actions = (Object.keys(API_ROUTES) as ApiRouteName[]).filter(isAudited);
    expect(actions.filter((action) => words[`audit.action.${action}`] === undefined)).toEqual([]);
  },
);
