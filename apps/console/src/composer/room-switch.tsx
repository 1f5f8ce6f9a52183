import { SegmentedControl } from "@circuito/ui";
import { Lock, MessageSquare } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import type { Room } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom } from "../workspace/ui-state.ts";

interface RoomSwitchProps {
  readonly conversationId: string;
  readonly room: Room;
}

/** Reply or internal note. Never changes by a printable key, never carries text over. */
export function RoomSwitch({ conversationId, room }: RoomSwitchProps) {
  const t = useT();
  return (
    <div className="flex items-center gap-2 px-2 pt-2">
      <SegmentedControl
        label={t("composer.rooms")}
        value={room}
        onChange={(chosen) => {
          chooseRoom(conversationId, chosen);
          focusSoon("composer");
        }}
        segments={[
          { id: "reply", label: t("composer.reply"), icon: <MessageSquare /> },
          { id: "note", label: t("composer.note"), icon: <Lock /> },
        ]}
      />
    </div>
  );
}
