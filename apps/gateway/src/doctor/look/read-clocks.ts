import type { ClockReading } from "@circuito/domain";
import type { Database } from "@circuito/store";
import { readServer } from "@circuito/store";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One provider is as good as another; a third tells whose clock is wrong. */
const PROVIDERS_MAX = 3;

/**
 * How this machine's clock differs from the database's, and from those of providers: they put the time
 * on every answer, whatever it is (RFC 9110 §6.6.1). What does not answer is left out.
 * @param now of this very machine, and not of the fleet
 */
export async function readClocks(
  parts: {
    readonly database: Database | undefined;
    readonly providers: readonly string[];
    readonly fetch: Fetch;
    readonly now: () => number;
  },
  signal: AbortSignal,
): Promise<readonly ClockReading[]> {
  const { database, providers, fetch, now } = parts;
  const compare = async (
    of: string,
    ask: () => Promise<number>,
  ): Promise<readonly ClockReading[]> => {
    const askedAt = now();
    const theirs = await ask().catch(() => Number.NaN);
    if (Number.isNaN(theirs)) return [];
    // It was written down somewhere on the way: half of it is the best guess.
    return [{ of, aheadMs: theirs - (askedAt + now()) / 2 }];
  };
  const asked = providers.slice(0, PROVIDERS_MAX).map((url) =>
    compare(new URL(url).host, async () => {
      const answer = await fetch(url, { method: "HEAD", redirect: "manual", signal });
      await answer.body?.cancel();
      return Date.parse(answer.headers.get("date") ?? "");
    }),
  );
  if (database) {
    asked.push(compare("PostgreSQL", async () => (await readServer(database.pool)).clockAt));
  }
  return (await Promise.all(asked)).flat();
}
