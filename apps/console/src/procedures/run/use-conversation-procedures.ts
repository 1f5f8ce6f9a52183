import type { ConversationView } from "@circuito/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { isVisibleTo } from "../../workspace/is-visible.ts";
import { useCache, useMe } from "../../workspace/workspace-context.ts";
import { runsApi } from "./runs-api.ts";

export const proceduresKey = (conversationId: string) => [
  "conversation-procedures",
  conversationId,
];

/**
 * What fits a conversation and what runs in it. Asked for anew when its story tells of a step, by whomever,
 * and when it became another queue's, level's or category's.
 */
export function useConversationProcedures(conversation: ConversationView) {
  const { id, queueId, level, category } = conversation;
  const queries = useQueryClient();
  // Handed over to where one sees nothing, it is asked for no more.
  const isVisible = isVisibleTo(useMe(), conversation);
  const told = useCache((held) => held.threads.get(id))?.activities.findLast(({ kind }) =>
    kind.startsWith("procedure-"),
  );
  const stamp = JSON.stringify([told?.id, queueId, level, category]);
  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return;
    seen.current = stamp;
    if (isVisible) void queries.invalidateQueries({ queryKey: proceduresKey(id) });
  }, [queries, id, stamp, isVisible]);
  return useQuery({
    queryKey: proceduresKey(id),
    queryFn: ({ signal }) => runsApi.ofConversation(id, signal),
    enabled: isVisible,
  });
}
