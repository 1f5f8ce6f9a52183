/**
 * Where the parts of a JSON document begin and end, so that each element of a batch keeps its
 * untouched bytes. Give it only text that `JSON.parse` has accepted.
 */
export type JsonSlices =
  | { readonly kind: "array"; readonly items: readonly string[] }
  /** The last of repeated names wins, as in `JSON.parse`. */
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: "scalar" };

export function jsonSlices(text: string): JsonSlices {
  const start = skipSpace(text, 0);
  const open = text[start];
  if (open === "[") return { kind: "array", items: arrayItems(text, start + 1) };
  if (open === "{") return { kind: "object", fields: objectFields(text, start + 1) };
  return { kind: "scalar" };
}

function arrayItems(text: string, from: number): string[] {
  const items: string[] = [];
  let at = skipSpace(text, from);
  while (at < text.length && text[at] !== "]") {
    const end = endOfValue(text, at);
    items.push(text.slice(at, end));
    at = skipSeparator(text, end);
  }
  return items;
}

function objectFields(text: string, from: number): Map<string, string> {
  const fields = new Map<string, string>();
  let at = skipSpace(text, from);
  while (at < text.length && text[at] !== "}") {
    const endOfName = endOfValue(text, at);
    const name = String(JSON.parse(text.slice(at, endOfName)));
    const value = skipSpace(text, skipSpace(text, endOfName) + 1);
    const end = endOfValue(text, value);
    fields.set(name, text.slice(value, end));
    at = skipSeparator(text, end);
  }
  return fields;
}

function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") depth--;
    else if (depth > 0 || !(char === "," || char === ":" || isSpace(char))) continue;
    else return at;
    if (depth < 0) return at;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function skipSeparator(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === "," ? skipSpace(text, at + 1) : at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\n" || char === "\r" || char === "\t";
}
