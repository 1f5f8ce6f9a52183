import type { ConversationView } from "@circuito/protocol";
import type { Outbox, Words } from "@circuito/realtime";
import { useT } from "../i18n/translate.ts";
import { isMailLike } from "../mail/is-mail.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

export type Said = Pick<
  Words,
  "text" | "mail" | "chat" | "files" | "articles" | "lastSeenSeq" | "draftVersion"
>;

/** What becomes of the conversation with the reply, and when it leaves if not as usual. */
export interface SendWay {
  readonly andThen?: "resolve" | "wait";
  readonly closing?: Words["closing"];
  readonly sendAt?: string;
}

/** Sends by the outbox; `true` once the words are in it and the draft may go. */
export function useSendReply(conversation: ConversationView) {
  const t = useT();
  const verbs = useVerbs();
  const { outbox, toasts, cache } = useWorkspace();

  return (said: Said, { andThen, closing, sendAt }: SendWay): boolean => {
    // A claim asked for by the first key may have been answered since this was drawn.
    const now = cache.get().conversations.get(conversation.id) ?? conversation;
    const seconds = undoSecondsFor(conversation.channel);
    const hold = sendAt !== undefined ? { sendAt } : seconds > 0 ? { seconds } : undefined;
    const item = outbox.add({
      conversationId: now.id,
      kind: "reply",
      ...said,
      epoch: now.epoch,
      ...(andThen === undefined ? {} : { andThen }),
      ...(closing === undefined ? {} : { closing }),
      ...(hold === undefined ? {} : { hold }),
    });
    if (item === null) {
      toasts.add({ text: t("outbox.full"), tone: "danger" });
      return false;
    }
    // Held back, it moves when it leaves; until then its undo is where it was written.
    if (andThen !== undefined && hold === undefined) void moveOnceSent(item.id, andThen);
    return true;
  };

  async function moveOnceSent(itemId: string, andThen: "resolve" | "wait") {
    if (await gone(outbox, itemId)) await verbs.movedByReply(conversation, andThen);
  }
}

/** How long a reply may be taken back, as the person prefers. */
export function undoSecondsFor(channel: string): number {
  const { undoMailSeconds, undoChatSeconds } = usePreferences.getState();
  return isMailLike(channel) ? undoMailSeconds : undoChatSeconds;
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
