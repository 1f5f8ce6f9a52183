import type { JSX } from "preact";
import type { Refusal } from "../chat/state.ts";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** The server will not talk to this visitor: why, what is safe, what to do. */
export function RefusedNotice({ view, refusal }: { view: View; refusal: Refusal }): JSX.Element {
  const { words, state, chat } = view;
  return (
    <div class="refused">
      <Icon name="alert" />
      <h2>{words.refusedTitle}</h2>
      <p>{refusalText(view, refusal)}</p>
      {state.outbox.length > 0 && <p class="soft">{words.refusedKept}</p>}
      <button type="button" class="primary" onClick={() => chat.connect()}>
        {words.retry}
      </button>
    </div>
  );
}

export function refusalText({ words }: View, { code }: Refusal): string {
  const known: Readonly<Record<string, string>> = words.refused;
  return known[code] ?? words.refused.other;
}
