import { wordsOf } from "./chat/fold-outbox.ts";
import type { OutboxEntry } from "./chat/state.ts";

/** Unsent words, kept through reloads until the server has them. */
export interface OutboxStore {
  /** In the order they were added. */
  load(): Promise<readonly OutboxEntry[]>;
  add(entry: OutboxEntry): void;
  remove(clientId: string): void;
}

const TABLE = "outbox";

/** Keeps nothing: for browsers that refuse storage to frames. The page's memory still has it all. */
const MEMORY: OutboxStore = {
  load: async () => [],
  add: () => {},
  remove: () => {},
};

/**
 * The outbox of one inbox in IndexedDB, or in memory only where the browser refuses.
 * Never throws: without storage the chat works until the page is left.
 */
export async function openOutboxStore(inbox: string): Promise<OutboxStore & { durable: boolean }> {
  try {
    const db = await open(`circuito:${inbox}`);
    const table = (mode: IDBTransactionMode): IDBObjectStore =>
      db.transaction(TABLE, mode).objectStore(TABLE);
    return {
      durable: true,
      load: async () => {
        // Keys count up, so that the order of writing survives whatever the clock does.
        const stored: OutboxEntry[] = await done(table("readonly").getAll());
        return stored.map((entry) => ({ ...wordsOf(entry), phase: "queued" }));
      },
      add: (entry) => {
        const request = table("readwrite").add(wordsOf(entry));
        // Already there: another tab, or this one before the reload, put it.
        request.onerror = (event) => event.preventDefault();
      },
      remove: (clientId) => {
        const entries = table("readwrite");
        const key = entries.index("clientId").getKey(clientId);
        key.onsuccess = () => {
          if (key.result !== undefined) entries.delete(key.result);
        };
      },
    };
  } catch {
    return { ...MEMORY, durable: false };
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result
      .createObjectStore(TABLE, { autoIncrement: true })
      .createIndex("clientId", "clientId", { unique: true });
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
