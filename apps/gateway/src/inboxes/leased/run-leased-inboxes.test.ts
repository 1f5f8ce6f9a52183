import { randomUUID } from "node:crypto";
import { ConnectError, type Connector } from "@circuito/connector";
import { asId, type InboxId } from "@circuito/domain";
import {
  type Database,
  type InboxConnection,
  listInboxConnections,
  openDatabase,
  saveInbox,
} from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { createLog } from "../../log/log.ts";
import { startTcpProxy, type TcpProxy } from "../../testing/tcp-proxy.ts";
import { createConnectorMemory } from "../connector-memory.ts";
import type { Hold } from "./hold.ts";
import { type LeasedInboxes, runLeasedInboxes } from "./run-leased-inboxes.ts";

/** Quick, and still many round trips of the database long. */
const TIMES = { leaseMs: 1_500, turnEveryMs: 100 };
const WAIT_MAX_MS = 15_000;

let testDatabase: TestDatabase;
let database: Database;
let proxy: TcpProxy;
let far: Database;
let fleet: LeasedInboxes[] = [];
const logged: string[] = [];
const log = createLog({
  level: "debug",
  secrets: [],
  readable: false,
  write: (line) => void logged.push(line),
});

/** A mailbox elsewhere: it notices when two connectors are at it at once. */
class Mailbox {
  readonly visitors = new Set<string>();
  readonly history: string[] = [];
  mostAtOnce = 0;
  refusal: Error | undefined;
  holds: Hold[] = [];

  connector(process: string, hold: Hold): Connector {
    this.holds.push(hold);
    return {
      start: async () => {
        this.history.push(`${process} starts`);
        if (this.refusal) throw this.refusal;
        this.visitors.add(process);
        this.mostAtOnce = Math.max(this.mostAtOnce, this.visitors.size);
      },
      send: async () => ({ externalId: "" }),
      stop: async () => {
        this.visitors.delete(process);
        this.history.push(`${process} stops`);
      },
    };
  }
}

const mailboxes = new Map<string, Mailbox>();
const mailboxOf = (id: string): Mailbox => {
  const mailbox = mailboxes.get(id) ?? new Mailbox();
  mailboxes.set(id, mailbox);
  return mailbox;
};

function startProcess(name: string, db = database): LeasedInboxes {
  const leased = runLeasedInboxes({
    database: db,
    holder: name,
    isOurs: () => true,
    open: (row, hold) => mailboxOf(row.id).connector(name, hold),
    redact: (_, text) => text.replaceAll("hunter2", "***"),
    now: Date.now,
    random: () => 1,
    log,
    times: TIMES,
  });
  fleet.push(leased);
  return leased;
}

async function addInbox(change: { id?: InboxId; name?: string; enabled?: boolean } = {}) {
  const id = change.id ?? asId<InboxId>(randomUUID());
  await database.transaction(({ client }) =>
    saveInbox(client, {
      id,
      name: change.name ?? "Support",
      channel: "email",
      settings: {},
      secretsSealed: null,
      enabled: change.enabled ?? true,
    }),
  );
  return id;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + WAIT_MAX_MS;
  while (!(await holds())) {
    if (Date.now() > endsAt) throw new Error(`never true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function connectionOf(id: string): Promise<InboxConnection | undefined> {
  return (await listInboxConnections(database.pool)).get(id);
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  database = openDatabase({ url: url.href, connectionsMax: 6, applicationName: "test" });
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  far = openDatabase({
    url: url.href,
    connectionsMax: 4,
    applicationName: "far",
    onIdleError: () => {},
  });
});
afterEach(async () => {
  proxy.restore();
  await Promise.all(fleet.map((leased) => leased.stop()));
  fleet = [];
  mailboxes.clear();
  await database.pool.query("delete from inbox_memory");
  await database.pool.query("delete from inboxes");
});
afterAll(async () => {
  await far.close();
  await database.close();
  await proxy[Symbol.asyncDispose]();
  await testDatabase.drop();
});

test("of two processes one connects; when it stops, the other takes over at once", async () => {
  const id = await addInbox();
  const first = startProcess("first");
  await until(() => mailboxOf(id).visitors.has("first"));
  startProcess("second");
  await until(async () => (await connectionOf(id))?.status === "connected");
  await first.stop();
  await until(() => mailboxOf(id).visitors.has("second"));
  expect(mailboxOf(id).mostAtOnce).toBe(1);
  expect(mailboxOf(id).history).toEqual(["first starts", "first stops", "second starts"]);
});

test("a process cut off from the database stops before another may start (F70)", async () => {
  const id = await addInbox();
  startProcess("cut off", far);
  await until(() => mailboxOf(id).visitors.has("cut off"));
  startProcess("other");
  proxy.cut();
  await until(() => mailboxOf(id).visitors.has("other"));
  expect(mailboxOf(id).mostAtOnce).toBe(1);
});

test("whoever lost the lease remembers nothing any more", async () => {
  const id = await addInbox();
  const first = startProcess("first");
  await until(() => mailboxOf(id).visitors.has("first"));
  const [hold] = mailboxOf(id).holds;
  const memory = createConnectorMemory(id, database, hold);
  await memory.set({ lastUid: 7 });
  await first.stop();
  await expect(memory.set({ lastUid: 9 })).rejects.toThrow("the lease of the inbox is lost");
  expect(await memory.get()).toEqual({ lastUid: 7 });
});

test("a changed inbox is opened anew, a disabled one is let go", async () => {
  const id = await addInbox();
  const leased = startProcess("one");
  await until(() => mailboxOf(id).visitors.size === 1);
  await addInbox({ id, name: "Renamed" });
  leased.look();
  await until(() => mailboxOf(id).history.filter((line) => line === "one starts").length === 2);
  await addInbox({ id, name: "Renamed", enabled: false });
  leased.look();
  await until(() => mailboxOf(id).visitors.size === 0);
  expect(mailboxOf(id).mostAtOnce).toBe(1);
});

test("a lost connection is made again after a pause", async () => {
  const id = await addInbox();
  startProcess("one");
  await until(() => mailboxOf(id).visitors.size === 1);
  mailboxOf(id).holds[0]?.disconnected(new Error("server said BYE"));
  await until(async () => (await connectionOf(id))?.status === "trouble");
  expect(await connectionOf(id)).toMatchObject({ kind: "transient", reason: "server said BYE" });
  await until(async () => (await connectionOf(id))?.status === "connected");
  expect(mailboxOf(id).history).toEqual(["one starts", "one starts"]);
});

test("refused credentials wait for minutes, say why without the secret, and hold up no other", async () => {
  const refused = await addInbox();
  mailboxOf(refused).refusal = new ConnectError("credentials", "login as hunter2 refused");
  const fine = await addInbox();
  startProcess("one");
  await until(async () => (await connectionOf(refused))?.status === "trouble");
  const trouble = await connectionOf(refused);
  expect(trouble).toMatchObject({ kind: "credentials", reason: "login as *** refused" });
  expect((trouble?.retryAt ?? 0) - (trouble?.since ?? 0)).toBeGreaterThanOrEqual(5 * 60_000);
  await until(() => mailboxOf(fine).visitors.size === 1);
  expect(mailboxOf(refused).history).toEqual(["one starts"]);
  expect(logged.join("")).not.toContain("hunter2");
});
