import type { Json } from "@circuito/domain";

/** What an object has by a name; undefined where there is no object, or no such part. */
export function partAt(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [name: string]: Json })[name];
}

/** The same, of a text that says something. */
export function textAt(value: Json | undefined, name: string): string | undefined {
  const part = partAt(value, name);
  return typeof part === "string" && part !== "" ? part : undefined;
}

export const idOf = (value: Json | undefined) => textAt(value, "id");
