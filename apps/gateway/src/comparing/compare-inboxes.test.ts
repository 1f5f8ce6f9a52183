import { randomBytes, randomUUID } from "node:crypto";
import { hmacSigner } from "@circuito/connector";
import { asId, type Channel, COMPARE_EVERY_MS, type InboxId } from "@circuito/domain";
import { FakeTwilio, type ListedMessage } from "@circuito/lab";
import {
  createLedgerWriter,
  type Database,
  openDatabase,
  readInboxMemory,
  type StoredInbox,
  saveInbox,
} from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { openConnector } from "../inboxes/open-connector.ts";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia } from "../testing/memory-media.ts";
import { noTranscript } from "../testing/no-transcript.ts";
import { type Comparing, compareInboxes } from "./compare-inboxes.ts";
import { comparedIn } from "./compared-memory.ts";

const ACCOUNT = { sid: `AC${"1".repeat(32)}`, token: "f".repeat(32) };
const OURS = "+14155550100";
const HOUR = 3_600_000;

let testDatabase: TestDatabase;
let database: Database;
let twilio: FakeTwilio;
let inbox: StoredInbox;
let now: number;
const told: string[] = [];
let untils: readonly Channel[] = [];
const opened: Comparing[] = [];
const sealer = createSealer(randomBytes(32));
const lines: string[] = [];
const log = createLog({
  ...{ level: "debug", secrets: [], readable: false },
  write: (line) => void lines.push(line),
});

beforeEach(async () => {
  now = Date.UTC(2026, 10, 27, 12);
  told.length = 0;
  lines.length = 0;
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 3, applicationName: "test" });
  twilio = await FakeTwilio.start(ACCOUNT);
  const id = asId<InboxId>(randomUUID());
  inbox = {
    ...{ id, name: "SMS", channel: "sms", enabled: true, tellsProtocol: true },
    settings: {
      ...{ provider: "twilio", accountSid: ACCOUNT.sid, from: OURS },
      apiBaseUrl: twilio.url,
    },
    secretsSealed: sealer.seal(JSON.stringify({ authToken: ACCOUNT.token }), id),
  };
  await saveInbox(database.pool, inbox);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  await twilio[Symbol.asyncDispose]();
  await database.close();
  await testDatabase.drop();
});

const ALL: readonly Channel[] = ["email", "sms"];

function open(holder = "one process", channels = ALL): Comparing {
  const parts = {
    ...{ database, sealer, log, publicUrl: "https://support.example.com" },
    mayReach: (address: string) => address === "127.0.0.1",
    ledger: createLedgerWriter(database),
    nudgeInbound: async () => {},
    localMeans: () => ({ folder: "/nowhere" }),
    wakeOutbox: () => {},
    transcript: noTranscript,
    media: memoryMedia(),
    signer: hmacSigner([randomBytes(32)]),
    now: () => now,
    newId: uuidv7,
  };
  const comparing = compareInboxes({
    ...{ database, holder, log },
    connectorOf: async (row) =>
      channels.includes(row.channel) ? openConnector(row, parts) : undefined,
    redact: (_row, text) => text.replaceAll(ACCOUNT.token, "[secret]"),
    measure: {
      recovered: (channel, messages) => void told.push(`${messages} of ${channel}`),
      comparedUntil: (channels) => {
        untils = [...channels.keys()];
      },
    },
    now: () => now,
    // Only when a test says so.
    lookEveryMs: 2 ** 30,
  });
  opened.push(comparing);
  return comparing;
}

const message = (sid: string, at: number, change: Partial<ListedMessage> = {}): ListedMessage => ({
  ...{ sid, from: "+14155550123", to: OURS, body: `words of ${sid}`, direction: "inbound" },
  ...{ messaging_service_sid: null, num_media: "0", date_sent: new Date(at).toUTCString() },
  ...change,
});
const rows = async () =>
  (
    await database.pool.query<{ external_id: string; state: string }>(
      "select external_id, state from ledger order by id",
    )
  ).rows;
const memory = async () => comparedIn(await readInboxMemory(database.pool, inbox.id));
const later = (ms = COMPARE_EVERY_MS) => {
  now += ms;
};

test("what never came by webhook is taken in once, however many pages it is on", async () => {
  const comparing = open();
  await comparing.look();
  const began = now;
  later(HOUR);
  for (let n = 1; n <= 5; n++) twilio.messages.unshift(message(`SM${n}`, began + n * 1_000));
  await comparing.look();
  expect((await rows()).map(({ external_id }) => external_id).sort()).toEqual(
    ["SM1", "SM2", "SM3", "SM4", "SM5"].sort(),
  );
  expect(twilio.asked).toHaveLength(3);
  later();
  await comparing.look();
  expect(await rows()).toHaveLength(5);
  expect(await memory()).toMatchObject({ recovered: 5, problem: null });
  expect(told).toEqual(["5 of sms"]);
});

test("what came already, is of before, is ours or is on its way is left alone", async () => {
  const comparing = open();
  await comparing.look();
  const began = now;
  later(HOUR);
  twilio.messages.unshift(
    message("SMbefore", began - 1_000),
    message("SMmissing", began + 1_000),
    message("SMours", began + 2_000, { direction: "outbound-api", from: OURS, to: "+14155550123" }),
    message("SMother", began + 3_000, { to: "+14155550199" }),
    message("SMon-its-way", now - 1_000),
  );
  await comparing.look();
  expect((await rows()).map(({ external_id }) => external_id)).toEqual(["SMmissing"]);
});

test("while the provider refuses, nothing moves on and the page says why, without a secret", async () => {
  const comparing = open();
  await comparing.look();
  const began = now;
  later(HOUR);
  twilio.messages.unshift(message("SM1", began + 1_000));
  twilio.refusal = { status: 401, message: `Authenticate, not ${ACCOUNT.token}` };
  await comparing.look();
  expect(await memory()).toMatchObject({
    until: began,
    problem: "401, Authenticate, not [secret]",
  });
  expect(lines.join("\n")).not.toContain(ACCOUNT.token);
  twilio.refusal = undefined;
  later();
  await comparing.look();
  expect(await rows()).toHaveLength(1);
  expect(await memory()).toMatchObject({ problem: null, recovered: 1 });
});

test("an answer that is no list is a problem, and no crash", async () => {
  const comparing = open();
  await comparing.look();
  later();
  twilio.refusal = { status: 200, message: "<html>" };
  await comparing.look();
  expect(await memory()).toMatchObject({ problem: "the answer is not the provider's" });
});

test("one process of the fleet asks, and goes on where a dead one was", async () => {
  await open("the first").look();
  const began = now;
  later(HOUR);
  twilio.messages.unshift(message("SM1", began + 1_000));
  const second = open("the second");
  await second.look();
  expect(await rows()).toEqual([]);
  await database.pool.query("update leases set expires_at = now()");
  await second.look();
  expect(await rows()).toHaveLength(1);
});

test("a process that serves other channels holds up none of those that serve this one", async () => {
  await open("for mail", ["email"]).look();
  const ours = open("for SMS", ["sms"]);
  await ours.look();
  const began = now;
  later(HOUR);
  twilio.messages.unshift(message("SM1", began + 1_000));
  await ours.look();
  expect(await rows()).toHaveLength(1);
});

test("until when is told of channels that are compared here, and no more of one that is gone", async () => {
  const comparing = open();
  await comparing.look();
  expect(untils).toEqual(["sms"]);
  await saveInbox(database.pool, { ...inbox, enabled: false });
  await comparing.look();
  expect(untils).toEqual([]);
});

test("customers' words come in the order in which they were written, on whatever page they are", async () => {
  const comparing = open();
  await comparing.look();
  const began = now;
  later(HOUR);
  for (let n = 1; n <= 5; n++) twilio.messages.unshift(message(`SM${n}`, began + n * 1_000));
  await comparing.look();
  expect((await rows()).map(({ external_id }) => external_id)).toEqual([
    "SM1",
    "SM2",
    "SM3",
    "SM4",
    "SM5",
  ]);
});

test("an inbox that is switched off is not asked about", async () => {
  await saveInbox(database.pool, { ...inbox, enabled: false });
  await open().look();
  expect(await memory()).toBeUndefined();
});
