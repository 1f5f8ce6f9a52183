import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SENDER_REASONS } from "../packages/domain/src/index.ts";

const CATALOGS = join(import.meta.dirname, "..", "apps/console/src/i18n/catalogs");

test.each(["pt-BR", "en", "es"])(
  "in %s there are words for every reason of a sender's check",
  (locale) => {
    const words = JSON.parse(readFileSync(join(CATALOGS, `channels.${locale}.json`), "utf8"));
    const known = Object.keys(words).filter((id) => id.startsWith("sender.because."));
    expect(known.sort()).toEqual(SENDER_REASONS.map((id) => `sender.because.${id}`).sort());
  },
);
