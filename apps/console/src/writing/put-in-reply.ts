import type { ConversationView } from "@circuito/protocol";
import { type DraftArticle, draftKey } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom, showLayer, useUi } from "../workspace/ui-state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { appendWords } from "./append-words.ts";

/**
 * A macro's, a procedure's or an article's words go into the reply that is being written, for a person to read and send.
 * @returns takes them out again, unless somebody went on writing
 */
export function putInReply(
  { drafts }: Pick<Workspace, "drafts">,
  { id, lastSeq }: Pick<ConversationView, "id" | "lastSeq">,
  words: string,
  article?: DraftArticle,
): () => void {
  const key = draftKey(id, "reply");
  const before = drafts.store.getState()[key] ?? { text: "", baseSeq: lastSeq };
  const text = appendWords(before.text, words);
  const articles = article && { articles: [...(before.articles ?? []), article] };
  drafts.write(id, "reply", { ...before, ...articles, text });
  chooseRoom(id, "reply");
  // Where the column lies over the conversation, the reply is behind it.
  if (useUi.getState().layer?.kind === "context") showLayer(null);
  focusSoon("composer");
  return () => {
    const now = drafts.store.getState()[key];
    if (now?.text === text) drafts.write(id, "reply", { ...now, text: before.text });
  };
}
