import {
  type ConnectorHost,
  type Log as ConnectorLog,
  type LocalMeans,
  type Received,
  redactor,
  StoreUnavailable,
  type Transcript,
} from "@circuito/connector";
import type { InboundElement, InboxId, Signer } from "@circuito/domain";
import { crashPoint, seam } from "@circuito/faults";
import {
  type Database,
  findKnown,
  LedgerUnavailable,
  type LedgerWriter,
  ledgerEntry,
  type MediaStore,
  MediaUnavailable,
  type TombstoneSeal,
} from "@circuito/store";
import type { Log } from "../log/log.ts";
import { inReceipt } from "../tracing/in-receipt.ts";
import { createConnectorMemory } from "./connector-memory.ts";
import type { Hold } from "./leased/hold.ts";
import { providerFetch } from "./provider-fetch.ts";
import { createSessionBoard } from "./session-board.ts";

/** What every connector's host is made of. */
export interface HostParts {
  readonly database: Database;
  /** By which what was erased is known; without one nothing was. */
  readonly tombstones?: TombstoneSeal;
  /** Whether an inbox may connect to this IP address. */
  readonly mayReach: (ipAddress: string) => boolean;
  /** Addresses of this gateway itself, which an inbox of the demo sends to. */
  readonly ownUrls?: readonly string[];
  readonly ledger: LedgerWriter;
  /** Says that these contact points have unrouted rows. May fail: a sweeper says it again. */
  readonly nudgeInbound: (contactKeys: readonly string[]) => Promise<void>;
  /** What this machine has for an inbox that only one process may own. */
  readonly localMeans: (inbox: InboxId) => LocalMeans;
  /** Says that notices were written. */
  readonly wakeOutbox: () => void;
  /** Told what was taken in, by whoever opens the host: it knows the channel. */
  readonly accepted?:
    | ((outcomes: readonly Received["outcome"][], tookMs: number) => void)
    | undefined;
  /** Told how many messages had not come by themselves. */
  readonly recovered?: ((messages: number) => void) | undefined;
  /** Seals what a provider renewed. Absent: nothing is renewed here. */
  readonly replaceSecret?: ConnectorHost["replaceSecret"];
  readonly transcript: Transcript;
  readonly media: MediaStore;
  readonly signer: Signer;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
}

/**
 * What the gateway does for the connector of one inbox.
 * @param hold of its lease, for the one in the fleet that receives
 */
export function createConnectorHost(
  inbox: InboxId,
  secrets: readonly string[],
  parts: HostParts,
  hold?: Hold,
): ConnectorHost {
  const log = redactingLog(parts.log.with({ component: "connector", inbox }), secrets);
  return {
    receive: (elements) =>
      inReceipt(inbox, elements, () => seam("receive", receive)(inbox, elements, parts)),
    known: (externalIds) => findKnown(parts.database.pool, inbox, externalIds, parts.tombstones),
    recovered: (messages) => parts.recovered?.(messages),
    disconnected(reason) {
      log.warn("connection lost", { error: reason });
      hold?.disconnected(reason);
    },
    replaceSecret: parts.replaceSecret ?? (async () => {}),
    memory: createConnectorMemory(inbox, parts.database, hold),
    local: parts.localMeans(inbox),
    session: createSessionBoard(inbox, { ...parts, log }, hold),
    media: {
      put: (bytes) => keep(parts.media, bytes),
      open: (sha256) => parts.media.open(sha256),
    },
    signer: parts.signer,
    mayReach: parts.mayReach,
    transcript: parts.transcript,
    fetch: providerFetch(log, parts),
    now: parts.now,
    newId: parts.newId,
    log,
  };
}

/** Accept = committed (design, invariant 1); the job afterwards only saves time (invariant 5). */
async function receive(
  inbox: InboxId,
  elements: readonly InboundElement[],
  { ledger, nudgeInbound, accepted, log }: HostParts,
): Promise<readonly Received[]> {
  const entries = elements.map((element) => ledgerEntry(inbox, element));
  const began = performance.now();
  const outcomes = await append(ledger, entries);
  accepted?.(outcomes, performance.now() - began);
  const unrouted = entries.filter(
    (entry, index) => entry.state === "accepted" && outcomes[index] !== "duplicate",
  );
  const keys = [
    ...new Set(unrouted.flatMap(({ contactKey, otherKeys }) => [contactKey, ...otherKeys])),
  ];
  if (keys.length > 0) {
    crashPoint("I5");
    nudgeInbound(keys)
      .then(() => crashPoint("I6"))
      .catch((error: unknown) => {
        log.warn("inbound job not added, the sweeper will", { error, inbox });
      });
  }
  return entries.map(({ externalId }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error("the ledger gave no outcome for an element");
    return { externalId, outcome };
  });
}

async function append(ledger: LedgerWriter, entries: Parameters<LedgerWriter["append"]>[0]) {
  try {
    return await ledger.append(entries);
  } catch (error) {
    if (error instanceof LedgerUnavailable) {
      throw new StoreUnavailable("nothing could be stored", { cause: error });
    }
    throw error;
  }
}

async function keep(media: MediaStore, bytes: Parameters<MediaStore["put"]>[0]) {
  try {
    return await media.put(bytes);
  } catch (error) {
    if (error instanceof MediaUnavailable) {
      throw new StoreUnavailable("nothing could be stored", { cause: error });
    }
    throw error;
  }
}

/** The inbox's own secrets appear in no line that its connector causes. */
function redactingLog(log: Log, secrets: readonly string[]): ConnectorLog {
  const redact = redactor(secrets);
  const line =
    (level: "info" | "warn" | "error") =>
    (fact: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      log[level](redact.text(fact), redact.fields(fields));
  return { info: line("info"), warn: line("warn"), error: line("error") };
}
