import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * PostgreSQL keeps a prepared statement by its name for as long as a connection lives; the same name
 * for another text is an error that shows only when both happen on one connection.
 */
test("every named statement has a name of its own", () => {
  const names = new Map<string, string[]>();
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    for (const [, name = ""] of text.matchAll(
      /\bname: (?:[^"\n]*\? )?"([a-z][a-z0-9-]+)",\n\s+(?:\/\/|text:)/g,
    )) {
      names.set(name, [...(names.get(name) ?? []), file]);
    }
  }
  expect(names.size).toBeGreaterThan(40);
  expect([...names].filter(([, files]) => files.length > 1)).toEqual([]);
});
