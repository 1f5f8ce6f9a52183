import type { MessageView } from "@circuito/protocol";
import {
  closeThread,
  EMPTY_THREAD,
  findGap,
  leaveEarlier,
  openThread,
  putActivities,
  putEarlier,
  putMessages,
} from "@circuito/realtime";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { api } from "../api/client.ts";
import { isVisibleTo } from "../workspace/is-visible.ts";
import { useCache, useConversation, useMe, useWorkspace } from "../workspace/workspace-context.ts";

/** Switching among as many is instant; older ones are fetched again. */
const THREADS_KEPT_MAX = 20;
/** Fetched behind a message that is jumped to: about what a screen shows of it. */
const BEHIND_JUMP = 24;

/** Opened threads, most recent last, so that the cache does not grow for a whole shift. */
const opened: string[] = [];

/**
 * The messages and the story of one conversation, growing live and backwards. What is shown is its end,
 * or a place far before it that was jumped to: then it grows both ways until it meets the end.
 */
export function useThread(conversationId: string) {
  const { cache } = useWorkspace();
  const conversation = useConversation(conversationId);
  const thread = useCache((held) => held.threads.get(conversationId)) ?? EMPTY_THREAD;
  const isLoadingOlder = useRef(false);
  const isLoadingNewer = useRef(false);

  const put = useCallback(
    (messages: readonly MessageView[]) =>
      cache.change((held) =>
        putMessages(openThread(held, conversationId), conversationId, messages),
      ),
    [cache, conversationId],
  );

  useEffect(() => {
    cache.change((held) => openThread(held, conversationId));
    const place = opened.indexOf(conversationId);
    if (place >= 0) opened.splice(place, 1);
    opened.push(conversationId);
    for (const old of opened.splice(0, Math.max(0, opened.length - THREADS_KEPT_MAX))) {
      cache.change((held) => closeThread(held, old));
    }
    // Whoever comes back comes to the end.
    return () => cache.change((held) => leaveEarlier(held, conversationId));
  }, [cache, conversationId]);

  const newest = useQuery({
    queryKey: ["messages", conversationId],
    queryFn: async () => {
      const page = await api.listMessages(conversationId);
      put(page.items);
      return page.hasMore;
    },
    retry: false,
    refetchOnMount: "always",
  });
  const story = useQuery({
    queryKey: ["activities", conversationId],
    queryFn: async () => {
      const { items } = await api.listActivities(conversationId);
      cache.change((held) =>
        putActivities(openThread(held, conversationId), conversationId, items),
      );
      return items.length;
    },
    refetchOnMount: "always",
  });
  // What happened while it was somebody else's to see was not told here, and has no number by which
  // a hole would show: every change of hands asks for the story anew.
  const { refetch: refetchStory } = story;
  const epoch = conversation?.epoch;
  const me = useMe();
  const isVisible = conversation === undefined || isVisibleTo(me, conversation);
  const knownEpoch = useRef(epoch);
  useEffect(() => {
    if (epoch === knownEpoch.current) return;
    knownEpoch.current = epoch;
    // What one handed on oneself may not be one's own to read any more.
    if (isVisible) void refetchStory();
  }, [epoch, isVisible, refetchStory]);

  const isLoaded = newest.isSuccess;
  const gapAfter = isLoaded ? findGap(thread, conversation?.lastSeq ?? 0) : null;
  useEffect(() => {
    if (gapAfter === null) return;
    // One fetch a gap: what it brings moves `gapAfter`, and this runs again.
    void api
      .listMessages(conversationId, { after: gapAfter })
      .then((page) => put(page.items))
      .catch(() => undefined);
  }, [conversationId, gapAfter, put]);

  const isEarlier = thread.earlier.length > 0;
  const messages = isEarlier ? thread.earlier : thread.messages;
  const firstSeq = messages[0]?.seq;
  const lastSeq = messages.at(-1)?.seq;
  const grow = useCallback(
    async (isLoading: { current: boolean }, page: { before: number } | { after: number }) => {
      if (isLoading.current) return;
      isLoading.current = true;
      try {
        const { items } = await api.listMessages(conversationId, page);
        const putPage = isEarlier ? putEarlier : putMessages;
        cache.change((held) => putPage(held, conversationId, items));
      } catch {
        // Scrolling there again asks again.
      } finally {
        isLoading.current = false;
      }
    },
    [cache, conversationId, isEarlier],
  );
  const loadOlder = useCallback(
    () => firstSeq !== undefined && void grow(isLoadingOlder, { before: firstSeq }),
    [grow, firstSeq],
  );
  const loadNewer = useCallback(
    () => isEarlier && lastSeq !== undefined && void grow(isLoadingNewer, { after: lastSeq }),
    [grow, isEarlier, lastSeq],
  );

  /** Fetches what is around a message, however far away, and shows that. */
  const loadAround = useCallback(
    async (seq: number) => {
      const { items } = await api.listMessages(conversationId, { before: seq + BEHIND_JUMP + 1 });
      cache.change((held) =>
        putEarlier(
          leaveEarlier(openThread(held, conversationId), conversationId),
          conversationId,
          items,
        ),
      );
    },
    [cache, conversationId],
  );
  const showEnd = useCallback(
    () => cache.change((held) => leaveEarlier(held, conversationId)),
    [cache, conversationId],
  );

  return {
    /** What is shown. */
    messages,
    /** Newest there is, shown or not. */
    newestSeq: thread.messages.at(-1)?.seq,
    activities: thread.activities,
    hasOlder: firstSeq !== undefined && firstSeq > 1,
    /** What is shown ends before the conversation does. */
    hasNewer: isEarlier,
    loadOlder,
    loadNewer,
    loadAround,
    showEnd,
    isLoaded,
    isLoading: newest.isPending && messages.length === 0,
    error: messages.length === 0 ? newest.error : null,
    retry: () => void newest.refetch(),
  };
}
