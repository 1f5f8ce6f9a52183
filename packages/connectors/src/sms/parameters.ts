/** Twilio and Vonage send some thirty fields; their documents promise no limit, we set one. */
const FIELDS_MAX = 500;

export type Parameters =
  | { readonly ok: true; readonly fields: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly because: string };

/**
 * The fields of a form or a query, each named once. A repeated or bracketed name (`From[]`) means
 * one thing to a signature and another to a parser, and is refused (bad inputs B-47).
 */
export function readParameters(encoded: string): Parameters {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (fields.has(name)) return { ok: false, because: "a field is repeated" };
    if (name.includes("[")) return { ok: false, because: "a field name has brackets" };
    if (fields.size >= FIELDS_MAX) return { ok: false, because: "too many fields" };
    fields.set(name, value);
  }
  return { ok: true, fields };
}

/** The same from a flat JSON object; numbers and booleans count as they are written. */
export function readJsonParameters(text: string): Parameters {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, because: "not JSON" };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { ok: false, because: "not a JSON object" };
  }
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed)) {
    if (fields.size >= FIELDS_MAX) return { ok: false, because: "too many fields" };
    if (typeof value === "object" && value !== null) {
      return { ok: false, because: "a field is not plain" };
    }
    if (value !== null) fields.set(name, String(value));
  }
  return { ok: true, fields };
}

/** What stands after the question mark, without it. */
export function queryOf(url: string): string {
  const mark = url.indexOf("?");
  return mark < 0 ? "" : url.slice(mark + 1);
}
