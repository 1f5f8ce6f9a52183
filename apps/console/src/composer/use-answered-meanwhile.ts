import type { ConversationView, MessageView } from "@circuito/protocol";
import type { OutboxItem } from "@circuito/realtime";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { useUnsent } from "../shell/connection-strip.tsx";
import { giveBack } from "../workspace/give-back.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { SendWay } from "./send-reply.ts";

/**
 * A colleague's answer was there before this one: the server held it, its words are a draft again, and
 * the writer sees both.
 */
export function useAnsweredMeanwhile(
  conversation: ConversationView,
  tell: (answer: MessageView, way: SendWay) => void,
): void {
  const workspace = useWorkspace();
  const { outbox } = workspace;
  const held = useUnsent().find(
    (item) =>
      item.conversationId === conversation.id &&
      item.state === "refused" &&
      item.refusal?.details?.because === "answered-meanwhile",
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each held item, whatever else changes
  useEffect(() => {
    if (held === undefined) return;
    void answerOf(held, workspace.cache.get().threads.get(conversation.id)?.messages ?? []).then(
      (answer) => {
        if (answer === undefined || !outbox.discard(held.id)) return;
        const { text, mail, chat, files } = held;
        giveBack(workspace, conversation.id, { text, mail, chat, files });
        tell(answer, {
          ...(held.andThen === undefined ? {} : { andThen: held.andThen }),
          ...(held.closing === undefined ? {} : { closing: held.closing }),
          ...(held.hold !== undefined && "sendAt" in held.hold ? { sendAt: held.hold.sendAt } : {}),
        });
      },
    );
  }, [held?.id]);
}

/** As the server named it; `undefined` when it cannot be had now: the item stays where it is. */
async function answerOf(
  { conversationId, refusal }: OutboxItem,
  messages: readonly MessageView[],
): Promise<MessageView | undefined> {
  const answer = refusal?.details?.answer as { readonly seq?: number } | undefined;
  const seq = answer?.seq;
  if (seq === undefined) return undefined;
  const known = messages.find((message) => message.seq === seq);
  if (known !== undefined) return known;
  const page = await api
    .listMessages(conversationId, { after: seq - 1, limit: 1 })
    .catch(() => null);
  return page?.items[0];
}
