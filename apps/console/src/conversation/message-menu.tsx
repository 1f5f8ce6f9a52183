import type { ConversationView, MessageView } from "@circuito/protocol";
import { IconButton, Menu } from "@circuito/ui";
import { Ellipsis } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useMessageActions } from "./use-message-actions.tsx";

interface MessageMenuProps {
  readonly message: MessageView;
  readonly conversation: ConversationView;
}

/** What else can be done with a message; Enter on the message opens it. */
export function MessageMenu({ message, conversation }: MessageMenuProps) {
  const t = useT();
  const { entries, act } = useMessageActions(message, conversation);
  return (
    <Menu
      label={t("message.more")}
      placement="bottom end"
      entries={entries}
      onAction={act}
      trigger={
        <IconButton
          size="small"
          data-message-menu=""
          label={t("message.more")}
          icon={<Ellipsis />}
        />
      }
    />
  );
}
