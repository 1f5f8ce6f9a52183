import type { ConversationView } from "@circuito/protocol";
import { Button, ErrorState, Skeleton } from "@circuito/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { JumpContext, messageElementId } from "../chat/jump.ts";
import { useT } from "../i18n/translate.ts";
import { useUnsent } from "../shell/connection-strip.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { ThreadItemView } from "./thread-item-view.tsx";
import { type ThreadItem, threadItems } from "./thread-items.ts";
import { useThread } from "./use-thread.ts";

/** A guess at the height of a bubble with two lines; measured as soon as it is drawn. */
const ITEM_GUESS_PX = 68;
/** Close enough to the end to count as being there. */
const END_THRESHOLD_PX = 48;
/** Older messages are asked for this long before the top is met. */
const TOP_THRESHOLD_PX = 400;

/** The thread: anchored at its end, only what is in view in the document, never yanked. */
export function ThreadLog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { seen } = useWorkspace();
  const thread = useThread(conversation.id);
  const unsent = useUnsent().filter((item) => item.conversationId === conversation.id);
  // Where reading stood when the conversation was opened: the line stays there until it is left.
  const [readUpTo] = useState(() => seen.store.getState()[conversation.id] ?? null);
  const { messages, activities, hasOlder } = thread;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the outbox's array is new only when it changed
  const items = useMemo(
    () => threadItems({ messages, activities, unsent, readUpTo, hasOlder }),
    [
      messages,
      activities,
      unsent.length,
      unsent.map((item) => item.state).join(),
      readUpTo,
      hasOlder,
    ],
  );
  useMarkRead(conversation.id, messages.at(-1)?.seq);

  return (
    <div className="relative flex min-h-0 grow flex-col">
      {thread.isLoading && <ThreadSkeleton label={t("thread.loading")} />}
      {thread.error !== null && (
        <ErrorState
          title={errorText(thread.error)}
          retryLabel={t("action.retry")}
          onRetry={thread.retry}
          technical={{ label: t("problem.technical"), text: technicalText(thread.error) }}
        />
      )}
      {!thread.isLoading && thread.error === null && (
        <Scroller
          items={items}
          conversation={conversation}
          hasOlder={thread.hasOlder}
          onTop={thread.loadOlder}
        />
      )}
    </div>
  );
}

const isMail = (item: ThreadItem) => item.kind === "message" && item.message.mail !== null;

interface ScrollerProps {
  readonly items: readonly ThreadItem[];
  readonly conversation: ConversationView;
  readonly hasOlder: boolean;
  readonly onTop: () => unknown;
}

function Scroller({ items, conversation, hasOlder, onTop }: ScrollerProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  // A mail is read from its beginning: its end must not be pulled under the reader's eyes.
  const isMailRead = conversation.channel === "email";
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => ITEM_GUESS_PX,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
    anchorTo: "end",
    followOnAppend: !isMailRead,
    scrollEndThreshold: END_THRESHOLD_PX,
    paddingStart: 12,
    scrollPaddingStart: 8,
    paddingEnd: 8,
  });

  const begun = useRef(false);

  // Measuring and resizing move the end without any scrolling.
  useLayoutEffect(() => setAtEnd(virtual.isAtEnd(END_THRESHOLD_PX)));

  // What is measured later (pictures, parts that were fetched), a banner above and a composer that
  // grows below must not push the end out of view.
  const sizePx = virtual.getTotalSize();
  const last = useRef({ sizePx, heightPx: 0, isAtEnd });
  const stay = useCallback(() => {
    const keeps = last.current.isAtEnd && begun.current && !isMailRead;
    if (keeps) virtual.scrollToEnd();
    return keeps;
  }, [virtual, isMailRead]);
  useLayoutEffect(() => {
    const heightPx = box.current?.clientHeight ?? 0;
    const isAsBefore = last.current.sizePx === sizePx && last.current.heightPx === heightPx;
    // Scrolling is told of only later: who was brought to the end is there already.
    const keeps = !isAsBefore && stay();
    last.current = { sizePx, heightPx, isAtEnd: keeps || virtual.isAtEnd(END_THRESHOLD_PX) };
  });
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => void stay());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [stay]);

  // First paint: at the line where reading stopped, else at the end.
  useLayoutEffect(() => {
    if (begun.current || items.length === 0) return;
    begun.current = true;
    const unread = items.findIndex((item) => item.kind === "unread");
    const newestMail = items.findLastIndex(isMail);
    if (unread >= 0) virtual.scrollToIndex(unread, { align: "start" });
    else if (newestMail >= 0) virtual.scrollToIndex(newestMail, { align: "start" });
    else virtual.scrollToEnd();
  });

  // A conversation that leaves takes focus with it: the one that follows picks it up.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, []);

  const newest = items.findLast((item) => item.kind === "message")?.message.seq ?? 0;
  const seenAtEnd = useRef(newest);
  if (isAtEnd) seenAtEnd.current = newest;
  const below = newest - seenAtEnd.current;

  // At the top already when they came in: no scrolling will ask for more.
  useEffect(() => {
    if (items.length > 0 && hasOlder && (box.current?.scrollTop ?? 0) < TOP_THRESHOLD_PX) onTop();
  }, [items, hasOlder, onTop]);

  // A message that was asked for: as many pages back as it takes.
  const [wanted, setWanted] = useState<string | null>(null);
  const jump = useCallback((messageId: string) => setWanted(messageId), []);
  useEffect(() => {
    if (wanted === null) return;
    const at = items.findIndex((item) => item.kind === "message" && item.message.id === wanted);
    if (at < 0 && hasOlder) {
      onTop();
      return;
    }
    setWanted(null);
    if (at < 0) return;
    virtual.scrollToIndex(at, { align: "center" });
    pointOut(wanted);
  }, [wanted, items, hasOlder, onTop, virtual]);

  // Own words always come into view.
  const unsentCount = items.filter((item) => item.kind === "unsent").length;
  const before = useRef(unsentCount);
  useEffect(() => {
    if (unsentCount > before.current) virtual.scrollToEnd();
    before.current = unsentCount;
  }, [unsentCount, virtual]);

  return (
    <>
      <div
        ref={box}
        id={PANE_IDS.thread}
        role="log"
        // A virtual list mounts nodes while scrolling: news is spoken by the announcer instead.
        aria-live="off"
        aria-label={t("thread.messages")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
        tabIndex={0}
        onScroll={(event) => {
          const isThere = virtual.isAtEnd(END_THRESHOLD_PX);
          last.current.isAtEnd = isThere;
          setAtEnd(isThere);
          if (hasOlder && event.currentTarget.scrollTop < TOP_THRESHOLD_PX) onTop();
        }}
        className="ring-focus-inset min-h-0 grow overflow-y-auto overflow-x-hidden"
      >
        <div
          className="relative mx-auto w-full max-w-3xl"
          style={{ height: virtual.getTotalSize() }}
        >
          <JumpContext value={jump}>
            {virtual.getVirtualItems().map((row) => {
              const item = items[row.index];
              if (item === undefined) return null;
              return (
                <div
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  className="absolute inset-x-0 top-0 px-4 pb-(--thread)"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <ThreadItemView item={item} conversation={conversation} />
                </div>
              );
            })}
          </JumpContext>
        </div>
      </div>
      {!isAtEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center">
          <Button
            size="small"
            variant={below > 0 ? "primary" : "secondary"}
            icon={<ArrowDown />}
            className="pointer-events-auto shadow-menu"
            onPress={() => {
              const first = items.findIndex(
                (item) =>
                  isMail(item) && item.kind === "message" && item.message.seq > seenAtEnd.current,
              );
              if (first >= 0) virtual.scrollToIndex(first, { align: "start" });
              else virtual.scrollToEnd();
            }}
          >
            {below > 0 ? t("thread.newBelow", { count: below }) : t("thread.toEnd")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Frames in which a row that was scrolled to is drawn. */
const DRAWN_WITHIN_FRAMES = 30;
/** Long enough to find with the eyes. */
const POINTED_OUT_MS = 2_000;

/** Focus goes there, and for a moment everybody sees where that is. */
function pointOut(messageId: string, framesLeft = DRAWN_WITHIN_FRAMES): void {
  const element = document.getElementById(messageElementId(messageId));
  if (element === null) {
    if (framesLeft > 0) requestAnimationFrame(() => pointOut(messageId, framesLeft - 1));
    return;
  }
  element.focus({ preventScroll: true });
  element.dataset.pointedOut = "";
  setTimeout(() => delete element.dataset.pointedOut, POINTED_OUT_MS);
}

/** Reading counts while the page is looked at. */
function useMarkRead(conversationId: string, seq: number | undefined): void {
  const { seen } = useWorkspace();
  useEffect(() => {
    if (seq === undefined) return;
    const mark = () => {
      if (document.visibilityState === "visible") seen.mark(conversationId, seq);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [seen, conversationId, seq]);
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
