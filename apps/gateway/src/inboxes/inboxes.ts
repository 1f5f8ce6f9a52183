import type { Capabilities, Connector } from "@circuito/connector";
import type { Channel, InboxId } from "@circuito/domain";
import { type Database, listInboxes, type StoredInbox } from "@circuito/store";
import { capabilitiesOf } from "./connectors.ts";
import { type OpenParts, openConnector } from "./open-connector.ts";

/** An enabled inbox of a channel this process serves. */
export interface Inbox {
  readonly id: InboxId;
  readonly name: string;
  readonly channel: Channel;
  readonly capabilities: Capabilities;
  /** Settings without the secret ones. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** @throws when its settings or secrets cannot be read; the log says why */
  readonly connector: () => Connector;
}

export interface Inboxes {
  /** @throws when the inbox is not known yet and the store cannot be asked */
  find(id: string): Promise<Inbox | undefined>;
  /** Those whose connector lives in one process of the fleet, which alone sends for them. */
  owned(): Promise<ReadonlySet<InboxId>>;
  /** Reads the inboxes anew; those that changed are closed, and opened again when next used. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** An id nobody knows is looked up again this often at most: guessing must not cost queries. */
const LOOK_AGAIN_AFTER_MS = 1_000;
/** A change that no wake-up told of is seen after this long. */
const MAX_AGE_MS = 5_000;

interface Held {
  readonly row: StoredInbox;
  connector: Connector | undefined;
}

/** The inboxes of this process and their connectors, opened when first used. */
export function createInboxes(
  database: Database,
  channels: readonly Channel[],
  parts: OpenParts,
): Inboxes {
  const log = parts.log.with({ component: "inboxes" });
  let held: ReadonlyMap<string, Held> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  /** Calls that come while one reads share the next read: it starts after they came. */
  let next: Promise<void> | undefined;
  function reload(): Promise<void> {
    if (!reading) return start();
    next ??= reading.catch(() => undefined).then(start);
    return next;
  }
  function start(): Promise<void> {
    next = undefined;
    reading = read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function read(): Promise<void> {
    const rows = await listInboxes(database.pool);
    readAt = parts.now();
    const before = held ?? new Map<string, Held>();
    held = new Map(
      rows.map((row) => {
        const known = before.get(row.id);
        return [row.id, known && isSame(known.row, row) ? known : { row, connector: undefined }];
      }),
    );
    const kept = new Set(held.values());
    await stopAll([...before.values()].filter((one) => !kept.has(one)));
  }

  /** What is held is good enough for this caller; the next one gets what is new. */
  function refreshBehind(): void {
    reload().catch((error: unknown) => log.warn("inboxes could not be read anew", { error }));
  }

  async function stopAll(closing: readonly Held[]): Promise<void> {
    for (const { row, connector } of closing) {
      await connector?.stop().catch((error: unknown) => {
        log.error("connector did not stop", { inbox: row.id, error });
      });
    }
  }

  function open(one: Held): Connector {
    try {
      one.connector ??= openConnector(one.row, parts);
      return one.connector;
    } catch (error) {
      log.error("inbox cannot be opened", { inbox: one.row.id, error });
      throw error;
    }
  }

  return {
    async find(id) {
      const ageMs = parts.now() - readAt;
      if (!held?.has(id) && ageMs > LOOK_AGAIN_AFTER_MS) await reload();
      else if (ageMs > MAX_AGE_MS) refreshBehind();
      const one = held?.get(id);
      if (!one?.row.enabled || !channels.some((channel) => channel === one.row.channel)) {
        return undefined;
      }
      const capabilities = capabilitiesOf(one.row);
      if (!capabilities) return undefined;
      const { name, channel, settings } = one.row;
      return { id: one.row.id, name, channel, settings, capabilities, connector: () => open(one) };
    },
    async owned() {
      if (!held) await reload();
      else if (parts.now() - readAt > MAX_AGE_MS) refreshBehind();
      const rows = [...(held?.values() ?? [])].map(({ row }) => row);
      return new Set(
        rows.filter((row) => capabilitiesOf(row)?.runs === "owned").map(({ id }) => id),
      );
    },
    reload,
    async stop() {
      const closing = [...(held?.values() ?? [])];
      held = new Map();
      await stopAll(closing);
    },
  };
}

function isSame(a: StoredInbox, b: StoredInbox): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
