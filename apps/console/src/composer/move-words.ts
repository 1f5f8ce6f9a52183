import type { ConversationView } from "@circuito/protocol";
import { t } from "../i18n/translate.ts";
import { type Draft, draftKey, type Room } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom } from "../workspace/ui-state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { appendWords } from "../writing/append-words.ts";

/**
 * Words begun in the wrong room go to the other, below what stands there: only because somebody said
 * so, and taken back as long as nobody went on writing. What else was chosen for a reply stays with it.
 */
export function moveWords(
  { drafts, toasts }: Pick<Workspace, "drafts" | "toasts">,
  { id, lastSeq }: Pick<ConversationView, "id" | "lastSeq">,
  from: Room,
): void {
  const to: Room = from === "reply" ? "note" : "reply";
  const held = (room: Room): Draft =>
    drafts.store.getState()[draftKey(id, room)] ?? { text: "", baseSeq: lastSeq };
  const before = { from: held(from), to: held(to) };
  const text = appendWords(before.to.text, before.from.text);
  drafts.write(id, to, { ...before.to, text });
  drafts.write(id, from, { ...before.from, text: "" });
  const enter = (room: Room) => {
    chooseRoom(id, room);
    focusSoon("composer");
  };
  enter(to);
  toasts.add({
    text: t(to === "note" ? "composer.movedToNote" : "composer.movedToReply"),
    action: {
      label: t("action.undo"),
      onAction() {
        if (held(to).text !== text || held(from).text !== "") return;
        drafts.write(id, to, { ...held(to), text: before.to.text });
        drafts.write(id, from, before.from);
        enter(from);
      },
    },
  });
}
