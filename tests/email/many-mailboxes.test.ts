import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../packages/store/src/index.ts";
import { createTestDatabase } from "../../packages/store/src/testing/index.ts";
import { startDovecot } from "../setup/start-dovecot.ts";
import { until } from "./until.ts";
import { writeMail } from "./write-mail.ts";

/** Two hundred in one process are promised; the suite keeps a few, and counts what each more costs. */
const FEW = 5;
const MORE = 20;
/** 200 within 1 GiB, of which the process itself and its two parsing threads are some 300 MiB. */
const BYTES_EACH_MAX = ((1_024 - 300) / 200) * 2 ** 20;
const MAILS_EACH = 10;
const PASSWORD = "pw of tests";
const WAIT_MAX_MS = 60_000;

let mediaFolder: string;
beforeAll(async () => {
  mediaFolder = await mkdtemp(join(tmpdir(), "circuito-media-"));
});
afterAll(() => rm(mediaFolder, { recursive: true, force: true }));

test("a mailbox more costs little memory: two hundred stay within a gigabyte", async () => {
  const users = Array.from({ length: FEW + MORE }, (_, at) => `box${at}`);
  await using dovecot = await startDovecot(
    Object.fromEntries(users.map((user) => [user, PASSWORD])),
  );
  if (!dovecot) return;
  for (const user of users) {
    dovecot.fill(
      user,
      Array.from({ length: MAILS_EACH }, (_, at) => writeMail(at)),
    );
  }
  const settingsOf = (user: string) => ({
    address: `${user}@example.org`,
    imapHost: "localhost",
    imapPort: dovecot.imapPort,
    imapSecurity: "starttls",
    imapCertificate: dovecot.certificate,
    imapUser: user,
    imapPassword: PASSWORD,
    firstMails: { from: "everything" },
  });
  const few = await mostMemory(users.slice(0, FEW).map(settingsOf));
  const many = await mostMemory(users.map(settingsOf));
  expect((many - few) / MORE).toBeLessThan(BYTES_EACH_MAX);
}, 180_000);

/** What a process takes at most that takes these mailboxes in, and stays connected to them. */
async function mostMemory(mailboxes: readonly object[]): Promise<number> {
  await using testDatabase = await createTestDatabase();
  const database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "t" });
  const inboxes = mailboxes.map((settings) => ({ id: randomUUID(), settings }));
  await database.pool.query(
    `insert into inboxes (id, name, channel, settings)
      select id, 'Help', 'email', '{}' from unnest($1::uuid[]) as i(id)`,
    [inboxes.map(({ id }) => id)],
  );
  const program = join(import.meta.dirname, "many-mailboxes-process.ts");
  const node = ["--conditions=@circuito/source", "--import", "tsx", program];
  const child = spawn(
    process.execPath,
    [...node, testDatabase.url, mediaFolder, JSON.stringify(inboxes)],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let most = 0;
  let connected = false;
  child.on("message", ({ kind, rss }: { kind: string; rss?: number }) => {
    connected ||= kind === "connected";
    most = Math.max(most, rss ?? 0);
  });
  try {
    const all = mailboxes.length * MAILS_EACH;
    await until(async () => connected && (await rowsOf(database)) === all, WAIT_MAX_MS);
    return most;
  } finally {
    child.kill("SIGKILL");
    await ended;
    await database.close();
  }
}

async function rowsOf({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ count: number }>("select count(*)::int from ledger");
  return rows[0]?.count ?? 0;
}
