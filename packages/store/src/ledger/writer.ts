import { crashPoint } from "@circuito/faults";
import type { Database } from "../database.ts";
import { createGroupCommit, GroupCommitFull } from "../group-commit.ts";
import type { TombstoneSeal } from "../privacy/tombstones.ts";
import { isTransient } from "../transient.ts";
import { type AppendOutcome, appendEntries } from "./append.ts";
import type { LedgerEntry } from "./entry.ts";

/** The door: everything that is accepted goes through one of these per process. */
export interface LedgerWriter {
  /**
   * Resolves once the entries are committed, with one outcome each, in order.
   * @throws LedgerUnavailable when nothing could be stored: do not acknowledge.
   */
  append(entries: readonly LedgerEntry[]): Promise<readonly AppendOutcome[]>;
  idle(): Promise<void>;
}

export class LedgerUnavailable extends Error {
  override readonly name = "LedgerUnavailable";
}

/** Large enough to amortize a commit, small enough that a statement stays a few milliseconds. */
const REQUESTS_PER_COMMIT_MAX = 256;
/** At 3,000 requests a second, one second of waiting: beyond it providers are told to come back. */
const REQUESTS_WAITING_MAX = 3_000;
/** A connection lost in mid-commit is tried again on another one before anybody is told no. */
const ATTEMPTS_MAX = 2;

/**
 * A provider waits about ten seconds for its answer (Twilio 15, GitHub 10): a database that hangs
 * must turn into a 503 while somebody still listens. The words may yet be stored: then the repeat
 * is a duplicate.
 */
const ACCEPT_TIMEOUT_MS = 5_000;

type Committed =
  | { readonly ok: true; readonly outcomes: readonly AppendOutcome[] }
  | { readonly ok: false; readonly error: unknown };

/** @param seal by which what was erased is known when it comes again */
export function createLedgerWriter(database: Database, seal?: TombstoneSeal): LedgerWriter {
  const group = createGroupCommit<readonly LedgerEntry[], Committed>({
    // One lane: what arrived first is numbered first.
    lanes: 1,
    batchMax: REQUESTS_PER_COMMIT_MAX,
    waitingMax: REQUESTS_WAITING_MAX,
    commit: (requests) => commitRequests(database, requests, seal),
  });

  return {
    async append(entries) {
      if (entries.length === 0) return [];
      const committed = await withinTime(group.add(entries)).catch((error: unknown) => ({
        ok: false as const,
        error,
      }));
      if (committed.ok) return committed.outcomes;
      const { error } = committed;
      if (error instanceof LedgerUnavailable) throw error;
      if (error instanceof GroupCommitFull || isTransient(error)) {
        throw new LedgerUnavailable("append to the ledger", { cause: error });
      }
      throw error;
    },
    idle: () => group.idle(),
  };
}

async function withinTime(committed: Promise<Committed>): Promise<Committed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Committed>((resolve) => {
    timer = setTimeout(() => {
      const error = new LedgerUnavailable(`no commit within ${ACCEPT_TIMEOUT_MS} ms`);
      resolve({ ok: false, error });
    }, ACCEPT_TIMEOUT_MS);
  });
  try {
    return await Promise.race([committed, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function commitRequests(
  database: Database,
  requests: readonly (readonly LedgerEntry[])[],
  seal: TombstoneSeal | undefined,
): Promise<readonly Committed[]> {
  try {
    const outcomes = await appendWithRetry(database, requests.flat(), seal);
    let taken = 0;
    return requests.map(({ length }) => {
      taken += length;
      return { ok: true, outcomes: outcomes.slice(taken - length, taken) };
    });
  } catch (error) {
    if (isTransient(error) || requests.length === 1) {
      return requests.map(() => ({ ok: false, error }));
    }
    // Something in this batch cannot be stored. Alone, each request harms only itself.
    const committed: Committed[] = [];
    for (const request of requests)
      committed.push(...(await commitRequests(database, [request], seal)));
    return committed;
  }
}

async function appendWithRetry(
  database: Database,
  entries: readonly LedgerEntry[],
  seal: TombstoneSeal | undefined,
): Promise<readonly AppendOutcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      crashPoint("I3");
      return await appendEntries(database.pool, entries, seal);
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isTransient(error)) throw error;
    }
  }
}
