import type { ConversationView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { Lock } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { Chosen } from "../writing/suggestions.tsx";
import { RoomNotices } from "./room-notices.tsx";
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
    // Whose name was taken out again is not meant any more.
    const meant = draft.mentions.filter(({ name }) => text.includes(`@${name}`));
    const note = {
      conversationId: conversation.id,
      kind: "note",
      text,
      ...(meant.length === 0 ? {} : { mentions: meant.map(({ id }) => id) }),
      ...(draft.version === undefined ? {} : { draftVersion: draft.version }),
    } as const;
    if (outbox.add(note) === null) {
      toasts.add({ text: t("outbox.full"), tone: "danger" });
      return;
    }
    draft.sent();
  }

  function onChange(text: string, chosen?: Chosen) {
    const mentioned = chosen?.mentioned;
    const others = draft.mentions.filter(({ id }) => id !== mentioned?.id);
    draft.change({
      text,
      ...(mentioned === undefined ? {} : { mentions: [...others, mentioned] }),
    });
    if (text !== "") noticeTyping();
  }

  return (
    <>
      <RoomNotices conversation={conversation} room="note" isWriting={false} baseSeq={0} />
      <WritingArea
        conversation={conversation}
        label={t("composer.noteLabel")}
        placeholder={t("composer.notePlaceholder")}
        value={draft.text}
        enterSends={false}
        finds={NOTE_FINDS}
        onChange={onChange}
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

const NOTE_FINDS = ["@", ":"] as const;
