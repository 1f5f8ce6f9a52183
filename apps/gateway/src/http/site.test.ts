import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { signWebhook } from "@circuito/connector";
import { createLedgerWriter, type Database, openDatabase } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { createInboxes, type Inboxes } from "../inboxes/inboxes.ts";
import { createLog } from "../log/log.ts";
import { createSealer } from "../secrets/seal.ts";
import { memoryMedia, testSigner } from "../testing/memory-media.ts";
import { noTranscript } from "../testing/no-transcript.ts";
import { CONSOLE_DIST, WIDGET_DIST } from "./built-pages.ts";
import { demoPages } from "./demo-pages.ts";
import { createHttpServer, type HttpServer } from "./server.ts";
import { createSite } from "./site.ts";

const SECRET = `whsec_${randomBytes(32).toString("base64")}`;
const chat = randomUUID();
const arrived: string[] = [];
const media = memoryMedia();
/** Whatever bytes: they were judged when they were taken. */
const PICTURE = Buffer.from("a picture");
const OPENS_AT = Date.UTC(2026, 0, 5, 11);
let picture = "";
let testDatabase: TestDatabase;
let database: Database;
let inboxes: Inboxes;
let http: HttpServer;
let url: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 4, applicationName: "test" });
  picture = (await media.put(PICTURE)).sha256;
  const logo = { digest: picture, type: "image/webp", width: 40, height: 40, alt: "" };
  await database.pool.query(
    "insert into inboxes (id, name, channel, settings) values ($1, 'Chat', 'webchat', $2)",
    [chat, { allowedOrigins: ["https://shop.example", "https://x.example; script-src *"], logo }],
  );
  const log = createLog({ level: "error", secrets: [], readable: false, write: () => undefined });
  inboxes = createInboxes(database, ["webchat"], {
    database,
    mayReach: () => false,
    sealer: createSealer(randomBytes(32)),
    publicUrl: "https://gateway.example",
    ledger: createLedgerWriter(database),
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => undefined,
    transcript: noTranscript,
    media,
    signer: testSigner,
    now: Date.now,
    newId: uuidv7,
    log,
  });
  const demo = demoPages({
    publicUrl: "https://gateway.example",
    webchatInboxId: chat,
    smsSecret: async () => SECRET,
    arrived: (id) => void arrived.push(id),
    mail: undefined,
    now: Date.now,
    https: true,
  });
  const hoursOf = async () => ({ open: false, changesAt: OPENS_AT });
  const pages = { inboxes, media, hoursOf, https: true };
  http = createHttpServer(createSite({ ...pages, demo, newId: uuidv7, log }));
  await http.listen(0, "127.0.0.1");
  url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await http.close();
  await inboxes.stop();
  await database.close();
  await testDatabase.drop();
});

async function consoleScript(): Promise<string> {
  const page = await (await fetch(`${url}/`)).text();
  return /src="(\/assets\/console-[^"]+\.js)"/.exec(page)?.[1] ?? "";
}

/** The pages are built by `npm test` and by CI before any test runs. */
const built =
  existsSync(join(CONSOLE_DIST, "index.html")) && existsSync(join(WIDGET_DIST, "widget.js"));
const onPages = built ? test : test.skip;

onPages.each(["/", "/inbox/all", "/settings/queues"])(
  "the console's page answers at %s, framed by nobody",
  async (path) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<div id="root">');
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    // Agents speak here, and hear it before it is sent; nobody else may listen.
    expect(policy).toContain("media-src 'self' blob:");
    expect(response.headers.get("permissions-policy")).toBe(
      "camera=(), geolocation=(), microphone=(self)",
    );
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("strict-transport-security")).toContain("max-age=");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("x-powered-by")).toBeNull();
  },
);

onPages(
  "files with a hash in their name are kept for ever, the pages that name them never",
  async () => {
    const response = await fetch(url + (await consoleScript()));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("immutable");
  },
);

onPages.each([
  ["the console's script", async () => await consoleScript()],
  ["the chat's loader", async () => "/widget.js"],
  ["an inbox's loader", async () => `/widget/v1/${chat}/widget.js`],
])("%s goes over the line compressed to whoever takes that", async (_name, where) => {
  const path = await where();
  const plain = await fetch(url + path, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("vary")).toMatch(/accept-encoding/i);
  const text = await plain.text();
  for (const encoding of ["br", "gzip"]) {
    const packed = await fetch(url + path, { headers: { "accept-encoding": encoding } });
    expect(packed.headers.get("content-encoding")).toBe(encoding);
    expect(packed.headers.get("cache-control")).toBe(plain.headers.get("cache-control"));
    expect(await packed.text()).toBe(text);
  }
});

test("a chat's picture is kept for good under its digest, and is nothing but a picture", async () => {
  const response = await fetch(`${url}/widget/v1/${chat}/logo/${picture}`);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PICTURE);
  const { headers } = response;
  expect(headers.get("content-type")).toBe("image/webp");
  expect(headers.get("cache-control")).toContain("immutable");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
});

onPages(
  "only an inbox that invites brings what invites, and no page is told how rules are called",
  async () => {
    const loaderOf = async (id: string) => (await fetch(`${url}/widget/v1/${id}/widget.js`)).text();
    expect(await loaderOf(chat)).not.toContain("circuito-invitation");
    const rule = { id: "r-1", name: "Nome da casa", text: { "pt-BR": "Posso ajudar?" } };
    const proactive = [rule, { ...rule, id: "r-2", enabled: false }];
    const inviting = randomUUID();
    await database.pool.query(
      "insert into inboxes (id, name, channel, settings) values ($1, 'Chat', 'webchat', $2)",
      [inviting, { allowedOrigins: ["https://shop.example"], proactive }],
    );
    await inboxes.reload();
    const script = await loaderOf(inviting);
    const [, told = "{}"] = /circuitoInvitations=(.*);\n/.exec(script) ?? [];
    expect(JSON.parse(told)).toMatchObject({
      inbox: inviting,
      hours: { open: false, changesAt: OPENS_AT },
      rules: [{ id: "r-1", afterSeconds: 20, restDays: 7 }],
    });
    expect(script).not.toContain("Nome da casa");
    expect(script).toContain("circuito-invitation");
  },
);

test("nothing else that is stored is a chat's picture", async () => {
  const { sha256 } = await media.put(Buffer.from("somebody's file"));
  for (const path of [
    `/widget/v1/${chat}/logo/${sha256}`,
    `/widget/v1/${randomUUID()}/logo/${picture}`,
    `/widget/v1/${chat}/logo/..%2F${picture}`,
  ]) {
    expect((await fetch(url + path)).status).toBe(404);
  }
});

onPages(
  "only the sites of an inbox may frame its chat, and their names add no directive",
  async () => {
    const response = await fetch(`${url}/widget/v1/${chat}`);
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/frame-ancestors https:\/\/shop\.example$/);
    expect(policy).not.toContain("script-src *");
    expect(response.headers.get("x-frame-options")).toBeNull();
  },
);

onPages.each(["site", "chat"])(
  "the preview's %s is framed by pages of ours alone",
  async (page) => {
    const response = await fetch(`${url}/widget/preview/${page}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toMatch(/frame-ancestors 'self'$/);
    expect(response.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(await response.text()).toMatch(/<script[^>]+src="\/widget\/preview\/assets\//);
  },
);

onPages("the loader may be used by other sites, and is asked for anew after a while", async () => {
  const response = await fetch(`${url}/widget.js`);
  expect(response.headers.get("content-type")).toMatch(/javascript/);
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(response.headers.get("cache-control")).toBe("public, max-age=300");
});

onPages("the demo's shop loads the chat of the demo's inbox", async () => {
  const page = await (await fetch(`${url}/demo`)).text();
  expect(page).toContain(chat);
  expect(page).toContain("https://gateway.example");
  expect(page).not.toContain("{{");
});

test.each([
  `/widget/v1/${randomUUID()}`,
  "/widget/v1/..%2f..%2fpackage.json",
  "/widget/app/index.html",
  "/widget/preview/site.html",
  "/widget/preview/other",
  "/assets/../../package.json",
  "/assets/%2e%2e/%2e%2e/package.json",
  "/.git/config",
  "/.env",
  "/package.json",
  "/missing.js",
])("%s is not there", async (path) => {
  const response = await fetch(url + path);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toMatch(/circuito\/|at .*\.js/);
});

test("the demo's phone shows what was signed for it, once, and as text", async () => {
  const id = randomUUID();
  const body = JSON.stringify({ id, to: "+5511900000001", text: "<script>alert(1)</script>" });
  const post = (signedBody: string) =>
    fetch(`${url}/demo/sms`, {
      method: "POST",
      headers: { ...signWebhook(SECRET, { id, at: Date.now(), body: signedBody }) },
      body,
    });
  expect((await post("another body")).status).toBe(401);
  expect(arrived).toEqual([]);
  expect(await (await post(body)).json()).toEqual({ id });
  await post(body);
  expect(arrived).toEqual([id, id]);
  const response = await fetch(`${url}/demo/sms`);
  const page = await response.text();
  expect(page.match(/alert\(1\)/g)).toHaveLength(1);
  expect(page).not.toContain("<script>");
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
});
