import type { ConversationView } from "@circuito/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { CATEGORIES } from "../../categories/use-categories.ts";
import { QUEUES } from "../../workspace/queries.ts";
import { showLayer } from "../../workspace/ui-state.ts";
import { useVerbs } from "../use-verbs.ts";
import { asksToEnd } from "./asks-to-end.ts";

/** Ends a conversation: at once, or once its queue and its category know what they ask. */
export function useEnd(): (conversation: ConversationView) => Promise<void> {
  const verbs = useVerbs();
  const queries = useQueryClient();
  return useCallback(
    async (conversation) => {
      const { id, queueId, categoryId } = conversation;
      const queues = await queries.ensureQueryData(QUEUES).catch(() => []);
      const queue = queues.find((one) => one.id === queueId);
      const isAbout = categoryId !== null || queue?.closing.needsCategory === true;
      const categories = isAbout ? await queries.ensureQueryData(CATEGORIES).catch(() => []) : [];
      const asks = asksToEnd(conversation, categories, queue);
      if (asks === null) await verbs.resolve(conversation);
      else {
        const next = { verb: "resolve", run: verbs.resolve } as const;
        showLayer({ kind: "closing", conversationId: id, asks, next });
      }
    },
    [queries, verbs],
  );
}
