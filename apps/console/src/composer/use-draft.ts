import { useStore } from "zustand";
import { draftKey, type Room } from "../workspace/drafts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** The draft of one room, kept through reloads; `lastSeq` is what the writer sees now. */
export function useDraft(conversationId: string, room: Room, lastSeq: number) {
  const { drafts } = useWorkspace();
  const draft = useStore(drafts.store, (all) => all[draftKey(conversationId, room)]);
  const isUnsaved = useStore(drafts.unsaved, (keys) => keys.has(draftKey(conversationId, room)));
  return {
    /** It would survive this page. */
    isSaved: draft !== undefined && !isUnsaved,
    text: draft?.text ?? "",
    /** Newest message when writing began. */
    baseSeq: draft?.baseSeq ?? lastSeq,
    write: (text: string) =>
      drafts.write(conversationId, room, { text, baseSeq: draft?.baseSeq ?? lastSeq }),
    clear: () => drafts.write(conversationId, room, { text: "", baseSeq: 0 }),
  };
}
