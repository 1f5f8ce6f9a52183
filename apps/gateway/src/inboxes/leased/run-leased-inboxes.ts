import type { Connector } from "@circuito/connector";
import {
  type Database,
  giveLeaseBack,
  type InboxConnection,
  type Lease,
  listInboxes,
  type StoredInbox,
  takeLeases,
  writeInboxConnection,
} from "@circuito/store";
import type { Log } from "../../log/log.ts";
import type { Hold } from "./hold.ts";
import { type LeasedInbox, startLeasedInbox } from "./leased-inbox.ts";

export interface LeaseTimes {
  /** How long a dead owner's mailboxes stay without one (promise P12: 15 s). */
  readonly leaseMs: number;
  /** Three tries to renew before a lease runs out. */
  readonly turnEveryMs: number;
}
export const LEASE_TIMES: LeaseTimes = { leaseMs: 10_000, turnEveryMs: 3_000 };

export interface LeasedInboxesParts {
  readonly database: Database;
  /** Names this process in the fleet. */
  readonly holder: string;
  /** Whether this process serves this inbox, and under a lease. */
  readonly isOurs: (row: StoredInbox) => boolean;
  /** @throws when the settings cannot be read */
  readonly open: (row: StoredInbox, hold: Hold) => Connector;
  /** Takes the inbox's secrets out of a sentence. */
  readonly redact: (row: StoredInbox, text: string) => string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly times?: LeaseTimes;
}

export interface LeasedInboxes {
  /** The configuration changed: look now. */
  look(): void;
  /** Stops every connector and gives the leases back. */
  stop(): Promise<void>;
}

interface Running {
  readonly row: StoredInbox;
  readonly lease: Lease;
  readonly inbox: LeasedInbox;
  ending: Promise<void> | undefined;
}

/**
 * Runs, of all leased inboxes, those that no other process of the fleet runs. One owner each: a lease
 * is renewed by the database's clock, and by ours it ends sooner than there, so that we stop before
 * somebody else starts.
 */
export function runLeasedInboxes(parts: LeasedInboxesParts): LeasedInboxes {
  const { database, holder, log } = parts;
  const { leaseMs, turnEveryMs } = parts.times ?? LEASE_TIMES;
  const running = new Map<string, Running>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let turning: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    const askedAt = performance.now();
    const rows = (await listInboxes(database.pool)).filter(
      (row) => row.enabled && parts.isOurs(row),
    );
    const held = await takeLeases(database.pool, rows.map(leaseName), holder, leaseMs);
    if (stopped) return giveBack(held.filter(({ name }) => !running.has(name)));
    expireAfter(leaseMs * SAFETY - (performance.now() - askedAt));
    const leases = new Map(held.map((lease) => [lease.name, lease]));
    const byName = new Map(rows.map((row) => [leaseName(row), row]));
    for (const [name, one] of running) {
      const row = byName.get(name);
      const lease = leases.get(name);
      if (lease?.epoch !== one.lease.epoch) end(name, one, "lease lost");
      else if (!row || !isSame(row, one.row)) end(name, one, "configuration changed");
    }
    for (const [name, lease] of leases) {
      const row = byName.get(name);
      if (row && !running.has(name)) begin(row, lease);
    }
  }

  function begin(row: StoredInbox, lease: Lease): void {
    log.info("inbox taken", { inbox: row.id, epoch: lease.epoch });
    const inbox = startLeasedInbox({
      open: (disconnected) => parts.open(row, { lease, disconnected }),
      say: (connection) => say(row, lease, connection),
      redact: (text) => parts.redact(row, text),
      now: parts.now,
      random: parts.random,
      log: log.with({ inbox: row.id }),
    });
    running.set(lease.name, { row, lease, inbox, ending: undefined });
  }

  async function say(row: StoredInbox, lease: Lease, connection: InboxConnection): Promise<void> {
    await writeInboxConnection(database.pool, row.id, connection, lease);
  }

  function end(name: string, one: Running, because: string): Promise<void> {
    one.ending ??= (async () => {
      log.info("inbox let go", { inbox: one.row.id, because });
      await one.inbox.stop();
      await giveBack([one.lease]);
      running.delete(name);
      look();
    })();
    return one.ending;
  }

  async function giveBack(leases: readonly Lease[]): Promise<void> {
    for (const lease of leases) {
      await giveLeaseBack(database.pool, lease).catch((error: unknown) => {
        log.warn("lease runs out by itself", { name: lease.name, error });
      });
    }
  }

  function expireAfter(ms: number): void {
    clearTimeout(expiry);
    expiry = setTimeout(() => {
      for (const [name, one] of running) void end(name, one, "lease could not be renewed");
    }, ms);
  }

  function look(): void {
    if (stopped) return;
    clearTimeout(timer);
    turning = turning
      .then(() => (stopped ? undefined : turn()))
      .catch((error: unknown) => log.warn("leases not renewed", { error }))
      .then(() => {
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(look, turnEveryMs);
      });
  }

  look();
  return {
    look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turning;
      clearTimeout(expiry);
      await Promise.all([...running].map(([name, one]) => end(name, one, "shutting down")));
    },
  };
}

/** By our clock a lease ends this much earlier than by the database's: time to stop in. */
const SAFETY = 0.8;

function leaseName({ id }: StoredInbox): string {
  return `inbox:${id}`;
}

function isSame(a: StoredInbox, b: StoredInbox): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
