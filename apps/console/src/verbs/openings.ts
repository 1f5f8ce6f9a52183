import { useQuery } from "@tanstack/react-query";
import { api, type Opening } from "../api/client.ts";

const HOURS_STALE_MS = 5 * 60_000;
/** Clocks differ by so much: whoever opens within it is as good as there. */
const SOON_MS = 5 * 60_000;

/**
 * When people answer the channel of a conversation; `null`: always, or nobody knows. Asked for when it
 * matters; until it is told, every hour is as good as another.
 * @param conversationId absent: of none in particular
 */
export function useOpenings(conversationId: string | undefined): readonly Opening[] | null {
  const { data } = useQuery({
    queryKey: ["conversation-hours", conversationId],
    queryFn: async () =>
      conversationId === undefined
        ? null
        : (await api.getConversationHours(conversationId)).openings,
    staleTime: HOURS_STALE_MS,
    enabled: conversationId !== undefined,
  });
  return data ?? null;
}

export interface ClosedNow {
  readonly opensAt: string | null;
}

/**
 * Whether nobody is there now, and when somebody is again.
 * @param openings of the time to come
 * @returns `null` while it is open; without a moment where it opens within none of them
 */
export function closedNow(openings: readonly Opening[] | null, now: number): ClosedNow | null {
  if (openings === null) return null;
  const next = openings.find(({ to }) => Date.parse(to) > now);
  if (next === undefined) return { opensAt: null };
  return Date.parse(next.from) <= now + SOON_MS ? null : { opensAt: next.from };
}
