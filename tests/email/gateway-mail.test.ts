import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { runLeasedInboxes } from "../../apps/gateway/src/inboxes/leased/run-leased-inboxes.ts";
import { createListeningInboxes } from "../../apps/gateway/src/inboxes/listening/listening-inboxes.ts";
import { type OpenParts, openConnector } from "../../apps/gateway/src/inboxes/open-connector.ts";
import { createLog } from "../../apps/gateway/src/log/log.ts";
import { createSealer } from "../../apps/gateway/src/secrets/seal.ts";
import { testSigner } from "../../apps/gateway/src/testing/memory-media.ts";
import { noTranscript } from "../../apps/gateway/src/testing/no-transcript.ts";
import { type MailListener, startMailListener } from "../../packages/connectors/src/email/index.ts";
import { asId, type InboxId, type MessageElement } from "../../packages/domain/src/index.ts";
import {
  createLedgerWriter,
  type Database,
  listInboxConnections,
  openDatabase,
  openDiskMedia,
  saveInbox,
} from "../../packages/store/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/store/src/testing/index.ts";
import { type Dovecot, startDovecot } from "../setup/start-dovecot.ts";
import { deliver } from "./deliver.ts";
import { until } from "./until.ts";
import { writeMail } from "./write-mail.ts";

const PASSWORD = "pw of the mailbox";
const WAIT_MAX_MS = 60_000;
/** Several of them, and a Dovecot of its own. */
const TEST_TIMEOUT_MS = 180_000;
const sealer = createSealer(randomBytes(32));
const logged: string[] = [];

let folder: string;
let testDatabase: TestDatabase;
let database: Database;
let parts: OpenParts;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "circuito-media-"));
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 6, applicationName: "mail" });
  parts = {
    database,
    mayReach: () => true,
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => {},
    transcript: noTranscript,
    media: await openDiskMedia(folder),
    signer: testSigner,
    sealer,
    publicUrl: "https://gateway.example.com",
    now: Date.now,
    newId: randomUUID,
    log: createLog({
      level: "info",
      secrets: [],
      readable: false,
      write: (line) => void logged.push(line),
    }),
  };
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  expect(logged.join("")).not.toContain(PASSWORD);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

async function addInbox(settings: Record<string, unknown>, secrets: object = {}): Promise<InboxId> {
  const id = asId<InboxId>(randomUUID());
  await database.transaction(({ client }) =>
    saveInbox(client, {
      id,
      name: "Help",
      channel: "email",
      settings,
      secretsSealed: sealer.seal(JSON.stringify(secrets), id),
      enabled: true,
    }),
  );
  return id;
}

interface Row {
  readonly element: MessageElement;
  readonly state: string;
  readonly collision: number;
  readonly external_id: string;
}
async function rowsOf(inbox: InboxId): Promise<readonly Row[]> {
  const query =
    "select element, state, collision, external_id from ledger where inbox_id = $1 order by id";
  return (await database.pool.query<Row>(query, [inbox])).rows;
}

const PICTURE = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1").toString("base64");
const LETTER = [
  "From: Ana Souza <ana@example.com>",
  "To: help@example.org",
  "Subject: Foto do pedido",
  "Message-ID: <letter@mail.example.com>",
  "Authentication-Results: mx.example.org; dmarc=pass header.from=example.com",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="B"',
  "",
  "--B",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p>Segue a <b>foto</b><script>alert(1)</script><img src="https://pixel.example.net/x.png"></p>',
  "--B",
  'Content-Type: application/octet-stream; name="foto.png"',
  "Content-Disposition: attachment",
  "Content-Transfer-Encoding: base64",
  "",
  PICTURE,
  "--B--",
  "",
].join("\r\n");

async function withMailbox(run: (dovecot: Dovecot, inbox: InboxId) => Promise<void>) {
  const dovecot = await startDovecot({ help: PASSWORD });
  if (!dovecot) return;
  closing.push(async () => dovecot[Symbol.asyncDispose]());
  const inbox = await addInbox(
    {
      address: "help@example.org",
      authservId: "mx.example.org",
      imapHost: "localhost",
      imapPort: dovecot.imapPort,
      imapSecurity: "starttls",
      imapCertificate: dovecot.certificate,
      imapUser: "help",
      firstMails: { from: "everything" },
    },
    { imapPassword: PASSWORD },
  );
  const leased = runLeasedInboxes({
    database,
    holder: "test",
    isOurs: (row) => row.id === inbox,
    open: (row, hold) => openConnector(row, parts, hold),
    redact: (_, text) => text,
    now: Date.now,
    random: Math.random,
    log: parts.log as ReturnType<typeof createLog>,
  });
  closing.push(() => leased.stop());
  await until(async () => {
    return (await listInboxConnections(database.pool)).get(inbox)?.status === "connected";
  }, WAIT_MAX_MS);
  await run(dovecot, inbox);
}

test(
  "a mail in a mailbox is a row within two seconds, its files and its HTML beside it",
  () =>
    withMailbox(async (dovecot, inbox) => {
      const took: number[] = [];
      for (const number of [1, 2, 3]) {
        await deliver(dovecot.lmtpPort, "help", [writeMail(number)]);
        took.push(await until(async () => (await rowsOf(inbox)).length === number, WAIT_MAX_MS));
      }
      // Two of three may have met a busy processor: what is slow by itself is slow each time.
      expect(Math.min(...took)).toBeLessThan(2_000);
      await deliver(dovecot.lmtpPort, "help", [LETTER]);
      await until(async () => (await rowsOf(inbox)).length === 4, WAIT_MAX_MS);
      const row = (await rowsOf(inbox)).at(-1);
      expect(row).toMatchObject({
        state: "accepted",
        element: {
          from: "mailto:ana@example.com",
          text: "Segue a foto",
          mail: { isAuthenticated: true, classification: { class: "human" } },
          media: [{ fileName: "foto.png", mimeType: "image/png", disposition: "attachment" }],
        },
      });
      const [file] = row?.element.media ?? [];
      const html = row?.element.mail?.html;
      if (!file || !("stored" in file) || !html) throw new Error("no file, or no HTML");
      const bytes = await textOf(
        (await parts.media.open(file.stored.sha256)).setEncoding("base64"),
      );
      expect(bytes).toBe(PICTURE);
      expect(html.remoteImages).toEqual(["https://pixel.example.net/x.png"]);
    }),
  TEST_TIMEOUT_MS,
);

test(
  "the same mail by another way is a duplicate; other words under its id are kept beside it",
  () =>
    withMailbox(async (dovecot, inbox) => {
      const again = `X-Forwarded-By: lista@example.net\r\n${writeMail(1)}`;
      await deliver(dovecot.lmtpPort, "help", [writeMail(1), again, writeMail(1, "outra coisa")]);
      await until(async () => (await rowsOf(inbox)).length >= 2, WAIT_MAX_MS);
      await deliver(dovecot.lmtpPort, "help", [writeMail(2)]);
      await until(async () => (await rowsOf(inbox)).length >= 3, WAIT_MAX_MS);
      const rows = await rowsOf(inbox);
      expect(rows.map(({ external_id, collision }) => [external_id, collision])).toEqual([
        ["mid:1@mail.example.com", 0],
        ["mid:1@mail.example.com", 1],
        ["mid:2@mail.example.com", 0],
      ]);
    }),
  TEST_TIMEOUT_MS,
);

test(
  "a mail of many megabytes is in the media store, and its row names it",
  () =>
    withMailbox(async (dovecot, inbox) => {
      const large = writeMail(1, `${"x".repeat(76)}\r\n`.repeat(60_000));
      await deliver(dovecot.lmtpPort, "help", [large]);
      await until(async () => (await rowsOf(inbox)).length === 1, WAIT_MAX_MS);
      const { rows } = await database.pool.query<{ bytes: Buffer | null; sha256: string | null }>(
        `select p.* from ledger_payloads p join ledger l on l.id = p.ledger_id where l.inbox_id = $1`,
        [inbox],
      );
      const named = Object.values(rows[0] ?? {}).find(
        (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
      );
      if (typeof named !== "string") throw new Error("no payload in the media store");
      // The mailbox's server adds a Return-Path and a Received of its own.
      const kept = await textOf(await parts.media.open(named));
      expect(kept.trimEnd().endsWith(large.trimEnd())).toBe(true);
    }),
  TEST_TIMEOUT_MS,
);

async function listen(): Promise<MailListener> {
  const inboxes = createListeningInboxes(parts);
  closing.push(() => inboxes.stop());
  const listener = await startMailListener({
    port: 0,
    bindAddress: "127.0.0.1",
    protocol: "lmtp",
    inboxOf: (address) => inboxes.find(address),
    log: parts.log,
  });
  closing.push(() => listener.stop());
  return listener;
}

test("mail that a server hands over is a row before it is told so: by address, alias and detail", async () => {
  const address = `${randomUUID()}@example.org`;
  const alias = `${randomUUID()}@example.org`;
  const inbox = await addInbox({ address, aliases: [alias], in: "listener" });
  const { port } = await listen();
  const detailed = address.replace("@", "+c.x.y@");
  let number = 0;
  for (const recipient of [address, alias, detailed, address.toUpperCase()]) {
    number += 1;
    await deliver(port, recipient, [writeMail(number)]);
    expect(await rowsOf(inbox)).toHaveLength(number);
  }
  await expect(deliver(port, "nobody@example.org", [writeMail(9)])).rejects.toThrow("550");
});

test("an inbox that fetches, or is switched off, is handed nothing", async () => {
  const address = `${randomUUID()}@example.org`;
  await addInbox({ address, in: "none" });
  const { port } = await listen();
  await expect(deliver(port, address, [writeMail(1)])).rejects.toThrow("550");
});

test("what cannot be stored is refused for now, and nothing of it is kept", async () => {
  const address = `${randomUUID()}@example.org`;
  const inbox = await addInbox({ address, in: "listener" });
  const { port } = await listen();
  await database.pool.query("alter table ledger rename to ledger_away");
  try {
    await expect(deliver(port, address, [writeMail(1)])).rejects.toThrow("451");
  } finally {
    await database.pool.query("alter table ledger_away rename to ledger");
  }
  expect(await rowsOf(inbox)).toEqual([]);
  await deliver(port, address, [writeMail(1)]);
  expect(await rowsOf(inbox)).toHaveLength(1);
});
