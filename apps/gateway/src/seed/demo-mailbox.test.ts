import {
  type Database,
  lockInbox,
  openDatabase,
  type StoredInbox,
  saveInbox,
} from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { DEMO_MAIL_ADDRESS, saveDemoMailbox } from "./demo-mailbox.ts";

let testDatabase: TestDatabase;
let database: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "seed" });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const aim = (port: number) => saveDemoMailbox(database, port, uuidv7);

async function added(port: number) {
  const mailbox = await aim(port);
  if (!mailbox) throw new Error("no mailbox was added");
  return mailbox;
}

async function rowOf(id: string): Promise<StoredInbox> {
  const row = await database.transaction(({ client }) => lockInbox(client, id));
  if (!row) throw new Error("no such inbox");
  return row;
}

async function change(id: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const row = await rowOf(id);
  const next = { ...row, settings: { ...row.settings, ...settings } };
  await database.transaction(({ client }) => saveInbox(client, next));
}

test("a demo that is older than mailboxes gets one, and keeps it at the next start", async () => {
  const first = await added(40_001);
  expect(first.address).toBe(DEMO_MAIL_ADDRESS);
  expect(first.authservId).toMatch(/^mx-[0-9a-f]{16}\.loja\.example\.com$/);
  expect(await aim(40_002)).toEqual(first);
  expect(await rowOf(first.inboxId)).toMatchObject({
    name: "E-mail da loja",
    channel: "email",
    settings: { in: "listener", smtpHost: "127.0.0.1", smtpPort: 40_002, smtpSecurity: "none" },
    enabled: true,
  });
  const { rows } = await database.pool.query("select 1 from inboxes");
  expect(rows).toHaveLength(1);
});

test("two processes that start at once add one", async () => {
  const [one, other] = await Promise.all([aim(40_001), aim(40_002)]);
  expect(one).toEqual(other);
});

test("what an admin changed beside it stays; what is switched off stays off", async () => {
  const { inboxId } = await added(40_001);
  await change(inboxId, { displayName: "Loja de verdade" });
  const row = await rowOf(inboxId);
  await database.transaction(({ client }) => saveInbox(client, { ...row, enabled: false }));
  await aim(40_002);
  expect(await rowOf(inboxId)).toMatchObject({
    enabled: false,
    settings: { displayName: "Loja de verdade", smtpPort: 40_002 },
  });
});

test.each([
  ["a server of the world", { smtpHost: "smtp.example.com", smtpPort: 465, smtpSecurity: "tls" }],
  ["a relay on this machine", { smtpPort: 2500 }],
  ["no server", { smtpHost: undefined }],
])("one that an admin gave %s is left alone", async (_, settings) => {
  const { inboxId } = await added(40_001);
  await change(inboxId, settings);
  const before = await rowOf(inboxId);
  expect(await aim(40_002)).toBeUndefined();
  expect(await rowOf(inboxId)).toEqual(before);
});

test("one that was taken away does not come back", async () => {
  const { inboxId } = await added(40_001);
  await database.pool.query("delete from inboxes where id = $1", [inboxId]);
  expect(await aim(40_002)).toBeUndefined();
});
