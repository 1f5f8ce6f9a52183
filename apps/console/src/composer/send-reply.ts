import type { ConversationView } from "@circuito/protocol";
import { type Outbox, type OutboxItem, putConversations } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

type Said = Pick<OutboxItem, "text" | "mail" | "chat" | "files">;

/** Sends by the outbox; `true` once the words are in it and the draft may go. */
export function useSendReply(conversation: ConversationView) {
  const t = useT();
  const verbs = useVerbs();
  const { outbox, toasts, cache } = useWorkspace();

  return (said: Said, then: "send" | "send-and-resolve"): boolean => {
    // A claim asked for by the first key may have been answered since this was drawn.
    const now = cache.get().conversations.get(conversation.id) ?? conversation;
    const item = outbox.add({
      conversationId: now.id,
      kind: "reply",
      ...said,
      epoch: now.epoch,
    });
    if (item === null) {
      toasts.add({ text: t("outbox.full"), tone: "danger" });
      return false;
    }
    if (then === "send-and-resolve") void resolveOnceSent(item.id);
    return true;
  };

  async function resolveOnceSent(itemId: string) {
    if (!(await gone(outbox, itemId))) return;
    // The reply may have made it the writer's, under a new epoch, before the notice of it is here.
    const now = await api.getConversation(conversation.id).catch(() => conversation);
    cache.change((held) => putConversations(held, [now]));
    await verbs.resolve(now);
  }
}

/** Resolves with whether the item reached the server; a refused one did not. */
function gone(outbox: Outbox, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const item = outbox.items().find((candidate) => candidate.id === id);
      if (item !== undefined && item.state !== "refused") return;
      stop();
      resolve(item === undefined);
    };
    const stop = outbox.subscribe(look);
    look();
  });
}
