import type { ConversationView, MessageView } from "@circuito/protocol";
import { draftKey } from "./drafts.ts";
import { focusSoon } from "./panes.ts";
import { chooseRoom } from "./ui-state.ts";
import type { Workspace } from "./workspace.ts";

/** Whether the channel can show the customer which message an answer is to. */
export function takesQuotes(
  { channel, status }: ConversationView,
  { direction, changes }: MessageView,
): boolean {
  return (
    channel === "whatsapp" &&
    (status === "open" || status === "snoozed") &&
    direction !== "note" &&
    changes?.revoked == null
  );
}

/** The reply that is being written answers this message; its words stay. */
export function quoteMessage(
  { drafts }: Workspace,
  conversation: ConversationView,
  message: MessageView,
): void {
  const held = drafts.store.getState()[draftKey(conversation.id, "reply")];
  const begun = held ?? { text: "", baseSeq: conversation.lastSeq };
  drafts.write(conversation.id, "reply", { ...begun, answers: message.id });
  chooseRoom(conversation.id, "reply");
  focusSoon("composer");
}
