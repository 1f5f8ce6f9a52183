import type { ConversationView } from "@circuito/protocol";
import { draftKey } from "../workspace/drafts.ts";
import type { Workspace } from "../workspace/workspace.ts";

/**
 * Puts a macro's words into the reply's draft, below what is written there.
 * @returns takes them out again, unless somebody went on writing
 */
export function leaveWords(
  { drafts }: Pick<Workspace, "drafts">,
  { id, lastSeq }: Pick<ConversationView, "id" | "lastSeq">,
  words: string,
): () => void {
  const key = draftKey(id, "reply");
  const before = drafts.store.getState()[key];
  const text = [before?.text, words].filter(Boolean).join("\n\n");
  drafts.write(id, "reply", { baseSeq: lastSeq, ...before, text });
  return () => {
    const now = drafts.store.getState()[key];
    if (now?.text !== text) return;
    drafts.write(id, "reply", { ...now, text: before?.text ?? "" });
  };
}
