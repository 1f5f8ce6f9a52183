import { createStore, type StoreApi } from "zustand/vanilla";
import { keyedStorage } from "./keyed-storage.ts";

/** How far this agent has read each conversation, on this computer. */
export interface Seen {
  readonly store: StoreApi<Readonly<Record<string, number>>>;
  readonly restore: () => Promise<void>;
  /** Reading only goes forward. */
  readonly mark: (conversationId: string, seq: number) => void;
  readonly markUnread: (conversationId: string, seq: number) => void;
}

export function createSeen(agentId: string): Seen {
  const storage = keyedStorage<number>("circuito-seen", agentId);
  const store = createStore<Readonly<Record<string, number>>>(() => ({}));

  function put(conversationId: string, seq: number): void {
    store.setState({ [conversationId]: seq });
    void storage.put(conversationId, seq);
  }

  return {
    store,
    async restore() {
      const saved = Object.fromEntries(await storage.load());
      store.setState((current) => ({ ...saved, ...current }), true);
    },
    mark(conversationId, seq) {
      if (seq > (store.getState()[conversationId] ?? 0)) put(conversationId, seq);
    },
    markUnread: (conversationId, seq) => put(conversationId, Math.max(0, seq)),
  };
}
