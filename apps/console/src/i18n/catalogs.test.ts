import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileMessage } from "@lingui/message-utils/compileMessage";

const FOLDER = join(import.meta.dirname, "catalogs");
const SOURCES = join(import.meta.dirname, "..");
/** The page's own words, and those that come with the screens that say them. */
const PARTS = readdirSync(FOLDER)
  .filter((file) => file.endsWith("pt-BR.json"))
  .map((file) => file.slice(0, -"pt-BR.json".length));
const part = (name: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(FOLDER, `${name}${locale}.json`), "utf8"));
const catalog = (locale: string): Record<string, string> =>
  Object.assign({}, ...PARTS.map((name) => part(name, locale)));
const reference = catalog("pt-BR");

/** Names that a message expects, at any depth of its plurals. */
function placeholders(text: string): readonly string[] {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) {
      if (typeof part === "object" && part !== null) Object.values(part).forEach(walk);
      return;
    }
    for (const piece of part) {
      if (Array.isArray(piece) && typeof piece[0] === "string") found.add(piece[0]);
      walk(Array.isArray(piece) ? piece.slice(1) : piece);
    }
  };
  const compiled = compileMessage(text);
  if (typeof compiled !== "string") walk(compiled);
  found.delete("#");
  return [...found].sort();
}

test.each(["en", "es"])(
  "%s says everything that pt-BR says, with the same facts in it",
  (locale) => {
    const words = catalog(locale);
    expect(Object.keys(words)).toEqual(Object.keys(reference));
    const facts = (of: Record<string, string>) =>
      Object.entries(of).map(([id, text]) => [id, placeholders(text)]);
    expect(facts(words)).toEqual(facts(reference));
  },
);

test.each(["pt-BR", "en", "es"])("in %s a reason goes on with the sentence before it", (locale) => {
  const reasons = Object.entries(catalog(locale)).filter(([id]) => id.startsWith("because."));
  const begins = reasons.filter(([, text]) => /^\p{Lu}\p{Ll}/u.test(text));
  expect(begins).toEqual([]);
});

test("no message is in two parts", () => {
  const counts = PARTS.map((name) => Object.keys(part(name, "pt-BR")).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Object.keys(reference).length);
});

test("no message is empty, and every one of them is said somewhere", () => {
  const code = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(SOURCES, file), "utf8"))
    .join("\n");
  const isSaid = (id: string) =>
    code.includes(`"${id}"`) || code.includes(`\`${id.split(".").slice(0, -1).join(".")}.\${`);
  expect(Object.entries(reference).filter(([, text]) => text.trim() === "")).toEqual([]);
  expect(Object.keys(reference).filter((id) => !isSaid(id))).toEqual([]);
});
