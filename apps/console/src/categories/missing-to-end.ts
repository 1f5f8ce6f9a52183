import type { CategoryFieldView, CategoryView, ConversationView } from "@circuito/protocol";
import { missingToEnd as missingOf } from "@circuito/protocol/writing-text";

/** What a conversation's category needs before the end and nobody told yet: the server's rule, asked in time. */
export function missingToEnd(
  { categoryId, categoryFields, summary }: ConversationView,
  categories: readonly CategoryView[],
): readonly CategoryFieldView[] {
  const fields = categories.find(({ id }) => id === categoryId)?.fields ?? [];
  return missingOf(fields, categoryFields ?? {}, summary !== null);
}
