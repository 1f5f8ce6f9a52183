import type { ChatPosition } from "@circuito/protocol";

/** The little a browser remembers between pages, besides unsent words. No message text. */
export interface Kept {
  readonly token?: string;
  readonly seen?: ChatPosition;
  /** The visitor filled in or skipped the introduction. */
  readonly introduced?: boolean;
}

export interface Keep {
  /** As of now: another tab may have renewed the token. */
  read(): Kept;
  write(change: Kept): void;
  clear(): void;
  /** The visitor logged out in another tab. */
  onCleared(run: () => void): void;
}

/**
 * Remembers in the frame's own storage, which browsers keep apart for each site that embeds it.
 * Reading and writing never throw; refused storage leaves the page's memory.
 */
export function openKeep(inbox: string): Keep {
  const key = `circuito:${inbox}`;
  let held: Kept = {};
  const read = (): Kept => {
    try {
      const text = localStorage.getItem(key);
      if (text) held = JSON.parse(text);
    } catch {
      // Blocked, or written by something else: what this page knows is all there is.
    }
    return held;
  };
  const write = (kept: Kept): void => {
    held = kept;
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // Blocked or full: this page still remembers.
    }
  };
  return {
    read,
    write: (change) => write({ ...read(), ...change }),
    clear: () => write({}),
    onCleared: (run) =>
      window.addEventListener("storage", (event) => {
        if (event.key === key && held.token && !read().token) run();
      }),
  };
}
