/**
 * An array as the database reads it, of values that need no quotes: numbers, ids, instants, names of our own.
 * The driver looks at each element for what it may be, and quotes it: some microseconds each, which a page
 * of facts has two hundred thousand of. Throws when a value would need quotes.
 */
export function plainArray(values: readonly (string | number | null)[]): string {
  const text = values.map((value) => value ?? "NULL").join(",");
  if (NEEDS_QUOTES.test(text) || text.split(",").length > Math.max(1, values.length))
    throw new Error("a value that needs quotes is no plain one");
  return `{${text}}`;
}

const NEEDS_QUOTES = /[\s"\\{}]/;
