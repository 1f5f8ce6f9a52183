import type { Translate } from "../i18n/translate.ts";
import { useCache, useWorkspace } from "./workspace-context.ts";

/** Colleagues who have begun to write in a conversation, each once. */
export function useDrafting(conversationId: string): readonly string[] {
  const { agentId } = useWorkspace();
  const writers = useCache((cache) => cache.drafting.get(conversationId)?.drafts.writers);
  const others = (writers ?? []).filter(({ id }) => id !== agentId);
  return [...new Map(others.map(({ id, name }) => [id, name])).values()];
}

export function draftingText(names: readonly string[], t: Translate): string {
  return t("draft.others", { count: names.length, name: names[0] ?? "" });
}
