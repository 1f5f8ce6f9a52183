import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createConnectorHost } from "../../apps/gateway/src/inboxes/connector-host.ts";
import { createLog } from "../../apps/gateway/src/log/log.ts";
import { testSigner } from "../../apps/gateway/src/testing/memory-media.ts";
import { noTranscript } from "../../apps/gateway/src/testing/no-transcript.ts";
import type { ConnectorHost } from "../../packages/connector/src/index.ts";
import {
  asId,
  type InboxId,
  linkify,
  type MessageElement,
} from "../../packages/domain/src/index.ts";
import { routeContactPoints } from "../../packages/router/src/route-contact-points.ts";
import {
  createLedgerWriter,
  type Database,
  loadRoutingConfiguration,
  type MediaStore,
  openDatabase,
  openDiskMedia,
  readBalance,
  schema,
} from "../../packages/store/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/store/src/testing/index.ts";
import { BAD_MAILS, type BadMail, TESTED_ELSEWHERE } from "./bad-inputs-table.ts";
import { endReading, readReally, showReally } from "./real-reading.ts";

/**
 * How long the loop of the process that fetches, stores and routes may be held up by one mail. Everybody
 * else's mail, sockets and leases wait that long.
 */
const LAG_MAX_MS = 200;
/**
 * A machine with other work holds a loop up, too, but not each time in the same place: what a mail does
 * to the loop, it does at every try.
 */
const TRIES_MAX = 5;
const ROW_TIMEOUT_MS = 120_000;
const LIST = Array.from({ length: 30 }, (_, at) => `B-${String(at + 1).padStart(2, "0")}`);

let folder: string;
let testDatabase: TestDatabase;
let database: Database;
let media: MediaStore;
let keys = new Set<string>();
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "circuito-media-"));
  media = await openDiskMedia(folder);
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "bad" });
  await database.drizzle.insert(schema.queues).values({
    id: asId(randomUUID()),
    name: "Solucionadores",
    level: 1,
    role: "solver",
    position: 1,
  });
});
afterAll(async () => {
  await endReading();
  await database.close();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

/** An inbox of its own for each case, as the gateway would receive for it. */
async function openInbox(): Promise<{ readonly id: InboxId; readonly host: ConnectorHost }> {
  const id = asId<InboxId>(randomUUID());
  await database.drizzle.insert(schema.inboxes).values({
    id,
    name: "Help",
    channel: "email",
    settings: { address: "support@example.org" },
  });
  const host = createConnectorHost(id, [], {
    database,
    mayReach: () => false,
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async (touched) => {
      keys = new Set([...keys, ...touched]);
    },
    transcript: noTranscript,
    media,
    signer: testSigner,
    now: Date.now,
    newId: randomUUID,
    log: createLog({ level: "error", secrets: [], readable: false, write: () => {} }),
  });
  return { id, host };
}

interface Row {
  readonly element: MessageElement;
  readonly state: string;
  readonly collision: number;
  readonly reason: string | null;
  readonly conversation: string | null;
}

/** The mails of a case, from their bytes to the rows, routed. */
async function takeIn({ mails }: BadMail, inbox?: Awaited<ReturnType<typeof openInbox>>) {
  const { id, host } = inbox ?? (await openInbox());
  const read = readReally(id, host);
  number += 1;
  // A writer of its own: what many bad mails of one writer are is another question.
  const sources = mails().map((mail) => withWriter(mail, `ana${number}@example.com`));
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  for (const [at, bytes] of sources.entries()) {
    const arrival = {
      kind: "mailbox" as const,
      mailbox: "INBOX",
      role: "inbox" as const,
      uidValidity: "1",
      uid: at + 1,
      arrivedAt: Date.now(),
      threadId: undefined,
    };
    await host.receive(await read({ source: { bytes }, sizeBytes: bytes.length, arrival }));
  }
  await routeContactPoints(database, [...keys], 100, await loadRoutingConfiguration(database), {
    newId: randomUUID,
    now: Date.now,
  });
  lag.disable();
  keys = new Set();
  const { rows } = await database.pool.query<Row>(
    `select l.element, l.state, l.collision, l.reason, m.conversation_id as conversation
      from ledger l left join messages m on m.id = l.message_id where l.inbox_id = $1 order by l.id`,
    [id],
  );
  return { rows, lagMs: lag.max / 1e6, lastBytes: sources.at(-1) };
}

function withWriter(mail: Uint8Array, address: string): Uint8Array {
  const head = Buffer.from(mail.subarray(0, 100)).toString("latin1");
  if (!head.includes("Ana Lima <ana@example.com>")) return mail;
  const changed = head.replace("<ana@example.com>", `<${address}>`);
  return Buffer.concat([Buffer.from(changed, "latin1"), mail.subarray(100)]);
}

/** What somebody sees who opens it, of both pages. */
async function pagesOf(bytes: Uint8Array): Promise<string> {
  const read = await showReally({ bytes });
  const { full, visible } = (read.ok && read.pages) || {};
  return `${full?.html}\n${visible?.html}`;
}

test("every row of the list is in the table, or names where it is tested", () => {
  const tested = new Set([
    ...BAD_MAILS.map(({ id }) => id),
    ...TESTED_ELSEWHERE.map(([id]) => id),
    "B-03",
  ]);
  expect([...tested].sort()).toEqual(LIST);
});

test.each(TESTED_ELSEWHERE)("%s is tested in %s: %s", (_, file, name) => {
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toContain(name);
});

test.each(BAD_MAILS.map((mail) => [mail.id, mail.what, mail] as const))(
  "%s: %s",
  async (_, __, bad) => {
    let { rows, lagMs, lastBytes } = await takeIn(bad);
    expect(rows.map(({ state }) => state)).toEqual(bad.states);
    if (bad.collisions) expect(rows.map(({ collision }) => collision)).toEqual(bad.collisions);
    const last = rows.at(-1);
    if (!last) throw new Error("no row");
    if (bad.error) expect(`${last.reason} ${JSON.stringify(last.element)}`).toMatch(bad.error);
    if (last.state === "routed") expect(last.conversation).not.toBeNull();
    expectElement(last.element, bad);
    if (bad.neverInHtml && lastBytes) {
      expect(await pagesOf(lastBytes)).not.toMatch(bad.neverInHtml);
    }
    for (let tries = 1; lagMs >= LAG_MAX_MS && tries < TRIES_MAX; tries += 1) {
      lagMs = Math.min(lagMs, (await takeIn(bad)).lagMs);
    }
    expect(lagMs).toBeLessThan(LAG_MAX_MS);
  },
  ROW_TIMEOUT_MS,
);

function expectElement(element: MessageElement, bad: BadMail): void {
  if (bad.remarks) expect(element.mail?.remarks).toEqual(expect.arrayContaining([...bad.remarks]));
  if (bad.class) expect(element.mail?.classification.class).toBe(bad.class);
  if (typeof bad.text === "string") expect(element.text).toBe(bad.text);
  else if (bad.text) expect(element.text).toMatch(bad.text);
  if (bad.from) expect(element.from).toMatch(bad.from);
  if (bad.forged !== undefined) expect(element.mail?.forged).toHaveLength(bad.forged);
  for (const [at, { fileName, warning }] of (bad.files ?? []).entries()) {
    const file = element.media[at];
    if (!file || !("stored" in file)) throw new Error(`no file ${at}`);
    expect(file.fileName).toMatch(fileName instanceof RegExp ? fileName : literally(fileName));
    if (warning !== undefined) expect(file.warning).toBe(warning);
    // Under its digest, which names nothing.
    expect(file.stored.sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  // Whatever it was: one line, without controls, of a length that a list can show (B-27).
  expect(element.mail?.subject ?? "").toMatch(/^[^\p{Cc}]{0,2000}$/u);
  // And its links lead to the web or to an address, whatever stands in them (B-17).
  const links = linkify((element.text ?? "").slice(0, 10_000)).flatMap(({ href }) => href ?? []);
  for (const href of links) expect(href).toMatch(/^(https?:\/\/|mailto:)[^\s"'<>]+$/);
}

const literally = (name: string): RegExp =>
  new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

test("B-03: one mail in two of our mailboxes is a conversation in each", async () => {
  const mail: BadMail = {
    id: "B-03",
    what: "",
    mails: () => [
      Buffer.from(
        "From: Bia <bia@example.com>\r\nTo: help@example.org\r\nCc: sales@example.org\r\nMessage-ID: <both@example.com>\r\nSubject: oi\r\n\r\noi\r\n",
      ),
    ],
    states: ["routed"],
  };
  const [one, two] = [await takeIn(mail), await takeIn(mail)];
  expect([...one.rows, ...two.rows].map(({ state }) => state)).toEqual(["routed", "routed"]);
  expect(one.rows[0]?.conversation).not.toBe(two.rows[0]?.conversation);
});

test("the process lives, and the ledger balances", async () => {
  const { rows } = await takeIn({
    id: "",
    what: "an ordinary mail",
    mails: () => [Buffer.from("From: Cid <cid@example.com>\r\nSubject: oi\r\n\r\nbom dia\r\n")],
    states: ["routed"],
  });
  expect(rows.map(({ state }) => state)).toEqual(["routed"]);
  const balance = await readBalance(database.pool);
  expect(balance.map(({ difference, inFlight }) => difference + inFlight)).toEqual([0]);
});
