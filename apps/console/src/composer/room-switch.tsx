import type { ConversationView } from "@circuito/protocol";
import { Button, SegmentedControl } from "@circuito/ui";
import { CornerDownRight, Lock, MessageSquare } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import type { Room } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { moveWords } from "./move-words.ts";
import { useDraft } from "./use-draft.ts";

interface RoomSwitchProps {
  readonly conversation: ConversationView;
  readonly room: Room;
  /** Otherwise the room of replies takes no words; those that are in it may leave. */
  readonly takesReplies: boolean;
}

/** Reply or internal note. Never changes by a printable key; text goes over only by its own button. */
export function RoomSwitch({ conversation, room, takesReplies }: RoomSwitchProps) {
  const t = useT();
  const workspace = useWorkspace();
  const { text } = useDraft(conversation.id, room, conversation.lastSeq);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2 pt-2">
      <SegmentedControl
        label={t("composer.rooms")}
        value={room}
        onChange={(chosen) => {
          chooseRoom(conversation.id, chosen);
          focusSoon("composer");
        }}
        segments={[
          { id: "reply", label: t("composer.reply"), icon: <MessageSquare /> },
          { id: "note", label: t("composer.note"), icon: <Lock /> },
        ]}
      />
      {(takesReplies || room === "reply") && text.trim() !== "" && (
        <Button
          size="small"
          variant="ghost"
          className="ms-auto"
          icon={<CornerDownRight />}
          onPress={() => moveWords(workspace, conversation, room)}
        >
          <span className="max-[519px]:sr-only">
            {t(room === "reply" ? "composer.moveToNote" : "composer.moveToReply")}
          </span>
        </Button>
      )}
    </div>
  );
}
