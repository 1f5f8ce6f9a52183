import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatDay } from "../format.ts";
import { mustAnswer, preChatNow } from "../pre-chat/pre-chat-now.ts";
import { cardNow, choicesNow, chooseRows } from "../rows.ts";
import { AskCard } from "./ask-card.tsx";
import { Bubble } from "./bubble.tsx";
import { Choices } from "./choices.tsx";
import { Icon } from "./icon.tsx";
import { Introduction } from "./introduction.tsx";
import type { View } from "./view.ts";

/** Closer to the end than this, the reader follows what arrives. */
const AT_END_PX = 48;

export function Transcript({ view }: { view: View }): JSX.Element {
  const { state, words } = view;
  const rows = chooseRows(state);
  const bubbles = rows.filter((row) => row.kind === "bubble");
  const newestOwn = bubbles.findLast((row) => row.from === "customer")?.key;
  const log = useRef<HTMLDivElement>(null);
  const [followed, setFollowed] = useState(true);
  const [heldCount, setHeldCount] = useState(0);
  const [skipped, setSkipped] = useState("");
  const others = bubbles.filter((row) => row.from !== "customer").length;
  const toEnd = (): void => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  };

  // Own words always come into view; those of others only for who was at the end.
  useLayoutEffect(toEnd, [newestOwn, view.introduction]);
  useLayoutEffect(() => {
    if (followed) toEnd();
  });
  useEffect(() => {
    if (followed) setHeldCount(others);
  }, [followed, others]);
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    // The keyboard of a phone takes half the height away; the end stays in view.
    const observer = new ResizeObserver(() => {
      if (box.dataset.end === "true") toEnd();
    });
    observer.observe(box);
    return () => observer.disconnect();
  });

  const choices = choicesNow(state);
  const asked = cardNow(state);
  const card = asked?.key === skipped ? undefined : asked;
  const leave = (): void => log.current?.focus();
  const newCount = Math.max(0, others - heldCount);
  const status = state.conversation?.status;
  return (
    <div class="thread">
      <div
        ref={log}
        role="log"
        aria-live="off"
        aria-label={words.thread}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-end={followed}
        onScroll={({ currentTarget: box }) =>
          setFollowed(box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX)
        }
      >
        <Greeting view={view} isEmpty={bubbles.length === 0} />
        {rows.map((row) => {
          if (card && row.key === card.key) {
            const close = (): void => setSkipped(card.key);
            return <AskCard key={row.key} {...{ view, card, leave, close }} />;
          }
          if (row.kind === "bubble")
            return (
              <Bubble key={row.key} row={row} view={view} isNewestOwn={row.key === newestOwn} />
            );
          return (
            <p key={row.key} class="divider">
              {row.kind === "day" ? formatDay(row.at, words, Date.now()) : words.newConversation}
            </p>
          );
        })}
        {choices && <Choices view={view} choices={choices} leave={leave} />}
        {state.typing && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {words.typing(state.typing.authorName)}
          </p>
        )}
        {(status === "resolved" || status === "closed") && <p class="divider">{words.reopen}</p>}
        <Introduction view={view} isEmpty={bubbles.length === 0} />
      </div>
      {!followed && (
        <button type="button" class="newest" onClick={toEnd}>
          <Icon name="down" />
          {newCount > 0 ? words.newBelow(newCount) : words.toNewest}
        </button>
      )}
    </div>
  );
}

function Greeting({ view, isEmpty }: { view: View; isEmpty: boolean }): JSX.Element | null {
  const { state, words } = view;
  if (!isEmpty) return null;
  if (state.link === "connecting" || state.link === "idle") {
    return (
      <div class="skeleton" aria-hidden="true">
        <i />
        <i />
      </div>
    );
  }
  return (
    <div class="greeting">
      <h2>{state.settings?.greeting || words.hello}</h2>
      {/* It would say that one may just write. */}
      {!mustAnswer(preChatNow(state, view.introduction)) && <p>{words.helloHint}</p>}
    </div>
  );
}
