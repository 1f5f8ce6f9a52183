import { putConversations } from "@circuito/realtime";
import { useCallback } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** The next one by the queue's own order becomes mine, and is opened; or it is said why there is none. */
export function useTakeNext(): (queueId: string | undefined) => Promise<void> {
  const t = useT();
  const { cache, toasts } = useWorkspace();
  const { open } = useInboxWays();
  return useCallback(
    async (queueId) => {
      try {
        const { conversation, because } = await api.takeNext(queueId);
        if (conversation === null) {
          toasts.add({ text: t(because === "nothing-fits" ? "next.nothingFits" : "next.nobody") });
          return;
        }
        cache.change((held) => putConversations(held, [conversation]));
        open(conversation.id);
        focusSoon("composer");
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      }
    },
    [cache, toasts, open, t],
  );
}
