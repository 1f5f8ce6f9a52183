import type { ConversationView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { messageElementId } from "../chat/jump.ts";
import { useT } from "../i18n/translate.ts";
import { isMailLike } from "../mail/is-mail.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { ThreadItemView } from "./thread-item-view.tsx";
import type { ThreadItem } from "./thread-items.ts";
import { newestInView, useReading } from "./use-reading.ts";

/** A guess at the height of a bubble with two lines; measured as soon as it is drawn. */
const ITEM_GUESS_PX = 68;
/** Close enough to the end to count as being there. */
const END_THRESHOLD_PX = 48;
/** More messages are asked for this long before the first or last loaded one is met. */
const EDGE_THRESHOLD_PX = 400;

/** Where the thread is looked at first; another `visit` begins anew. */
export type Start = { readonly visit: number } & (
  | { readonly kind: "opened" | "end" }
  | { readonly kind: "message" | "unread"; readonly seq: number }
);

const isMail = (item: ThreadItem) => item.kind === "message" && item.message.mail !== null;

interface ThreadScrollerProps {
  readonly items: readonly ThreadItem[];
  readonly conversation: ConversationView;
  readonly start: Start;
  /** Of the whole conversation, shown here or not. */
  readonly newestSeq: number;
  readonly hasOlder: boolean;
  /** What is shown ends before the conversation does. */
  readonly hasNewer: boolean;
  readonly onTop: () => void;
  readonly onBottom: () => void;
  readonly toEnd: () => void;
  readonly onToggleRun: (key: string) => void;
}

/** What is in view of the thread, and the ways to other places in it. */
export function ThreadScroller(props: ThreadScrollerProps) {
  const { items, conversation, start, newestSeq, hasOlder, hasNewer, onTop, onBottom } = props;
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(!hasNewer);
  // A mail is read from its beginning: its end must not be pulled under the reader's eyes.
  const isMailRead = isMailLike(conversation.channel);
  // Where the conversation goes on below, what comes in there is read towards, not run after: not even
  // when the last of it has come.
  const hadNewer = useRef(hasNewer);
  const follows = !isMailRead && !hasNewer && !hadNewer.current;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => ITEM_GUESS_PX,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 4,
    anchorTo: "end",
    followOnAppend: follows,
    scrollEndThreshold: END_THRESHOLD_PX,
    paddingStart: 12,
    scrollPaddingStart: 8,
    paddingEnd: 8,
  });
  const isThere = useCallback(
    () => !hasNewer && virtual.isAtEnd(END_THRESHOLD_PX),
    [virtual, hasNewer],
  );

  const begun = useRef(false);

  // Measuring and resizing move the end without any scrolling.
  useLayoutEffect(() => setAtEnd(isThere()));

  // What is measured later (pictures, parts that were fetched), a banner above and a composer that
  // grows below must not push the end out of view.
  const sizePx = virtual.getTotalSize();
  const last = useRef({ sizePx, heightPx: 0, isAtEnd });
  const stay = useCallback(() => {
    const keeps = last.current.isAtEnd && begun.current && follows;
    if (keeps) virtual.scrollToEnd();
    return keeps;
  }, [virtual, follows]);
  useLayoutEffect(() => {
    const heightPx = box.current?.clientHeight ?? 0;
    const isAsBefore = last.current.sizePx === sizePx && last.current.heightPx === heightPx;
    // Scrolling is told of only later: who was brought to the end is there already.
    const keeps = !isAsBefore && stay();
    last.current = { sizePx, heightPx, isAtEnd: keeps || isThere() };
    hadNewer.current = hasNewer;
  });
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => void stay());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [stay]);

  // First paint: at the message that was asked for, or the line where reading stopped, else the end.
  useLayoutEffect(() => {
    if (begun.current || items.length === 0) return;
    begun.current = true;
    const unread = items.findIndex((item) => item.kind === "unread");
    const newestMail = items.findLastIndex(isMail);
    if (start.kind === "message") return;
    if (start.kind === "end") virtual.scrollToEnd();
    else if (unread >= 0) virtual.scrollToIndex(unread, { align: "start" });
    else if (newestMail >= 0) virtual.scrollToIndex(newestMail, { align: "start" });
    else virtual.scrollToEnd();
  });

  const newestSeen = useCallback(() => {
    const element = box.current;
    if (element === null || !begun.current) return null;
    if (isThere()) return newestSeq;
    const rows = virtual.getVirtualItems().map(({ index, start: startPx, end: endPx }) => {
      const item = items[index];
      return { startPx, endPx, seq: item?.kind === "message" ? item.message.seq : null };
    });
    return newestInView({ rows, bottomPx: element.scrollTop + element.clientHeight });
  }, [virtual, items, newestSeq, isThere]);
  const read = useReading(conversation.id, newestSeen);

  // A message that was asked for: the next one, if it is gone.
  const reached = useRef<Start | null>(null);
  useLayoutEffect(() => {
    if (start.kind !== "message" || reached.current === start || items.length === 0) return;
    reached.current = start;
    const from = items.findIndex(
      (item) => item.kind === "message" && item.message.seq >= start.seq,
    );
    const item = items[from];
    if (item?.kind !== "message") return virtual.scrollToEnd();
    virtual.scrollToIndex(from, { align: "center" });
    pointOut(item.message.id);
  }, [start, items, virtual]);

  // A conversation that leaves takes focus with it: the one that follows picks it up.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, []);

  const seenAtEnd = useRef(newestSeq);
  if (isAtEnd) seenAtEnd.current = newestSeq;
  const below = newestSeq - seenAtEnd.current;

  // At an edge already when they came in: no scrolling will ask for more.
  const ask = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (hasOlder && scrollTop < EDGE_THRESHOLD_PX) onTop();
    if (hasNewer && scrollHeight - scrollTop - clientHeight < EDGE_THRESHOLD_PX) onBottom();
  }, [hasOlder, hasNewer, onTop, onBottom]);
  useEffect(() => {
    if (items.length > 0) ask();
  }, [items, ask]);

  // Own words always come into view.
  const { toEnd } = props;
  const unsentCount = items.filter((item) => item.kind === "unsent").length;
  const before = useRef(unsentCount);
  useEffect(() => {
    if (unsentCount > before.current) virtual.scrollToEnd();
    before.current = unsentCount;
  }, [unsentCount, virtual]);

  function goDown(): void {
    if (hasNewer) {
      toEnd();
      return;
    }
    const first = items.findIndex(
      (item) => isMail(item) && item.kind === "message" && item.message.seq > seenAtEnd.current,
    );
    if (first >= 0) virtual.scrollToIndex(first, { align: "start" });
    else virtual.scrollToEnd();
  }

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
        onKeyDown={(event) => {
          // Enter on the message itself, not on a button in it.
          if (event.key !== "Enter" || !(event.target instanceof HTMLElement)) return;
          if (event.target.tagName === "ARTICLE") openMenu(event.target);
        }}
        onScroll={() => {
          last.current.isAtEnd = isThere();
          setAtEnd(last.current.isAtEnd);
          read();
          ask();
        }}
        className="ring-focus-inset min-h-0 grow overflow-y-auto overflow-x-hidden"
      >
        <div
          className="relative mx-auto w-full max-w-3xl"
          style={{ height: virtual.getTotalSize() }}
        >
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
                <ThreadItemView
                  item={item}
                  conversation={conversation}
                  onToggleRun={props.onToggleRun}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!isAtEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center">
          <Button
            size="small"
            variant={below > 0 ? "primary" : "secondary"}
            icon={<ArrowDown />}
            className="pointer-events-auto shadow-menu"
            onPress={goDown}
          >
            {below > 0 ? t("thread.newBelow", { count: below }) : t("thread.toEnd")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What can be done with a message is behind one button in it; a folded mail opens instead. */
function openMenu(article: HTMLElement): void {
  const button = article.querySelector<HTMLElement>("[data-message-menu], [aria-expanded=false]");
  button?.focus();
  button?.click();
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
