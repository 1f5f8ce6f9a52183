import { type Bus, createBus, migrateJobs } from "@circuito/bus";
import {
  type Address,
  asId,
  type InboundElement,
  type InboxId,
  type MessageElement,
  type QueueId,
} from "@circuito/domain";
import {
  createLedgerWriter,
  type Database,
  type LedgerEntry,
  ledgerEntry,
  openDatabase,
  schema,
} from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";

/** A database of its own, a bus, one inbox, one solver queue: what router tests start from. */
export interface RouterWorld extends AsyncDisposable {
  readonly database: Database;
  readonly bus: Bus;
  readonly inboxId: InboxId;
  readonly queueId: QueueId;
  readonly newId: () => string;
  readonly now: () => number;
  /** Accepts elements as the door does: committed, then nudged. */
  receive(...elements: readonly InboundElement[]): Promise<readonly string[]>;
  /** Waits until no accepted row is left. */
  routed(): Promise<void>;
}

export const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

/** For messages without files. */
export const noFiles = {
  open: () => Promise.reject(new Error("there are no files here")),
  urlOf: () => "https://circuito.example/none",
};

/** Long enough for a slow machine, short enough to fail a test. */
const PATIENCE_MS = 20_000;

export async function createRouterWorld(
  options: { readonly redisUrl?: string; readonly channel?: string } = {},
): Promise<RouterWorld> {
  const testDatabase = await createTestDatabase({
    also: [{ name: "jobs", version: "1", migrate: migrateJobs }],
  });
  const database = openDatabase({
    url: testDatabase.url,
    connectionsMax: 8,
    applicationName: "router test",
  });
  const bus = await createBus({
    databaseUrl: testDatabase.url,
    redisUrl: options.redisUrl,
    namespace: `test-${uuidv7()}`,
    log: silentLog,
  });
  const inboxId = asId<InboxId>(uuidv7());
  const queueId = asId<QueueId>(uuidv7());
  await database.drizzle
    .insert(schema.inboxes)
    .values({ id: inboxId, name: "inbox", channel: options.channel ?? "sms", settings: {} });
  await database.drizzle
    .insert(schema.queues)
    .values({ id: queueId, name: "Solucionadores", level: 1, role: "solver", position: 1 });
  const writer = createLedgerWriter(database);

  return {
    database,
    bus,
    inboxId,
    queueId,
    newId: uuidv7,
    now: Date.now,
    async receive(...elements) {
      const entries: LedgerEntry[] = elements.map((element) => ledgerEntry(inboxId, element));
      const outcomes = await writer.append(entries);
      await bus.jobs.nudge(
        "inbound",
        entries
          .filter((_, i) => outcomes[i] !== "duplicate")
          .flatMap((e) => [e.contactKey, ...e.otherKeys]),
      );
      return outcomes;
    },
    async routed() {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const { rows } = await database.pool.query(
          "select count(*)::int as left from ledger where state = 'accepted'",
        );
        if (rows[0].left === 0) return;
        if (Date.now() > deadline) throw new Error(`${rows[0].left} rows still not routed`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async [Symbol.asyncDispose]() {
      await bus.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}

export function sms(
  externalId: string,
  text: string,
  more: Partial<MessageElement> = {},
): MessageElement {
  return {
    kind: "message",
    externalId,
    idMadeBy: "sender",
    from: "tel:+5511900000001" satisfies Address,
    text,
    media: [],
    raw: Buffer.from(JSON.stringify({ externalId, text })),
    ...more,
  };
}
