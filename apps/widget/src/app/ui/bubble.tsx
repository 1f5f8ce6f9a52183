import type { ComponentChild, JSX } from "preact";
import { formatTime } from "../format.ts";
import type { BubbleRow, Tick } from "../rows.ts";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

const TICK_ICONS: Record<Tick, "clock" | "check" | "checks" | "alert"> = {
  queued: "clock",
  sending: "clock",
  accepted: "check",
  sent: "check",
  delivered: "checks",
  read: "checks",
  failed: "alert",
  refused: "alert",
};

interface Props {
  readonly row: BubbleRow;
  readonly view: View;
  /** The visitor's newest words say how far they got; older ones only show it. */
  readonly isNewestOwn: boolean;
}

export function Bubble({ row, view, isNewestOwn }: Props): JSX.Element {
  const { words } = view;
  const own = row.from === "customer";
  const author = own ? words.you : (row.authorName ?? words.service);
  const { tick } = row;
  const isTrouble = tick === "failed" || tick === "refused";
  const spellsOut = isNewestOwn || isTrouble || tick === "queued";
  const shows = row.last || spellsOut;
  return (
    <article class={`${own ? "own" : "other"}${row.last ? " last" : ""}${isTrouble ? " bad" : ""}`}>
      {row.first && !own ? <p class="author">{author}</p> : <span class="sr">{author}: </span>}
      <p class="bubble">{own ? row.text : withLinks(row.text)}</p>
      <p class={shows ? "meta" : "sr"}>
        <time dateTime={new Date(row.at).toISOString()}>{formatTime(row.at, words)}</time>
        {tick && (
          <span class={`tick ${tick}`}>
            <Icon name={TICK_ICONS[tick]} />
            <span class={spellsOut ? "" : "sr"}>{tickText(tick, view)}</span>
          </span>
        )}
      </p>
      {row.clientId && <Refused view={view} clientId={row.clientId} problem={row.problem} />}
    </article>
  );
}

function tickText(tick: Tick, { words, state }: View): string {
  if (tick === "queued" && state.link !== "online") return words.status.waitingLink;
  return words.status[tick];
}

function Refused({
  view,
  clientId,
  problem,
}: {
  view: View;
  clientId: string;
  problem: string | null;
}): JSX.Element {
  const { words, chat } = view;
  const known: Readonly<Record<string, string>> = { ...words.refused, ...words.problem };
  return (
    <div class="again">
      <p>{known[problem ?? ""] ?? words.problem.other}</p>
      <button type="button" class="link" onClick={() => chat.retry(clientId)}>
        {words.retry}
      </button>
      <button type="button" class="link" onClick={() => chat.discard(clientId)}>
        {words.discard}
      </button>
    </div>
  );
}

/** Plain text with its web addresses as links; nothing else in it means anything. */
function withLinks(text: string): ComponentChild[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
