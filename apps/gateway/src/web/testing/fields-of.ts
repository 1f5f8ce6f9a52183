import { z } from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

/** A schema may name itself; deeper than this nothing new comes. */
const DEPTH_MAX = 20;

/** The names of all fields that a schema has, at any depth, each once. */
export function fieldsOf(schema: z.ZodType): readonly string[] {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as Schema;
  const found = new Set<string>();
  walk(root, 0);
  return [...found];

  function walk(part: Schema, depth: number): void {
    if (depth > DEPTH_MAX) return;
    const { properties = {}, items, additionalProperties, anyOf, oneOf, allOf, $ref } = part;
    for (const [name, of] of Object.entries(properties)) {
      found.add(name);
      walkAny(of, depth);
    }
    for (const one of [items, additionalProperties, anyOf, oneOf, allOf].flat())
      walkAny(one, depth);
    if ($ref !== undefined) walkAny(root.$defs?.[$ref.split("/").at(-1) ?? ""], depth);
  }

  function walkAny(part: unknown, depth: number): void {
    if (typeof part === "object" && part !== null) walk(part as Schema, depth + 1);
  }
}
