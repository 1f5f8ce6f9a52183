import type { GivenScoreView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useCache } from "../workspace/workspace-context.ts";

/** What the person of a conversation thought of it, and of others; asked for anew when they say more. */
export function useScores(conversationId: string): readonly GivenScoreView[] {
  const activities = useCache((held) => held.threads.get(conversationId))?.activities ?? [];
  const told = activities.filter(({ kind }) => kind === "survey-answered").length;
  const { data } = useQuery({
    queryKey: ["scores", conversationId, told],
    queryFn: () =>
      request<{ scores: GivenScoreView[] }>("GET", `/conversations/${conversationId}/asks`),
    placeholderData: (before, query) =>
      query?.queryKey[1] === conversationId ? before : undefined,
  });
  return data?.scores ?? [];
}
