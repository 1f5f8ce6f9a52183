/** What is to come later than this is not missed if it comes a second late: nobody waits for it yet. */
const FAR_MS = 60_000;
/** Ids that are to come within the same of these share a job, at the end of it. */
const SHARED_MS = 1_000;
/** So long is waited for others. The sweep finds what is lost meanwhile, as any lost job's. */
const GATHER_MS = 500;

/**
 * Gathers what is to be looked at much later. Each conversation that begins has promises to look at, and
 * a job for each would cost as much as routing its message, twice: when it is placed and when it runs.
 */
export interface FarNudges {
  /** @returns false when it is to come too soon to wait for others */
  add(ids: readonly string[], at: number): boolean;
  /** Places what was gathered. */
  flush(): Promise<void>;
}

/**
 * @param now ms since epoch
 * @param place puts ids into a job that runs then; never rejects
 */
export function createFarNudges(
  now: () => number,
  place: (ids: readonly string[], at: number) => Promise<void>,
): FarNudges {
  /** By the moment at which they are looked at. */
  let gathered = new Map<number, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const all = gathered;
    gathered = new Map();
    await Promise.all([...all].map(([at, ids]) => place([...ids], at)));
  }

  return {
    add(ids, at) {
      if (at - now() < FAR_MS) return false;
      const shared = Math.ceil(at / SHARED_MS) * SHARED_MS;
      const others = gathered.get(shared);
      if (others) for (const id of ids) others.add(id);
      else gathered.set(shared, new Set(ids));
      timer ??= setTimeout(() => void flush(), GATHER_MS);
      return true;
    },
    flush,
  };
}
