import { createStore, del, entries, set } from "idb-keyval";

/** Entries of one agent in one IndexedDB store; without a usable database it keeps nothing. */
export interface KeyedStorage<T> {
  readonly load: () => Promise<ReadonlyMap<string, T>>;
  readonly put: (key: string, value: T) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

export function keyedStorage<T>(database: string, agentId: string): KeyedStorage<T> {
  const store = typeof indexedDB === "undefined" ? null : createStore(database, "entries");
  const prefix = `${agentId}:`;
  const ignore = () => undefined;
  return {
    async load() {
      if (store === null) return new Map();
      const all = await entries<string, T>(store).catch(() => []);
      const mine = all.filter(([key]) => key.startsWith(prefix));
      return new Map(mine.map(([key, value]) => [key.slice(prefix.length), value]));
    },
    async put(key, value) {
      // A private window or a full disk refuses: the page still holds it.
      if (store !== null) await set(prefix + key, value, store).catch(ignore);
    },
    async remove(key) {
      if (store !== null) await del(prefix + key, store).catch(ignore);
    },
  };
}
