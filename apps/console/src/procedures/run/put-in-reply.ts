import type { ConversationView } from "@circuito/protocol";
import { draftKey } from "../../workspace/drafts.ts";
import { focusSoon } from "../../workspace/panes.ts";
import { chooseRoom, showLayer, useUi } from "../../workspace/ui-state.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { appendWords } from "./append-words.ts";

/** A procedure's words go into the reply that is being written, for a person to read and send. */
export function putInReply(
  { drafts }: Workspace,
  { id, lastSeq }: ConversationView,
  words: string,
): void {
  const held = drafts.store.getState()[draftKey(id, "reply")];
  const begun = held ?? { text: "", baseSeq: lastSeq };
  drafts.write(id, "reply", { ...begun, text: appendWords(begun.text, words) });
  chooseRoom(id, "reply");
  // Where the column lies over the conversation, the reply is behind it.
  if (useUi.getState().layer?.kind === "context") showLayer(null);
  focusSoon("composer");
}
