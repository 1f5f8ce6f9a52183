import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatOpening } from "../format.ts";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** How long "copied" stands in place of the number's label. */
const COPIED_SHOWN_MS = 2000;

/** What the visitor should know before writing: the link, the hours, the place in the queue. */
export function Notices({ view }: { view: View }): JSX.Element {
  const { state, words } = view;
  const { conversation, hours } = state;
  const queue = conversation?.queue ?? null;
  const isOpen = conversation?.status === "open" || conversation?.status === "snoozed";
  return (
    <div class="notices">
      {state.link === "offline" && (
        <p class="notice warn late">
          <Icon name="offline" />
          {words.offline}
        </p>
      )}
      {hours?.open === false && (
        <p class="notice">
          <Icon name="clock" />
          {hours.opensAt
            ? words.closedUntil(formatOpening(hours.opensAt, words, Date.now()))
            : words.closed}
        </p>
      )}
      {state.link === "online" && isOpen && queue && !conversation.agentName && (
        <p class="notice">
          <Icon name="queue" />
          <span>
            {words.place(queue.position)}
            {queue.estimateSeconds !== null && (
              <span class="soft"> · {words.estimate(Math.ceil(queue.estimateSeconds / 60))}</span>
            )}
          </span>
        </p>
      )}
      {conversation && <ProtocolNumber view={view} protocol={conversation.protocol} />}
    </div>
  );
}

function ProtocolNumber({ view, protocol }: { view: View; protocol: string }): JSX.Element {
  const { words } = view;
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <p class="protocol">
      <span>
        {words.protocol} <b>{protocol}</b>
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={words.copy}
        title={words.copy}
        onClick={(event) => {
          const number = event.currentTarget.parentElement?.querySelector("b");
          void copyText(protocol, number).then(setCopied);
        }}
      >
        <Icon name={copied ? "check" : "copy"} />
      </button>
      <span role="status" class="soft">
        {copied && words.copied}
      </span>
    </p>
  );
}

/** @returns whether it was copied; if not, the text is selected for the visitor's own copy key */
async function copyText(text: string, shown: Element | null | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return false;
  }
}
