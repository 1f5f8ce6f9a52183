import { createStore, del, entries, set } from "idb-keyval";
import type { OutboxItem } from "./outbox.ts";

/** Where unsent words survive a reload. Never throws: a full or forbidden disk is not the writer's. */
export interface OutboxStorage {
  readonly load: () => Promise<OutboxItem[]>;
  readonly put: (item: OutboxItem) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

/**
 * One entry an item, so that two tabs never overwrite each other's. Entries belong to one agent:
 * whoever logs in next on the same computer neither sees nor sends them.
 */
export function indexedDbStorage(agentId: string): OutboxStorage {
  const fallback = memoryStorage();
  if (typeof indexedDB === "undefined") return fallback;
  const store = createStore("circuito-outbox", "items");
  const prefix = `${agentId}:`;
  return {
    async load() {
      try {
        const all = await entries<string, OutboxItem>(store);
        return all.filter(([key]) => key.startsWith(prefix)).map(([, item]) => item);
      } catch {
        return fallback.load();
      }
    },
    // Private windows and full disks refuse: the page still holds the item, a reload would lose it.
    put: (item) => set(prefix + item.id, item, store).catch(() => fallback.put(item)),
    remove: (id) => del(prefix + id, store).catch(() => fallback.remove(id)),
  };
}

export function memoryStorage(): OutboxStorage {
  const items = new Map<string, OutboxItem>();
  return {
    load: async () => [...items.values()],
    put: async (item) => void items.set(item.id, item),
    remove: async (id) => void items.delete(id),
  };
}
