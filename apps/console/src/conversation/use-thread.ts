import type { MessageView } from "@circuito/protocol";
import {
  closeThread,
  EMPTY_THREAD,
  findGap,
  openThread,
  putActivities,
  putMessages,
} from "@circuito/realtime";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { useCache, useConversation, useWorkspace } from "../workspace/workspace-context.ts";

/** Switching among as many is instant; older ones are fetched again. */
const THREADS_KEPT_MAX = 20;

/** Opened threads, most recent last, so that the cache does not grow for a whole shift. */
const opened: string[] = [];

/** The messages and the story of one conversation, without holes, growing live and backwards. */
export function useThread(conversationId: string) {
  const { cache } = useWorkspace();
  const conversation = useConversation(conversationId);
  const thread = useCache((held) => held.threads.get(conversationId)) ?? EMPTY_THREAD;
  const [hasOlder, setHasOlder] = useState<boolean | null>(null);
  const isLoadingOlder = useRef(false);

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
  const knownEpoch = useRef(epoch);
  useEffect(() => {
    if (epoch === knownEpoch.current) return;
    knownEpoch.current = epoch;
    void refetchStory();
  }, [epoch, refetchStory]);

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

  const firstSeq = thread.messages[0]?.seq;
  const loadOlder = useCallback(async () => {
    if (isLoadingOlder.current || firstSeq === undefined) return;
    isLoadingOlder.current = true;
    try {
      const page = await api.listMessages(conversationId, { before: firstSeq });
      put(page.items);
      setHasOlder(page.hasMore);
    } catch {
      // Scrolling up again asks again.
    } finally {
      isLoadingOlder.current = false;
    }
  }, [conversationId, firstSeq, put]);

  return {
    messages: thread.messages,
    activities: thread.activities,
    hasOlder: (hasOlder ?? newest.data ?? false) && firstSeq !== 1,
    loadOlder,
    isLoading: newest.isPending && thread.messages.length === 0,
    error: thread.messages.length === 0 ? newest.error : null,
    retry: () => void newest.refetch(),
  };
}
