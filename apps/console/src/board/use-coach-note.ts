import type { ConversationView } from "@circuito/protocol";
import { useNavigate } from "@tanstack/react-router";
import { draftKey } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/**
 * A note to whoever has the conversation: it opens beside it, without taking it, with the note begun.
 * A note that somebody began before is left as it is.
 */
export function useCoachNote(): (conversation: ConversationView) => Promise<void> {
  const navigate = useNavigate();
  const { drafts } = useWorkspace();
  return async ({ id, assignee, lastSeq }) => {
    if (drafts.store.getState()[draftKey(id, "note")] === undefined && assignee !== null) {
      drafts.write(id, "note", {
        text: `@${assignee.name} `,
        baseSeq: lastSeq,
        mentions: [{ id: assignee.id, name: assignee.name }],
      });
    }
    chooseRoom(id, "note");
    await navigate({
      to: "/inbox/$conversationId",
      params: { conversationId: id },
      search: { peek: true },
    });
    focusSoon("composer");
  };
}
