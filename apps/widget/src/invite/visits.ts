/** Whoever does nothing on a site for so long comes anew. */
const VISIT_GAP_MS = 30 * 60_000;

/** What a visitor's own browser remembers of their visits and invitations, in the site's storage. */
interface Kept {
  readonly visits: number;
  /** Ms since epoch. */
  readonly seenAt: number;
  /** The visit, by its number, in which one was shown. */
  readonly invitedIn?: number;
  readonly dismissedAt?: number;
  /** By the rule's id. */
  readonly shownAt: Readonly<Record<string, number>>;
}

export interface Visits {
  /** As of now: another tab may have shown one. This visit is counted with the first call. */
  read(now: number): Kept;
  shown(ruleId: string, now: number): void;
  dismissed(now: number): void;
  forget(): void;
}

/** Reading and writing never throw: where storage is refused, each page is a first visit. */
export function openVisits(inbox: string): Visits {
  const key = `circuito-visits:${inbox}`;
  let held: Kept = { visits: 0, seenAt: 0, shownAt: {} };
  const load = (): Kept => {
    try {
      held = { ...held, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    } catch {
      // Blocked, or written by something else: what this page knows is all there is.
    }
    return held;
  };
  const save = (change: Partial<Kept>): Kept => {
    held = { ...load(), ...change };
    try {
      localStorage.setItem(key, JSON.stringify(held));
    } catch {
      // Blocked or full: this page still remembers.
    }
    return held;
  };
  return {
    read: (now) => {
      const { visits, seenAt } = load();
      if (visits > 0 && now - seenAt < VISIT_GAP_MS / 2) return held;
      // Half a gap later it is still the same visit, and is noted as such.
      return save({ seenAt: now, visits: visits + (now - seenAt < VISIT_GAP_MS ? 0 : 1) });
    },
    shown: (ruleId, now) => {
      const { visits, shownAt } = load();
      save({ invitedIn: visits, seenAt: now, shownAt: { ...shownAt, [ruleId]: now } });
    },
    dismissed: (now) => void save({ dismissedAt: now }),
    forget: () => {
      held = { visits: 0, seenAt: 0, shownAt: {} };
      try {
        localStorage.removeItem(key);
      } catch {
        // Blocked: there is nothing.
      }
    },
  };
}
