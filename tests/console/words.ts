import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CATALOGS = join(import.meta.dirname, "../../apps/console/src/i18n/catalogs");

/** The console's words by their id, with what stands in braces filled in. */
export type Words = (id: string, values?: Readonly<Record<string, string>>) => string;

/** One test tells its story in every language: it asks the catalogs, as the console does. */
export function wordsIn(locale: "pt-BR" | "en" | "es"): Words {
  const words = new Map<string, string>();
  for (const file of readdirSync(CATALOGS)) {
    if (file !== `${locale}.json` && !file.endsWith(`.${locale}.json`)) continue;
    const catalog: Record<string, string> = JSON.parse(readFileSync(join(CATALOGS, file), "utf8"));
    for (const [id, text] of Object.entries(catalog)) words.set(id, text);
  }
  return (id, values = {}) => {
    const text = words.get(id);
    if (text === undefined) throw new Error(`no words for ${id} in ${locale}`);
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${id} wants {${name}}`);
      return value;
    });
  };
}
