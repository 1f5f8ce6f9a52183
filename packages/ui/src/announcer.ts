/** Long enough for every reader to pick the words up, then gone so that browsing never meets them. */
export const ANNOUNCEMENT_STAYS_MS = 2_000;

/** Enough for a test to look back on a journey; a shift must not grow it. */
const LOG_MAX = 500;

export type Politeness = "polite" | "assertive";

export interface Announcement {
  readonly text: string;
  readonly politeness: Politeness;
}

/** What the two nodes of each politeness hold; one of the two is always empty. */
export type Spoken = Readonly<Record<Politeness, readonly [string, string]>>;

export interface Announcer {
  readonly announce: (text: string, politeness?: Politeness) => void;
  /** Everything announced, oldest first: tests assert what was said, and what was not. */
  readonly log: readonly Announcement[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Spoken;
}

const SILENCE: Spoken = { polite: ["", ""], assertive: ["", ""] };

/**
 * Speaks to assistive technology through `LiveAnnouncer`. One per app. The nodes take turns, so
 * that the same words twice are two changes and are read twice.
 */
export function createAnnouncer(): Announcer {
  let spoken = SILENCE;
  const log: Announcement[] = [];
  const listeners = new Set<() => void>();
  const set = (next: Spoken) => {
    spoken = next;
    for (const listener of listeners) listener();
  };
  return {
    log,
    announce(text, politeness = "polite") {
      log.push({ text, politeness });
      if (log.length > LOG_MAX) log.shift();
      const turn: readonly [string, string] =
        spoken[politeness][0] === "" ? [text, ""] : ["", text];
      set({ ...spoken, [politeness]: turn });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => spoken,
  };
}
