import { type AgentCache, EMPTY_CACHE } from "@circuito/realtime";

/** Holds the one cache of conversations; everything on screen reads from here. */
export interface CacheStore {
  readonly get: () => AgentCache;
  readonly change: (next: (cache: AgentCache) => AgentCache) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createCacheStore(): CacheStore {
  let cache = EMPTY_CACHE;
  const listeners = new Set<() => void>();
  return {
    get: () => cache,
    change(next) {
      const changed = next(cache);
      if (changed === cache) return;
      cache = changed;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
