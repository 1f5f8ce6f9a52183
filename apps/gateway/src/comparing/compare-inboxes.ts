import { type Connector, cleanText } from "@circuito/connector";
import {
  afterComparison,
  beginComparing,
  type Channel,
  type ComparedSoFar,
  nextComparison,
} from "@circuito/domain";
import {
  type Database,
  type Lease,
  listInboxes,
  listInboxMemories,
  type StoredInbox,
  takeLease,
  writeInboxMemory,
} from "@circuito/store";
import { z } from "zod";
import type { Log } from "../log/log.ts";
import { comparedIn, memoryOf } from "./compared-memory.ts";

/** Whether anything is due is one query; what is due is asked every five minutes. */
const LOOK_EVERY_MS = 30_000;
/** Of one inbox: some pages of a list. */
const ONE_TIMEOUT_MS = 60_000;
/** One process of the fleet asks; longer than it may take for one inbox. */
const LEASE_MS = 2 * ONE_TIMEOUT_MS;
const LEASE = "comparing";
const PROBLEM_LENGTH_MAX = 200;

export interface ComparingParts {
  readonly database: Database;
  readonly holder: string;
  /** The open connector of an inbox; `undefined` where another process serves its channel. */
  readonly connectorOf: (row: StoredInbox) => Promise<Connector | undefined>;
  /** Takes an inbox's secrets out of a text. */
  readonly redact: (row: StoredInbox, text: string) => string;
  readonly measure?: ComparingMeasure | undefined;
  readonly now: () => number;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

export interface ComparingMeasure {
  /** Messages that had not come by themselves. */
  recovered(channel: Channel, messages: number): void;
  /** Until when every inbox of the channel was compared, ms since epoch. */
  comparedUntil(channel: Channel, until: number): void;
}

export interface Comparing {
  /** Looks now whether anything is due. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Asks every provider that can be asked for what it has, and takes in what never came (P20). */
export function compareInboxes(parts: ComparingParts): Comparing {
  const { database, holder, now, log } = parts;
  const ended = new AbortController();
  let looking: Promise<void> | undefined;

  async function lookOnce(): Promise<void> {
    let lease = await takeLease(database.pool, LEASE, holder, LEASE_MS);
    if (!lease) return;
    const memories = await listInboxMemories(database.pool);
    const untils = new Map<Channel, number>();
    for (const row of await listInboxes(database.pool)) {
      const connector = row.enabled
        ? await parts.connectorOf(row).catch(() => undefined)
        : undefined;
      if (!connector?.compare) continue;
      lease = await takeLease(database.pool, LEASE, holder, LEASE_MS);
      if (!lease || ended.signal.aborted) return;
      const state = await compareOne(
        row,
        connector.compare,
        comparedIn(memories.get(row.id)),
        lease,
      );
      untils.set(row.channel, Math.min(untils.get(row.channel) ?? state.until, state.until));
    }
    for (const [channel, until] of untils) parts.measure?.comparedUntil(channel, until);
  }

  async function compareOne(
    row: StoredInbox,
    compare: NonNullable<Connector["compare"]>,
    before: ComparedSoFar | undefined,
    lease: Lease,
  ): Promise<ComparedSoFar> {
    if (!before) {
      const begun = beginComparing(now());
      await remember(row, begun, lease);
      return begun;
    }
    const range = nextComparison(before, now());
    if (!range) return before;
    const limit = AbortSignal.any([ended.signal, AbortSignal.timeout(ONE_TIMEOUT_MS)]);
    const outcome = await compare(range, limit).then(
      ({ missing }) => ({ ok: true, until: range.until, missing }) as const,
      (error: unknown) => ({ ok: false, problem: problemOf(row, error) }) as const,
    );
    if (!outcome.ok) log.warn("not compared with its provider", { inbox: row.id });
    else if (outcome.missing > 0) {
      log.warn("messages had not come by themselves", { inbox: row.id, missing: outcome.missing });
      parts.measure?.recovered(row.channel, outcome.missing);
    }
    const after = afterComparison(before, outcome, now());
    await remember(row, after, lease);
    return after;
  }

  async function remember(row: StoredInbox, state: ComparedSoFar, lease: Lease): Promise<void> {
    // Whoever lost the lease meanwhile writes nothing: another compares the same once more.
    await writeInboxMemory(database.pool, row.id, memoryOf(state), lease);
  }

  function problemOf(row: StoredInbox, error: unknown): string {
    if (error instanceof z.ZodError) return "the answer is not the provider's";
    const words = error instanceof Error ? error.message : "no answer";
    return cleanText(parts.redact(row, words)).replace(/\s+/g, " ").slice(0, PROBLEM_LENGTH_MAX);
  }

  function look(): Promise<void> {
    looking ??= lookOnce()
      .catch((error: unknown) => log.warn("inboxes not compared", { error }))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  const timer = setInterval(() => void look(), parts.lookEveryMs ?? LOOK_EVERY_MS);
  timer.unref();
  return {
    look,
    async stop() {
      clearInterval(timer);
      ended.abort();
      await looking;
    },
  };
}
