import type { ConversationView } from "@circuito/protocol";
import { ErrorState, Skeleton } from "@circuito/ui";
import { useLocation } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { JumpContext, type MessagePlace, seqOfHash } from "../chat/jump.ts";
import { useT } from "../i18n/translate.ts";
import { useUnsent } from "../shell/connection-strip.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useLive, useWorkspace } from "../workspace/workspace-context.ts";
import { foldActivities } from "./fold-activities.ts";
import { threadItems } from "./thread-items.ts";
import { type Start, ThreadScroller } from "./thread-scroller.tsx";
import { useThread } from "./use-thread.ts";

/** Where the line stands that says what was missed: until the conversation is left. */
function useMissedAfter(conversationId: string): number | null {
  const { live } = useWorkspace();
  const missedAfter = useLive(({ missed }) => missed[conversationId] ?? null);
  useEffect(
    () => () => live.setState(({ missed: { [conversationId]: _left, ...missed } }) => ({ missed })),
    [live, conversationId],
  );
  return missedAfter;
}

/** The thread: anchored at its end, only what is in view in the document, never yanked. */
export function ThreadLog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { seen } = useWorkspace();
  const thread = useThread(conversation.id);
  const unsent = useUnsent().filter((item) => item.conversationId === conversation.id);
  // Where reading stood when the conversation was opened: the line stays there until it is left.
  const [readUpTo] = useState(() => seen.store.getState()[conversation.id] ?? null);
  const missedAfter = useMissedAfter(conversation.id);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const { messages, activities, hasOlder, hasNewer } = thread;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the outbox's array is new only when it changed
  const items = useMemo(
    () =>
      foldActivities(
        threadItems({
          ...{ messages, activities, unsent, readUpTo, missedAfter },
          ...{ hasOlder, hasNewer },
        }),
        unfolded,
      ),
    [
      messages,
      activities,
      unsent.length,
      unsent.map((item) => item.state).join(),
      readUpTo,
      missedAfter,
      hasOlder,
      hasNewer,
      unfolded,
    ],
  );
  const toggleRun = useCallback(
    (key: string) =>
      setUnfolded((before) => {
        const others = [...before].filter((one) => one !== key);
        return new Set(before.has(key) ? others : [...others, key]);
      }),
    [],
  );
  const { start, isOnTheWay, jump, toEnd } = useStart(conversation, thread, readUpTo);
  // Own words always come into view, from however far away.
  const unsentBefore = useRef(unsent.length);
  useEffect(() => {
    if (hasNewer && unsent.length > unsentBefore.current) toEnd();
    unsentBefore.current = unsent.length;
  }, [hasNewer, unsent.length, toEnd]);

  return (
    <div className="relative flex min-h-0 grow flex-col">
      {(thread.isLoading || isOnTheWay) && <ThreadSkeleton label={t("thread.loading")} />}
      {thread.error !== null && (
        <ErrorState
          title={errorText(thread.error)}
          retryLabel={t("action.retry")}
          onRetry={thread.retry}
          technical={{ label: t("problem.technical"), text: technicalText(thread.error) }}
        />
      )}
      {!thread.isLoading && !isOnTheWay && thread.error === null && (
        <JumpContext value={jump}>
          <ThreadScroller
            // Another place is another scrolling, not a long way there.
            key={start.visit}
            items={items}
            conversation={conversation}
            start={start}
            newestSeq={thread.newestSeq ?? 0}
            hasOlder={hasOlder}
            hasNewer={hasNewer}
            onTop={thread.loadOlder}
            onBottom={thread.loadNewer}
            toEnd={toEnd}
            onToggleRun={toggleRun}
          />
        </JumpContext>
      )}
    </div>
  );
}

/**
 * Where the thread is looked at: where reading stopped, else its end; or a message that the address
 * names or somebody jumps to, which is fetched with its neighbours if it is not here.
 */
function useStart(
  conversation: ConversationView,
  thread: ReturnType<typeof useThread>,
  readUpTo: number | null,
) {
  const { toasts } = useWorkspace();
  const { open } = useInboxWays();
  const { messages, isLoaded, loadAround, showEnd } = thread;
  const named = seqOfHash(useLocation({ select: ({ hash }) => hash }));
  const [start, setStart] = useState<Start>({ kind: "opened", visit: 0 });
  const [isOnTheWay, setOnTheWay] = useState(named !== null);

  const go = useCallback(
    async (seq: number, kind: "message" | "unread") => {
      try {
        await loadAround(seq);
        setStart(({ visit }) => ({ kind, seq, visit: visit + 1 }));
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      } finally {
        setOnTheWay(false);
      }
    },
    [loadAround, toasts],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: an address is followed once
  useEffect(() => {
    if (named !== null) void go(named, "message");
  }, [named]);

  // More came since than the first page has: reading goes on where it stopped.
  const first = messages[0]?.seq ?? 0;
  const isFarBehind =
    isLoaded && named === null && start.visit === 0 && readUpTo !== null && readUpTo + 1 < first;
  useEffect(() => {
    if (!isFarBehind) return;
    setOnTheWay(true);
    void go((readUpTo ?? 0) + 1, "unread");
  }, [isFarBehind, readUpTo, go]);

  const jump = useCallback(
    ({ conversationId, seq }: MessagePlace) => {
      if (conversationId !== conversation.id) open(conversationId, { seq });
      else if (messages.some((message) => message.seq === seq)) {
        setStart(({ visit }) => ({ kind: "message", seq, visit }));
      } else void go(seq, "message");
    },
    [conversation.id, messages, open, go],
  );
  const toEnd = useCallback(() => {
    showEnd();
    setStart(({ visit }) => ({ kind: "end", visit: visit + 1 }));
  }, [showEnd]);

  return { start, isOnTheWay, jump, toEnd };
}

function ThreadSkeleton({ label }: { readonly label: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="mx-auto flex w-full max-w-3xl flex-col gap-3 p-4"
    >
      <Skeleton className="h-14 w-3/5 rounded-bubble" />
      <Skeleton className="h-9 w-2/5 rounded-bubble" />
      <Skeleton className="h-16 w-3/5 self-end rounded-bubble" />
      <Skeleton className="h-9 w-1/2 rounded-bubble" />
      <Skeleton className="h-12 w-2/5 self-end rounded-bubble" />
    </div>
  );
}
