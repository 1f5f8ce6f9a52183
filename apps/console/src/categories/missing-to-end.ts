import type { CategoryFieldView, CategoryView, ConversationView } from "@circuito/protocol";

/**
 * What the conversation's category needs before it may be resolved, and nobody told yet. The server decides; this
 * asks in time. Of what nobody directed, what is needed to direct is not asked.
 */
export function missingToEnd(
  { categoryId, categoryFields, summary }: ConversationView,
  categories: readonly CategoryView[],
): readonly CategoryFieldView[] {
  const isRegistered = summary !== null;
  const fields = categories.find(({ id }) => id === categoryId)?.fields ?? [];
  return fields.filter(
    ({ key, need }) =>
      (need === "resolve" || (need === "direct" && isRegistered)) &&
      (categoryFields?.[key] ?? "") === "",
  );
}
