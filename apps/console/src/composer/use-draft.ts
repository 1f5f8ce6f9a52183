import { useStore } from "zustand";
import { type Draft, draftKey, type Room } from "../workspace/drafts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

const NO_MENTIONS: NonNullable<Draft["mentions"]> = [];
const NO_ARTICLES: NonNullable<Draft["articles"]> = [];
const NO_FILES: NonNullable<Draft["files"]> = [];

/** The draft of one room, kept through reloads; `lastSeq` is what the writer sees now. */
export function useDraft(conversationId: string, room: Room, lastSeq: number) {
  const { drafts } = useWorkspace();
  const draft = useStore(drafts.store, (all) => all[draftKey(conversationId, room)]);
  const isUnsaved = useStore(drafts.unsaved, (keys) => keys.has(draftKey(conversationId, room)));
  const change = (part: Partial<Draft>) => {
    // At the moment of writing: an upload may have ended since this was drawn.
    const held = drafts.store.getState()[draftKey(conversationId, room)];
    drafts.write(conversationId, room, { text: "", baseSeq: lastSeq, ...held, ...part });
  };
  return {
    /** It would survive this page. */
    isSaved: draft !== undefined && !isUnsaved,
    text: draft?.text ?? "",
    /** Newest message when writing began. */
    baseSeq: draft?.baseSeq ?? lastSeq,
    mail: draft?.mail,
    answers: draft?.answers,
    template: draft?.template,
    choices: draft?.choices,
    files: draft?.files ?? NO_FILES,
    mentions: draft?.mentions ?? NO_MENTIONS,
    articles: draft?.articles ?? NO_ARTICLES,
    /** What the server has of it. */
    version: draft?.basis,
    write: (text: string) => change({ text }),
    change,
    /** Forgets what was chosen beside the words. */
    unchoose: (what: "answers" | "template" | "choices") => {
      const held = drafts.store.getState()[draftKey(conversationId, room)];
      if (held === undefined) return;
      const { [what]: _chosen, ...rest } = held;
      drafts.write(conversationId, room, rest);
    },
    clear: () => drafts.write(conversationId, room, { text: "", baseSeq: 0 }),
    sent: () => drafts.sent(conversationId, room),
  };
}
