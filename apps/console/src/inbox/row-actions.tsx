import type { ConversationView } from "@circuito/protocol";
import { IconButton } from "@circuito/ui";
import { BellOff, Check, Eye, UserRound, UserRoundPlus } from "lucide-react";
import { memo } from "react";
import { useT } from "../i18n/translate.ts";
import { useEnd } from "../verbs/closing/use-end.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** On hover and focus: what is done most, without opening. */
export const RowActions = memo(function RowActions({
  conversation,
}: {
  readonly conversation: ConversationView;
}) {
  const t = useT();
  const verbs = useVerbs();
  const end = useEnd();
  const me = useMe();
  const { open } = useInboxWays();
  const isOpen = conversation.status === "open" || conversation.status === "snoozed";
  const isMine = conversation.assignee?.id === me.id;
  if (!isOpen) return undefined;
  return (
    <>
      {conversation.assignee === null && (
        <IconButton
          size="small"
          label={t("verb.claim")}
          icon={<UserRoundPlus />}
          onPress={() => {
            void verbs.claim(conversation).then((taken) => taken !== null && open(taken.id));
          }}
        />
      )}
      {!isMine && (
        <IconButton
          size="small"
          label={t("verb.peek")}
          icon={<Eye />}
          onPress={() => open(conversation.id, { peek: true })}
        />
      )}
      {isMine && (
        <IconButton
          size="small"
          label={t("verb.snooze")}
          icon={<BellOff />}
          onPress={() => showLayer({ kind: "snooze", conversationId: conversation.id })}
        />
      )}
      <IconButton
        size="small"
        label={t("verb.assign")}
        icon={<UserRound />}
        onPress={() => showLayer({ kind: "assign", conversationIds: [conversation.id] })}
      />
      {isMine && (
        <IconButton
          size="small"
          label={t("verb.resolve")}
          icon={<Check />}
          onPress={() => void end(conversation)}
        />
      )}
    </>
  );
});
