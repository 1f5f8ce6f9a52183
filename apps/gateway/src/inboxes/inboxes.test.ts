import { randomBytes, randomUUID } from "node:crypto";
import { signWebhook } from "@circuito/connector";
import { asId } from "@circuito/domain";
import { createLedgerWriter, type Database, openDatabase, saveInbox } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia, testSigner } from "../testing/memory-media.ts";
import { noTranscript } from "../testing/no-transcript.ts";
import { createInboxes, type Inboxes } from "./inboxes.ts";

const sealer = createSealer(randomBytes(32));
const logged: string[] = [];
let now = 1_000_000_000_000;
let testDatabase: TestDatabase;
let database: Database;
let inboxes: Inboxes;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "test" });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(() => {
  logged.length = 0;
  inboxes = createInboxes(database, ["loopback"], {
    database,
    mayReach: () => false,
    sealer,
    publicUrl: "https://gateway.example",
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => undefined,
    transcript: noTranscript,
    media: memoryMedia(),
    signer: testSigner,
    now: () => now,
    newId: uuidv7,
    log: createLog({
      level: "debug",
      secrets: [],
      readable: false,
      write: (line) => void logged.push(line),
    }),
  });
});
afterEach(() => inboxes.stop());

interface Change {
  readonly secret?: string;
  readonly sealedWith?: typeof sealer;
  readonly channel?: "loopback" | "sms";
  readonly enabled?: boolean;
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

async function save(id: string, change: Change = {}): Promise<void> {
  const {
    secret = newSecret(),
    sealedWith = sealer,
    channel = "loopback",
    enabled = true,
  } = change;
  await saveInbox(database.pool, {
    id: asId(id),
    name: "Test",
    channel,
    settings: {},
    secretsSealed: sealedWith.seal(JSON.stringify({ secret }), id),
    enabled,
  });
}

/** Status of a webhook signed with a secret; undefined when the inbox is not there. */
async function deliver(id: string, secret: string): Promise<number | undefined> {
  const inbox = await inboxes.find(id);
  const body = JSON.stringify({ id: randomUUID(), from: "ana", text: "oi" });
  const answer = await inbox?.connector().webhook?.({
    method: "POST",
    url: `/webhooks/${id}`,
    headers: signWebhook(secret, { id: randomUUID(), at: now, body }),
    body: Buffer.from(body),
  });
  return answer?.status;
}

test("an inbox that is added is found without anybody saying so", async () => {
  const [id, secret] = [randomUUID(), newSecret()];
  expect(await deliver(id, secret)).toBeUndefined();
  await save(id, { secret });
  now += 1_001;
  expect(await deliver(id, secret)).toBe(204);
});

test("guessing ids asks the database once a second at most", async () => {
  await inboxes.find(randomUUID());
  const id = randomUUID();
  await save(id);
  expect(await inboxes.find(id)).toBeUndefined();
  now += 1_001;
  expect(await inboxes.find(id)).toBeDefined();
});

test("an edited inbox takes its new secret and no longer the old one", async () => {
  const [id, old, fresh] = [randomUUID(), newSecret(), newSecret()];
  await save(id, { secret: old });
  expect(await deliver(id, old)).toBe(204);
  await save(id, { secret: fresh });
  await inboxes.reload();
  expect([await deliver(id, old), await deliver(id, fresh)]).toEqual([401, 204]);
});

test("a switched-off inbox, or one of a channel not served here, is not there", async () => {
  const [off, other] = [randomUUID(), randomUUID()];
  await save(off, { enabled: false });
  await save(other, { channel: "sms" });
  expect(await inboxes.find(off)).toBeUndefined();
  expect(await inboxes.find(other)).toBeUndefined();
});

test.each([
  ["sealed with another key", { sealedWith: createSealer(randomBytes(32)) }, "another SECRET_KEY"],
  ["that its connector does not accept", { secret: "canary-too-short" }, "secret"],
])(
  "secrets %s close that inbox only, and the log says why without them",
  async (_, change, why) => {
    const [broken, whole, secret] = [randomUUID(), randomUUID(), newSecret()];
    await save(broken, change);
    await save(whole, { secret });
    await expect(deliver(broken, secret)).rejects.toThrow(why);
    expect(await deliver(whole, secret)).toBe(204);
    expect(logged.join("")).toContain(broken);
    expect(logged.join("")).not.toContain("canary");
  },
);
