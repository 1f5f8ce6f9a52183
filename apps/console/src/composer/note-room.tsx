import type { ConversationView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { Lock } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { useDraft } from "./use-draft.ts";
import { useTypingNotice } from "./use-typing-notice.ts";
import { WritingArea } from "./writing-area.tsx";

/** Words for colleagues. Nothing written here can become a reply: it has no code path to one. */
export function NoteRoom({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { outbox, toasts } = useWorkspace();
  const draft = useDraft(conversation.id, "note", conversation.lastSeq);
  const noticeTyping = useTypingNotice(conversation.id, "note");

  function save() {
    const text = draft.text.trim();
    if (text === "") return;
    if (outbox.add({ conversationId: conversation.id, kind: "note", text }) === null) {
      toasts.add({ text: t("outbox.full"), tone: "danger" });
      return;
    }
    draft.clear();
  }

  return (
    <>
      <WritingArea
        conversationId={conversation.id}
        label={t("composer.noteLabel")}
        placeholder={t("composer.notePlaceholder")}
        value={draft.text}
        enterSends={false}
        onChange={(text) => {
          draft.write(text);
          if (text !== "") noticeTyping();
        }}
        onSend={save}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <span className="grow px-1 text-12 text-note-text">{t("composer.noteHint")}</span>
        <Button variant="note" icon={<Lock />} keys={keyCaps("send")} onPress={save}>
          {t("composer.saveNote")}
        </Button>
      </div>
    </>
  );
}
