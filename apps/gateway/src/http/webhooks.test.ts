import { randomBytes, randomUUID } from "node:crypto";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { signWebhook } from "@circuito/connector";
import { createLedgerWriter, type Database, openDatabase, schema } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createInboxes, type Inboxes } from "../inboxes/inboxes.ts";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia, testSigner } from "../testing/memory-media.ts";
import { noTranscript } from "../testing/no-transcript.ts";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy.ts";
import { createHttpServer, type HttpServer } from "./server.ts";
import { createWebhookRoom, type Visit, type WebhookRoom } from "./webhook-room.ts";
import { createWebhookDoor } from "./webhooks.ts";

const SECRET = `whsec_${Buffer.alloc(32, "canary-secret").toString("base64")}`;
const LIMITS = {
  headersTimeoutMs: 300,
  requestTimeoutMs: 500,
  uploadTimeoutMs: 1_500,
  checkEveryMs: 50,
  keepAliveTimeoutMs: 2_000,
};

let testDatabase: TestDatabase;
let proxy: TcpProxy;
let database: Database;
let inboxes: Inboxes;
let http: HttpServer;
let base: string;
const inbox = randomUUID();
const disabled = randomUUID();
const logged: string[] = [];
const nudged: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  database = openDatabase({ url: url.href, connectionsMax: 4, applicationName: "test" });
  const sealer = createSealer(randomBytes(32));
  for (const [id, enabled] of [
    [inbox, true],
    [disabled, false],
  ] as const) {
    await database.pool.query(
      "insert into inboxes (id, name, channel, settings, secrets_sealed, enabled) values ($1, 'Test', 'loopback', '{}', $2, $3)",
      [id, sealer.seal(JSON.stringify({ secret: SECRET }), id), enabled],
    );
  }
  const log = createLog({
    level: "debug",
    secrets: [],
    readable: false,
    write: (line) => void logged.push(line),
  });
  inboxes = createInboxes(database, ["loopback"], {
    database,
    mayReach: () => false,
    sealer,
    publicUrl: "https://gateway.example",
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async (keys) => void nudged.push(...keys),
    transcript: noTranscript,
    media: memoryMedia(),
    signer: testSigner,
    now: Date.now,
    newId: uuidv7,
    log,
  });
  http = createHttpServer(createWebhookDoor(inboxes, uuidv7, log), LIMITS);
  await http.listen(0, "127.0.0.1");
  base = `http://127.0.0.1:${portOf(http)}`;
});

afterAll(async () => {
  await http.close();
  await inboxes.stop();
  await database.close();
  await proxy[Symbol.asyncDispose]();
  await testDatabase.drop();
});

test("a signed message is in the ledger before it is acknowledged, and nudges the router", async () => {
  const id = randomUUID();
  const response = await post(inbox, { id, from: "ana", text: "olá" });
  expect(response.status).toBe(204);
  const rows = await database.drizzle.select().from(schema.ledger);
  const row = rows.find((one) => one.externalId === id);
  expect(row).toMatchObject({ inboxId: inbox, kind: "message", state: "accepted" });
  expect(nudged).toContain(String(row?.contactKey));
});

test("the same message again is acknowledged, stored once and nudges nobody", async () => {
  const message = { id: randomUUID(), from: "rui", text: "de novo" };
  await post(inbox, message);
  nudged.length = 0;
  expect((await post(inbox, message)).status).toBe(204);
  expect(nudged).toEqual([]);
});

test.each([
  ["an unknown inbox", () => randomUUID()],
  ["a disabled inbox", () => disabled],
  ["no inbox at all", () => ""],
  ["something that is no id", () => "..%2f..%2fetc"],
])("%s is not found", async (_, id) => {
  const response = await post(id(), { id: "1", from: "ana", text: "x" });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "not-found" });
});

test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not allowed", async (method) => {
  const response = await fetch(`${base}/webhooks/${inbox}`, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, POST");
});

test("a body over the limit is refused, declared or not, and nothing of it is stored", async () => {
  const big = `{"id":"big","from":"ana","text":"${"x".repeat(3 * 1024 * 1024)}"}`;
  const declared = await fetch(`${base}/webhooks/${inbox}`, { method: "POST", body: big });
  expect(declared.status).toBe(413);
  expect(await declared.json()).toMatchObject({ code: "too-large" });

  const chunked = await raw(
    `POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    Array.from({ length: 64 }, () => `10000\r\n${"x".repeat(65_536)}\r\n`),
  );
  expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
  const { rows } = await database.pool.query(
    "select from ledger_payloads where length(bytes) > 65536",
  );
  expect(rows).toEqual([]);
});

describe("a door with little room", () => {
  const REQUESTS_MAX = 1;
  const BYTES_MAX = 1_000;
  const keptOut: string[] = [];
  const lines: string[] = [];
  let room: WebhookRoom;
  let narrow: HttpServer;
  const message = () => ({ id: randomUUID(), from: "ana", text: "oi" });

  beforeEach(async () => {
    keptOut.length = 0;
    lines.length = 0;
    room = createWebhookRoom(REQUESTS_MAX, BYTES_MAX);
    const write = (line: string): void => void lines.push(line);
    const log = createLog({ level: "debug", secrets: [], readable: false, write });
    const tell = (because: string): void => void keptOut.push(because);
    const door = createWebhookDoor(inboxes, uuidv7, log, { room, keptOut: tell });
    narrow = createHttpServer(door, LIMITS);
    await narrow.listen(0, "127.0.0.1");
  });
  afterEach(() => narrow.close());

  test("has room for the messages of an inbox while another is flooded", async () => {
    room = createWebhookRoom(4, BYTES_MAX);
    const flood = () => room.enter("flooded", 0);
    const log = createLog({ level: "error", secrets: [], readable: false, write: () => undefined });
    const door = createWebhookDoor(inboxes, uuidv7, log, { room });
    const wide = createHttpServer(door, LIMITS);
    await wide.listen(0, "127.0.0.1");
    try {
      for (let i = 0; i < 10; i++) {
        const entry = flood();
        if (entry.kind === "in") entry.visit.begin();
      }
      expect(flood()).toMatchObject({ because: "too-much-of-one-inbox" });
      expect((await post(inbox, message(), wide)).status).toBe(204);
    } finally {
      await wide.close();
    }
  });

  test("tells who comes when it is full to come back, once to the log, and takes who comes after", async () => {
    const work = enter();
    expect(work.begin()).toBeUndefined();
    for (let i = 0; i < 3; i++) {
      const refused = await post(inbox, message(), narrow);
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("2");
      expect(await refused.json()).toMatchObject({ code: "unavailable" });
    }
    expect(keptOut).toEqual(Array.from({ length: 3 }, () => "too-many-requests"));
    expect(lines.filter((line) => line.includes("kept out"))).toHaveLength(1);
    work.leave();
    expect((await post(inbox, message(), narrow)).status).toBe(204);
  });

  test("refuses on a connection that goes on, unless there may be much on it that nobody reads", async () => {
    expect(enter().begin()).toBeUndefined();
    const head = `POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\n`;
    const whole = `${head}Content-Length: 2\r\n\r\n{}`;
    const endless = `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`;
    const answers = await raw(whole + whole + endless, [], narrow);
    expect(answers.match(/^HTTP\/1\.1 503 /gm)).toHaveLength(3);
    expect(answers.match(/^connection: close/gim)).toHaveLength(1);
  });

  test("reads no body that is said to be larger than there is room for, and no more of one that grows so", async () => {
    const head = `POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\n`;
    const said = await raw(`${head}Content-Length: ${BYTES_MAX + 1}\r\n\r\n`, [], narrow);
    expect(said).toMatch(/^HTTP\/1\.1 503 /);
    const chunk = `258\r\n${"x".repeat(600)}\r\n`;
    const grown = await raw(`${head}Transfer-Encoding: chunked\r\n\r\n`, [chunk, chunk], narrow);
    expect(grown).toMatch(/^HTTP\/1\.1 503 /);
    expect(keptOut).toEqual(["too-many-bytes", "too-many-bytes"]);
    await isEmpty();
  });

  test("is kept shut by nobody who sends a byte at a time, nor by who knows no inbox", async () => {
    const slow = (id: string) =>
      raw(`POST /webhooks/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 700\r\n\r\n{`, [], narrow);
    const all = Promise.all([inbox, inbox, inbox, randomUUID()].map(slow));
    expect((await post(inbox, message(), narrow)).status).toBe(204);
    expect((await all).map((answer) => answer.slice(9, 12))).toEqual(["408", "408", "408", "404"]);
    await isEmpty();
  });

  test.each([
    ["is taken", "Content-Length: 2\r\nConnection: close", "{}"],
    ["hangs up in the middle of its body", "Content-Length: 700", "{"],
    ["hangs up before it is answered", "Content-Length: 2", "{}"],
    ["sends no chunk", "Transfer-Encoding: chunked", "nonsense"],
  ])("has all its room again when a request %s", async (_, header, body) => {
    const socket = connect(portOf(narrow), "127.0.0.1");
    socket.on("error", () => {});
    const isGone = new Promise((resolve) => socket.once("close", resolve));
    socket.resume();
    socket.write(`POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n${body}`, () => {
      if (!header.includes("close")) socket.destroy();
    });
    await isGone;
    await isEmpty();
  });

  function enter(): Visit {
    const entry = room.enter(inbox, 0);
    if (entry.kind !== "in") throw new Error(entry.because);
    return entry.visit;
  }

  async function isEmpty(): Promise<void> {
    for (const endsAtMs = performance.now() + 20_000; ; await pause(5)) {
      const visit = enter();
      // As much as one inbox may have, and not a byte of another's in hand.
      const isFree = (visit.hold(750) ?? visit.begin()) === undefined;
      visit.leave();
      if (isFree) return;
      if (performance.now() > endsAtMs) throw new Error("something is still in hand");
    }
  }
});

test("whoever sends a byte at a time is cut off, and the others are served meanwhile", async () => {
  const slowHeaders = raw("POST /webhooks/x HTTP/1.1\r\nHost: x\r\nX-Slow: ", []);
  const slowBody = raw(
    `POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`,
    [],
  );
  const healthy = await post(inbox, { id: randomUUID(), from: "ana", text: "oi" });
  expect(healthy.status).toBe(204);
  expect(await slowHeaders).toMatch(/^HTTP\/1\.1 408 /);
  expect(await slowBody).toMatch(/^HTTP\/1\.1 408 /);
});

test.each([
  [
    "both lengths",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "0\r\n\r\n",
    /^HTTP\/1\.1 400 /,
  ],
  ["two lengths", "Content-Length: 5\r\nContent-Length: 6", "12345", /^HTTP\/1\.1 400 /],
  ["a folded header", "X-A: 1\r\n 2\r\nContent-Length: 0", "", /^HTTP\/1\.1 40[015] /],
  ["an unknown expectation", "Expect: tea\r\nContent-Length: 0", "", /^HTTP\/1\.1 417 /],
])("a request with %s is refused", async (_, headers, body, expected) => {
  expect(
    await raw(
      `POST /webhooks/${inbox} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n\r\n${body}`,
      [],
    ),
  ).toMatch(expected);
});

test.each([
  [`GET http://gateway.example/webhooks/${inbox} HTTP/1.1`, /^HTTP\/1\.1 400 /],
  [`TRACE /webhooks/${inbox} HTTP/1.1`, /^HTTP\/1\.1 405 /],
])("%s is refused", async (line, expected) => {
  expect(await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`, [])).toMatch(expected);
});

test("while the database is away nothing is acknowledged, and the sender is told to come back", async () => {
  await post(inbox, { id: randomUUID(), from: "ana", text: "antes" });
  const message = { id: randomUUID(), from: "ana", text: "durante" };
  proxy.cut();
  try {
    const refused = await post(inbox, message);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const unknown = await post(randomUUID(), message);
    expect([404, 503]).toContain(unknown.status);
    expect(await refused.text()).not.toMatch(/postgres|ECONN|at /i);
  } finally {
    proxy.restore();
  }
  expect((await post(inbox, message)).status).toBe(204);
});

test("no log line holds the inbox's secret or what was said", () => {
  expect(logged.join("")).not.toContain(SECRET.slice(6, 30));
  expect(logged.join("")).not.toContain("durante");
});

function post(
  id: string,
  message: { id: string; from: string; text: string },
  server = http,
): Promise<Response> {
  const body = JSON.stringify(message);
  const signature = signWebhook(SECRET, { id: message.id, at: Date.now(), body });
  const url = `http://127.0.0.1:${portOf(server)}/webhooks/${id}`;
  return fetch(url, { method: "POST", body, headers: { ...signature } });
}

/** Writes bytes as they are, then waits for the other side to close; what it said meanwhile. */
function raw(head: string, rest: readonly string[], server = http): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(portOf(server), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => resolve(answer));
    socket.on("close", () => resolve(answer));
    socket.write(head);
    for (const part of rest) socket.write(part);
  });
}

function portOf({ server }: HttpServer): number {
  return (server.address() as AddressInfo).port;
}
