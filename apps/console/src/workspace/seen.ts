import { createStore, type StoreApi } from "zustand/vanilla";
import { api, type ReadView } from "../api/client.ts";
import { keyedStorage } from "./keyed-storage.ts";
import { soon } from "./soon.ts";

/**
 * How far this agent has read each conversation: shown at once here, told to the server soon, and by it
 * to their other devices.
 */
export interface Seen {
  readonly store: StoreApi<Readonly<Record<string, number>>>;
  readonly restore: () => Promise<void>;
  /** Reading only goes forward. */
  readonly mark: (conversationId: string, seq: number) => void;
  readonly markUnread: (conversationId: string, seq: number) => void;
  /** It is about to leave one's sight: the server would know of no such conversation. */
  readonly leave: (conversationId: string) => void;
  /** What the server knows; what was read here meanwhile and is not told yet stands. */
  readonly adopt: (reads: readonly ReadView[]) => void;
  /** The connection is back: what could not be told is told now. */
  readonly resume: () => void;
}

/** Messages that come one after the other are read by one telling. */
const TELL_DELAY_MS = 1_000;

/** @param maySee whether a conversation is still theirs to see, as far as is known here */
export function createSeen(agentId: string, maySee: (conversationId: string) => boolean): Seen {
  const storage = keyedStorage<number>("circuito-seen", agentId);
  const store = createStore<Readonly<Record<string, number>>>(() => ({}));
  /** What the server was not told yet: whether it goes back on purpose. */
  const untold = new Map<string, boolean>();
  const tellSoon = soon(() => void tell(), TELL_DELAY_MS);

  function keep(conversationId: string, seq: number): void {
    store.setState({ [conversationId]: seq });
    void storage.put(conversationId, seq);
  }

  function put(conversationId: string, seq: number, isUnread: boolean): void {
    keep(conversationId, seq);
    untold.set(conversationId, isUnread);
    tellSoon();
  }

  async function tell(): Promise<void> {
    for (const [conversationId, isUnread] of untold) {
      if (!maySee(conversationId)) {
        untold.delete(conversationId);
        continue;
      }
      const seq = store.getState()[conversationId] ?? 0;
      try {
        await api.markRead(conversationId, seq, isUnread);
      } catch {
        // Told with the next, or once the connection is back: it is kept here meanwhile.
        continue;
      }
      if (store.getState()[conversationId] === seq) untold.delete(conversationId);
    }
  }

  return {
    store,
    async restore() {
      const saved = Object.fromEntries(await storage.load());
      store.setState((current) => ({ ...saved, ...current }), true);
    },
    mark(conversationId, seq) {
      if (seq > (store.getState()[conversationId] ?? 0)) put(conversationId, seq, false);
    },
    markUnread: (conversationId, seq) => put(conversationId, Math.max(0, seq), true),
    leave: (conversationId) => void untold.delete(conversationId),
    adopt(reads) {
      for (const { conversationId, seq } of reads) {
        if (untold.has(conversationId) || store.getState()[conversationId] === seq) continue;
        keep(conversationId, seq);
      }
    },
    resume() {
      if (untold.size > 0) tellSoon();
    },
  };
}
