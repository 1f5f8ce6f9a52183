import { Readable } from "node:stream";
import { type OutboundMessage, SendError } from "@circuito/connector";
import { startDelivery } from "./delivery.ts";
import { startRouter } from "./inbound-router.ts";
import { startMedia } from "./media/fetch-media.ts";
import { type OwnedInboxes, serveOwnedInboxes } from "./owned-inboxes.ts";
import {
  createRouterWorld,
  noFiles,
  type RouterWorld,
  silentLog,
  sms,
} from "./testing/router-world.ts";

let world: RouterWorld;
let serving: OwnedInboxes | undefined;
/** What went out, and through whom. */
let sent: string[];
beforeEach(async () => {
  world = await createRouterWorld({ channel: "whatsapp" });
  sent = [];
  await startRouter({ ...world, log: silentLog });
});
afterEach(async () => {
  await serving?.stop();
  serving = undefined;
  await world[Symbol.asyncDispose]();
});

const describeFile = () => ({
  fileName: "voz.ogg",
  mimeType: "audio/ogg",
  warning: undefined,
});
const media = {
  put: async (bytes: AsyncIterable<Uint8Array> | Uint8Array) => {
    for await (const _ of bytes instanceof Uint8Array ? [bytes] : bytes);
    return { sha256: "a".repeat(64), sizeBytes: 3 };
  },
};

const connector = (who: string, isReady: () => boolean = () => true) => ({
  send: async ({ text }: OutboundMessage) => {
    if (!isReady()) throw new SendError("retry", "the session is not ready", { afterMs: 1_000 });
    sent.push(`${who} ${text}`);
    return { externalId: `true:${text}` };
  },
  fetchMedia: async () => {
    sent.push(`${who} file`);
    return { bytes: Readable.from([Buffer.from("abc")]), sizeBytes: 3, mimeType: "audio/ogg" };
  },
});

const tools = () => ({
  database: world.database,
  bus: world.bus,
  files: noFiles,
  askUrl: (id: string) => `https://x.example/a/${id}`,
  media,
  describeFile,
  beginningBytes: 16,
  soundLengthMs: async () => undefined,
  now: world.now,
  log: silentLog,
});

/** The roles that serve everybody, and must leave an owned inbox alone. */
async function serveEverybody(): Promise<void> {
  const capabilities = { textLengthMax: 1_000 };
  const resolveConnector = async () => ({ connector: connector("anybody"), capabilities });
  const ownedInboxes = async () => new Set([world.inboxId]);
  await startDelivery({ ...tools(), resolveConnector, ownedInboxes });
  await startMedia({ ...tools(), resolveConnector, ownedInboxes });
}

function own(isReady?: () => boolean): void {
  const capabilities = { textLengthMax: 1_000 };
  serving = serveOwnedInboxes({
    ...tools(),
    owned: () => [world.inboxId],
    resolveConnector: async () => ({ connector: connector("owner", isReady), capabilities }),
  });
}

async function answer(text: string, seq: number): Promise<string> {
  const id = world.newId();
  await world.database.pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       select $1, id, $2, $2 - 1, 'outbound', $3 from conversations)
     insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
     select $1, id, inbox_id, $2, 'queued', now() from conversations`,
    [id, seq, text],
  );
  return id;
}

async function until(what: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(`waited for ${what}: ${sent.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const query = async (text: string) => (await world.database.pool.query(text)).rows;

test("answers of an owned inbox leave through its owner alone, in order", async () => {
  await serveEverybody();
  own();
  await world.receive(sms("question", "oi"));
  await world.routed();
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(await answer(`${i}`, i + 2));
  await world.bus.jobs.nudge("deliver", ids);
  await until("five answers", () => sent.length === 5);
  expect(sent).toEqual(["owner 0", "owner 1", "owner 2", "owner 3", "owner 4"]);
});

test("without an owner they wait, and leave when there is one", async () => {
  await serveEverybody();
  await world.receive(sms("question", "oi"));
  await world.routed();
  const id = await answer("espere", 2);
  await world.bus.jobs.nudge("deliver", [id]);
  expect(await query("select status from deliveries")).toEqual([{ status: "queued" }]);
  own();
  await world.bus.jobs.nudge("deliver", [id]);
  await until("the answer", () => sent.length === 1);
  expect(sent).toEqual(["owner espere"]);
});

test("a session that is not ready puts its answers off, and loses none", async () => {
  let isReady = false;
  own(() => isReady);
  await world.receive(sms("question", "oi"));
  await world.routed();
  await answer("depois", 2);
  world.bus.wake.publish("owned");
  await until("one attempt", async () =>
    (await query("select attempt from deliveries")).some(({ attempt }) => attempt > 0),
  );
  isReady = true;
  await until("the answer", () => sent.length === 1);
  await until("its end", async () =>
    (await query("select status from deliveries")).every(({ status }) => status === "sent"),
  );
});

test("files of an owned inbox are fetched by its owner alone", async () => {
  await serveEverybody();
  own();
  await world.receive(
    sms("voice", "", { media: [{ url: "whatsapp-web:1", mimeType: "audio/ogg" }] }),
  );
  await world.routed();
  await until("the file", async () =>
    (await query("select media from messages")).some((m) => m.media[0].state === "stored"),
  );
  expect(sent).toEqual(["owner file"]);
});
