import type { ChatAck } from "@circuito/protocol";
import { nextToSend } from "./chat/fold-outbox.ts";
import type { ChatEvent, ChatState, OutboxEntry } from "./chat/state.ts";
import { backoffMs } from "./choose-recovery.ts";

export interface FlushDeps {
  state(): ChatState;
  dispatch(event: ChatEvent): void;
  send(entry: OutboxEntry): Promise<ChatAck | null>;
}

/**
 * Empties the outbox, one entry at a time and in order, whenever there is a session.
 * @returns a function to call after anything that could let the outbox move
 */
export function createFlush({ state, dispatch, send }: FlushDeps): () => void {
  let busy = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function drain(): Promise<void> {
    for (;;) {
      const entry = state().link === "online" ? nextToSend(state().outbox) : null;
      if (!entry) return;
      const { clientId } = entry;
      dispatch({ kind: "sending", clientId });
      const ack = await send(entry);
      if (ack?.ok) {
        failures = 0;
        dispatch({ kind: "accepted", clientId });
      } else if (ack && !isPassing(ack.code)) {
        dispatch({ kind: "rejected", clientId, code: ack.code });
      } else {
        dispatch({ kind: "postponed", clientId });
        timer = setTimeout(flush, ack?.retryAfterMs ?? backoffMs(failures));
        failures += 1;
        return;
      }
    }
  }

  function flush(): void {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    void drain().finally(() => {
      busy = false;
    });
  }
  return flush;
}

/** Problems that are not about the words: the same words may well be taken later. */
function isPassing(code: string): boolean {
  switch (code) {
    case "invalid":
    case "too-long":
    case "empty":
    case "collision":
    case "unknown-event":
    // These wait for the visitor: to fill in the form, to sign in.
    case "form-required":
    case "form-invalid":
    case "identity-required":
    case "identity-invalid":
      return false;
    default:
      return true;
  }
}
