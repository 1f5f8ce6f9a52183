import type { CategoryView } from "@circuito/protocol";

/** What was typed into the fields of a category, without those that were left empty. */
export function filledFields(
  fields: CategoryView["fields"],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap(({ key }) => {
      const value = values[key]?.trim();
      return value ? [[key, value]] : [];
    }),
  );
}
