import type { CategoryFieldView, CategoryView, ConversationView } from "@circuito/protocol";
import { currentLocale } from "../i18n/translate.ts";
import { masked } from "./mask.ts";

interface FieldFact {
  readonly id: string;
  readonly term: string;
  readonly value: string;
}

/** What is known of what a conversation's category asks for, in the category's order. */
export function fieldFacts(
  { categoryId, categoryFields }: ConversationView,
  categories: readonly CategoryView[],
): readonly FieldFact[] {
  const fields = categories.find(({ id }) => id === categoryId)?.fields ?? [];
  return fields.flatMap(({ key, label, kind }) => {
    const value = categoryFields?.[key];
    return value ? [{ id: `field-${key}`, term: label, value: valueText(kind, value) }] : [];
  });
}

/** A kept value as people read it. */
function valueText(kind: CategoryFieldView["kind"], value: string): string {
  switch (kind) {
    case "number":
      return Number(value).toLocaleString(currentLocale(), { maximumFractionDigits: 6 });
    case "date":
      // A day, and no moment: it is the same one wherever it is read.
      return new Date(`${value}T00:00:00Z`).toLocaleDateString(currentLocale(), {
        timeZone: "UTC",
      });
    default:
      return masked(kind, value);
  }
}
