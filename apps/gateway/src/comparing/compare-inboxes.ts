import { type Connector, cleanText, type LookedAt } from "@circuito/connector";
import {
  afterComparison,
  beginComparing,
  type Channel,
  type ComparedSoFar,
  nextComparison,
} from "@circuito/domain";
import {
  type Database,
  listInboxes,
  listInboxMemories,
  type StoredInbox,
  takeLease,
  writeInboxMemory,
} from "@circuito/store";
import { z } from "zod";
import type { Log } from "../log/log.ts";
import { comparedIn, memoryOf } from "./compared-memory.ts";

/** Whether anything is due is a few small queries; what is due is asked every five minutes. */
const LOOK_EVERY_MS = 30_000;
/** Of one inbox: some pages of a list. */
const ONE_TIMEOUT_MS = 60_000;
/** One process of the fleet asks for a channel; longer than it may take for one inbox. */
const LEASE_MS = 2 * ONE_TIMEOUT_MS;
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
  /**
   * Until when every inbox of these channels was compared, ms since epoch. Of any other channel this
   * process does not compare, or no longer does.
   */
  comparedUntil(untils: ReadonlyMap<Channel, number>): void;
}

export interface Comparing {
  /** Looks now whether anything is due. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

interface Comparable {
  readonly row: StoredInbox;
  readonly compare: NonNullable<Connector["compare"]>;
}

/** Asks every provider that can be asked for what it has, and takes in what never came (P20). */
export function compareInboxes(parts: ComparingParts): Comparing {
  const { database, holder, now, log } = parts;
  const ended = new AbortController();
  let looking: Promise<void> | undefined;

  async function lookOnce(): Promise<void> {
    const untils = new Map<Channel, number>();
    for (const [channel, comparable] of await comparableHere()) {
      const until = await compareChannel(channel, comparable);
      if (until !== undefined) untils.set(channel, until);
    }
    parts.measure?.comparedUntil(untils);
  }

  async function comparableHere(): Promise<ReadonlyMap<Channel, readonly Comparable[]>> {
    const found = new Map<Channel, Comparable[]>();
    for (const row of await listInboxes(database.pool)) {
      if (!row.enabled) continue;
      const connector = await parts.connectorOf(row).catch(() => undefined);
      if (!connector?.compare) continue;
      const one = { row, compare: connector.compare };
      found.set(row.channel, [...(found.get(row.channel) ?? []), one]);
    }
    return found;
  }

  // By channel: a process that serves others must not hold up those that serve this one.
  const lease = (channel: Channel) =>
    takeLease(database.pool, `comparing ${channel}`, holder, LEASE_MS);

  /** @returns until when all of them are compared; `undefined` where another process compares them */
  async function compareChannel(
    channel: Channel,
    comparable: readonly Comparable[],
  ): Promise<number | undefined> {
    if (!(await lease(channel))) return undefined;
    const memories = await listInboxMemories(database.pool);
    let until = Number.POSITIVE_INFINITY;
    for (const one of comparable) {
      const before = comparedIn(memories.get(one.row.id));
      const range = before && nextComparison(before, now());
      if (before && !range) {
        until = Math.min(until, before.until);
        continue;
      }
      const held = await lease(channel);
      if (!held || ended.signal.aborted) return undefined;
      const after = before && range ? await compareOne(one, before, range) : beginComparing(now());
      // Whoever lost the lease meanwhile writes nothing: another compares the same once more.
      await writeInboxMemory(database.pool, one.row.id, memoryOf(after), held);
      until = Math.min(until, after.until);
    }
    return until;
  }

  async function compareOne(
    { row, compare }: Comparable,
    before: ComparedSoFar,
    range: LookedAt,
  ): Promise<ComparedSoFar> {
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
    return afterComparison(before, outcome, now());
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
