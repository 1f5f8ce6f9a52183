import { randomBytes, randomUUID } from "node:crypto";
import { hmacSigner } from "@circuito/connector";
import { asId, CHECKS, type CheckName, found, type InboxId } from "@circuito/domain";
import { FakeImapServer } from "@circuito/lab";
import { type Database, openDatabase, saveInbox } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia } from "../testing/memory-media.ts";
import { chooseFreePort } from "../testing/spawn-circuito.ts";
import { addressProof } from "./address-proof.ts";
import type { Check } from "./check.ts";
import { DOCTOR_CHECKS } from "./checks.ts";
import { diagnose, type Seen } from "./diagnose.ts";
import type { DoctorParts } from "./doctor-parts.ts";

const log = createLog({ level: "error", secrets: [], readable: false, write: () => {} });
const never = new AbortController().signal;
const sealer = createSealer(randomBytes(32));

let testDatabase: TestDatabase;
let database: Database;
let parts: DoctorParts;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 3, applicationName: "test" });
  parts = {
    publicUrl: `http://127.0.0.1:${await chooseFreePort()}`,
    isEmbedded: false,
    readRedis: undefined,
    folders: [process.cwd()],
    backupPath: undefined,
    browser: "missing",
    database,
    sealer,
    media: memoryMedia(),
    mayReach: () => false,
    signer: hmacSigner([randomBytes(32)]),
    prove: addressProof(randomBytes(32)),
    now: Date.now,
    machineNow: Date.now,
  };
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

async function addInbox(
  channel: "sms" | "email" | "whatsapp" | "form",
  settings: Record<string, unknown>,
  secrets: Record<string, unknown> | undefined,
): Promise<InboxId> {
  const id = asId<InboxId>(randomUUID());
  await saveInbox(database.pool, {
    ...{ id, name: `An inbox of ${channel}`, channel, settings },
    secretsSealed: secrets ? sealer.seal(JSON.stringify(secrets), id) : null,
    ...{ enabled: true, tellsProtocol: true },
  });
  return id;
}

async function listOf(seen: AsyncIterable<Seen>): Promise<Seen[]> {
  const list: Seen[] = [];
  for await (const one of seen) list.push(one);
  return list;
}

async function all(of = parts, table = DOCTOR_CHECKS, signal = never): Promise<Seen[]> {
  const { seen } = await diagnose(of, signal, log, table);
  return await listOf(seen);
}
const becauseOf = (seen: readonly Seen[], check: CheckName) =>
  seen.find((one) => one.check === check)?.because;

test("every check has its say, and no secret is in what they say", async () => {
  await addInbox(
    "sms",
    { provider: "generic", from: "+5511999990000", sendUrl: "https://sms.example.com/" },
    { secret: SECRET },
  );
  await addInbox(
    "email",
    { address: "a@example.com", imapHost: "imap.example.com", imapUser: "a" },
    { imapPassword: "the password of a mailbox" },
  );
  await addInbox("whatsapp", { transport: "web" }, undefined);
  const seen = await all();
  expect(new Set(seen.map(({ check }) => check))).toEqual(new Set(CHECKS));
  expect(becauseOf(seen, "address")).toBe("address-unreachable");
  expect(becauseOf(seen, "sockets")).toBe("sockets-unreachable");
  expect(becauseOf(seen, "webhook")).toBe("webhook-unreachable");
  expect(becauseOf(seen, "certificate")).toBe("certificate-none");
  expect(becauseOf(seen, "mailbox")).toBe("mailbox-fails");
  expect(becauseOf(seen, "browser")).toBe("browser-missing");
  expect(becauseOf(seen, "clock")).toBe("clock-right");
  expect(becauseOf(seen, "files")).toBe("files-kept");
  expect(becauseOf(seen, "backups")).toBe("backups-unknown");
  expect(JSON.stringify(seen)).not.toContain("the password of a mailbox");
  expect(JSON.stringify(seen)).not.toContain(SECRET);
}, 30_000);

test("an inbox that cannot be opened is told, whatever its channel; one that nobody calls is not", async () => {
  const unreadable = await addInbox("sms", { provider: "carrier pigeon" }, undefined);
  const noMailbox = await addInbox("email", { address: "a@example.com" }, undefined);
  await addInbox("form", {}, undefined);
  const seen = (await all()).filter(({ inbox }) => inbox !== null);
  expect(seen.map(({ inbox, because }) => [inbox?.id, because])).toEqual(
    expect.arrayContaining([
      [unreadable, "settings-unreadable"],
      [noMailbox, "settings-unreadable"],
    ]),
  );
  expect(seen).toHaveLength(2);
});

test("a mailbox that lets us in and tells of new mail works; a wrong password is told by its step", async () => {
  await using imap = await FakeImapServer.start();
  const settings = {
    ...{ address: "help@example.org", imapHost: "127.0.0.1", imapPort: imap.port },
    ...{ imapSecurity: "none", imapUser: "help@example.org" },
  };
  await addInbox("email", settings, { imapPassword: "the password of a mailbox" });
  const near = { ...parts, mayReach: (address: string) => address === "127.0.0.1" };
  const mailboxOf = async () => (await all(near)).find(({ check }) => check === "mailbox");
  expect(await mailboxOf()).toMatchObject({ because: "mailbox-works", status: "ok" });
  imap.conduct.login = "NO [AUTHENTICATIONFAILED] who are you";
  expect(await mailboxOf()).toMatchObject({
    because: "mailbox-fails",
    facts: { step: "imap-login", hint: "wrong-password" },
  });
}, 60_000);

test("without the database everything else is looked at all the same", async () => {
  const port = await chooseFreePort();
  const away = openDatabase({
    url: `postgres://nobody@127.0.0.1:${port}/nothing`,
    ...{ connectionsMax: 1, applicationName: "test" },
  });
  const seen = await all({ ...parts, database: away });
  expect(becauseOf(seen, "database")).toBe("database-away");
  expect(becauseOf(seen, "connections")).toBe("database-away");
  expect(becauseOf(seen, "clock")).toBe("clock-alone");
  expect(becauseOf(seen, "files")).toBe("files-kept");
  expect(becauseOf(await all({ ...parts, database: undefined }), "database")).toBe("database-away");
  await away.close();
});

test("what hangs gave no answer, what breaks failed, and neither holds up the others", async () => {
  const check = (look: () => ReturnType<(Check & { of: "installation" })["look"]>): Check => ({
    ...{ of: "installation", limitMs: 50 },
    look,
  });
  const good = check(async () => found("files-kept"));
  const table = Object.fromEntries(CHECKS.map((name) => [name, good])) as Record<CheckName, Check>;
  table.redis = check(() => new Promise(() => {}));
  table.clock = check(async () => {
    throw Object.assign(new Error("with a secret in it"), { code: "EPERM" });
  });
  const seen = await all(parts, table);
  expect(seen).toHaveLength(CHECKS.length);
  expect(seen.at(-1)).toMatchObject({ check: "redis", status: "broken", because: "no-answer" });
  expect(seen.find(({ check }) => check === "clock")).toMatchObject({
    because: "check-failed",
    facts: { code: "EPERM" },
  });
});

test("whoever leaves is told no more", async () => {
  const gone = new AbortController();
  const { seen } = await diagnose(parts, gone.signal, log);
  gone.abort();
  expect(await listOf(seen)).toEqual([]);
});
