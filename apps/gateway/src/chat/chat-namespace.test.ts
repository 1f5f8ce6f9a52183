import { randomBytes, randomUUID } from "node:crypto";
import { type AddressInfo, connect as connectTcp } from "node:net";
import { createLedgerWriter, type Database, openDatabase, schema } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { io, type Socket } from "socket.io-client";
import { uuidv7 } from "uuidv7";
import { clientAddress } from "../config/trusted-proxies.ts";
import { createHttpServer, type HttpServer } from "../http/server.ts";
import { createInboxes, type Inboxes } from "../inboxes/inboxes.ts";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia, testSigner } from "../testing/memory-media.ts";
import { noTranscript } from "../testing/no-transcript.ts";
import { attachChatNamespace } from "./chat-namespace.ts";
import { createSocketServer } from "./socket-server.ts";

const SITE = "https://shop.example";
const PUBLIC_URL = "https://gateway.example";
const inbox = randomUUID();
const sms = randomUUID();

let testDatabase: TestDatabase;
let database: Database;
let inboxes: Inboxes;
let http: HttpServer;
let url: string;
let close: () => Promise<void>;
const logged: string[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "test" });
  const sealer = createSealer(randomBytes(32));
  const settings = { companyName: "Loja", accentColor: "#0f766e", allowedOrigins: [SITE] };
  const secrets = sealer.seal(
    JSON.stringify({ tokenSecret: randomBytes(32).toString("base64") }),
    inbox,
  );
  await database.pool.query(
    "insert into inboxes (id, name, channel, settings, secrets_sealed) values ($1, 'Chat', 'webchat', $2, $3), ($4, 'SMS', 'sms', '{}', null)",
    [inbox, settings, secrets, sms],
  );
  const log = createLog({
    level: "debug",
    secrets: [],
    readable: false,
    write: (line) => void logged.push(line),
  });
  inboxes = createInboxes(database, ["webchat", "sms"], {
    database,
    mayReach: () => false,
    sealer,
    publicUrl: PUBLIC_URL,
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => undefined,
    transcript: noTranscript,
    media: memoryMedia(),
    signer: testSigner,
    now: Date.now,
    newId: uuidv7,
    log,
  });
  http = createHttpServer((_request, response) => response.writeHead(404).end());
  const { io: server, remoteAddressOf } = createSocketServer(
    http.server,
    clientAddress(["127.0.0.1"]),
  );
  attachChatNamespace(server, { inboxes, remoteAddressOf, log });
  await http.listen(0, "127.0.0.1");
  url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  close = () => server.close();
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await close();
  await inboxes.stop();
  await database.close();
  await testDatabase.drop();
});

interface Options {
  readonly auth?: object;
  readonly origin?: string;
  readonly from?: string;
  readonly transport?: "polling" | "websocket";
}

function open({
  auth = { inbox },
  origin = SITE,
  from,
  transport = "websocket",
}: Options = {}): Socket {
  const extraHeaders: Record<string, string> = { origin };
  if (from) extraHeaders["x-forwarded-for"] = from;
  const socket = io(`${url}/chat`, {
    auth,
    extraHeaders,
    transports: [transport],
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  return socket;
}

/** The first thing a client learns: it is in, or the code with which it is not. */
function outcome(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once("session", () => resolve("session"));
    socket.once("refused", (refused: { code: string }) => resolve(refused.code));
    socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  });
}

test.each(["websocket", "polling"] as const)(
  "words sent over %s are acknowledged once stored",
  async (transport) => {
    const socket = open({ transport });
    expect(await outcome(socket)).toBe("session");
    const clientId = randomUUID();
    const message = { clientId, text: "olá", at: Date.now() };
    expect(await socket.emitWithAck("message", message)).toEqual({ ok: true });
    expect(await socket.emitWithAck("message", message)).toEqual({ ok: true });
    const rows = await database.drizzle.select().from(schema.ledger);
    expect(rows.filter(({ externalId }) => externalId.includes(clientId))).toHaveLength(1);
  },
);

test.each<[string, Options, string]>([
  ["no inbox", { auth: {} }, "invalid"],
  ["an inbox that is no id", { auth: { inbox: "../../etc" } }, "invalid"],
  ["an unknown inbox", { auth: { inbox: randomUUID() } }, "unknown-inbox"],
  ["an inbox of another channel", { auth: { inbox: sms } }, "unknown-inbox"],
  ["another site's page", { origin: "https://evil.example" }, "origin-not-allowed"],
  ["a look-alike's page", { origin: `${SITE}.evil.example` }, "origin-not-allowed"],
])("B-57: a handshake with %s is refused, over both transports", async (_, options, code) => {
  for (const transport of ["websocket", "polling"] as const) {
    expect(await outcome(open({ ...options, transport }))).toBe(code);
  }
});

test("the widget's own page is let in", async () => {
  expect(await outcome(open({ origin: PUBLIC_URL }))).toBe("session");
});

test.each(["base", "constructor", "__proto__", "toString", "frobnicate"])(
  "B-60: the event %s gets a code and nothing of our inside",
  async (event) => {
    const socket = open();
    await outcome(socket);
    const answer = await socket.emitWithAck(event, { a: 1 });
    expect(answer).toMatchObject({ ok: false, code: "unknown-event" });
    expect(Object.keys(answer).sort()).toEqual(["code", "message", "ok"]);
  },
);

test("B-60: whoever goes on with events we do not have is put out", async () => {
  const socket = open();
  await outcome(socket);
  const gone = new Promise((resolve) => socket.once("disconnect", resolve));
  for (let n = 0; n < 15; n++) socket.emit(`x${n}`);
  expect(await gone).toBe("io server disconnect");
});

test("B-61: a frame over the limit ends the connection and stores nothing", async () => {
  const socket = open();
  await outcome(socket);
  const gone = new Promise((resolve) => socket.once("disconnect", resolve));
  const clientId = randomUUID();
  socket.emit("message", { clientId, text: "x".repeat(1024 * 1024) });
  await gone;
  const rows = await database.drizzle.select().from(schema.ledger);
  expect(rows.filter(({ externalId }) => externalId.includes(clientId))).toEqual([]);
});

test("B-61: packets with a thousand attachments, or broken ones, harm nobody else", async () => {
  const bystander = open();
  await outcome(bystander);
  for (const packet of [
    '451000-/chat,["message"]',
    '450-/chat,["message"]',
    "4",
    "49{",
    "42/chat,",
  ]) {
    const socket = open();
    await outcome(socket);
    socket.io.engine.write(packet.slice(1));
    // Its answer shows that the packet before it was taken in.
    const message = { clientId: randomUUID(), text: "ainda aqui" };
    expect(await bystander.emitWithAck("message", message)).toEqual({ ok: true });
    socket.disconnect();
  }
});

test("one address cannot open any number of chats, and another is not concerned", async () => {
  const greedy = await Promise.all(
    Array.from({ length: 201 }, () => outcome(open({ from: "203.0.113.7" }))),
  );
  expect(greedy.filter((code) => code === "rate-limited").length).toBeGreaterThan(0);
  expect(await outcome(open({ from: "203.0.113.8" }))).toBe("session");
});

test("who only holds the connection and opens nothing is closed", async () => {
  const tcp = connectTcp(Number(new URL(url).port), "127.0.0.1");
  tcp.write("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n");
  let said = "";
  tcp.on("data", (chunk) => {
    said += chunk;
  });
  tcp.write("Upgrade: nothing\r\nConnection: Upgrade\r\n\r\n");
  await new Promise((resolve) => tcp.once("close", resolve));
  expect(said).toMatch(/^HTTP\/1\.1 400 /);
});

test("nothing that customers wrote is in the log", () => {
  expect(logged.join("")).not.toMatch(/olá|ainda aqui/);
});
