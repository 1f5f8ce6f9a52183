import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { makeCertificate } from "@circuito/lab";
import { Server } from "socket.io";
import { WebSocketServer } from "ws";
import { addressProof, isProof } from "./address-proof.ts";
import { askAddress } from "./look/ask-address.ts";
import { callWebhook } from "./look/call-webhook.ts";
import { newestBackup } from "./look/newest-backup.ts";
import { openSocket } from "./look/open-socket.ts";
import { readClocks } from "./look/read-clocks.ts";
import { readDisk } from "./look/read-disk.ts";
import { seeCertificate } from "./look/see-certificate.ts";
import { startBrowser } from "./look/start-browser.ts";

const KEY = new Uint8Array(32).fill(7);
const prove = addressProof(KEY);
const inTime = () => AbortSignal.timeout(20_000);

let folder: string;
const servers: HttpServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serve(answer: RequestListener): Promise<{ http: HttpServer; url: string }> {
  const http = createServer(answer);
  servers.push(http);
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

/** An address at which nobody listens any more. */
async function nowhere(): Promise<string> {
  const { http, url } = await serve(() => {});
  await new Promise((closed) => http.close(closed));
  servers.pop();
  return url;
}

const page: RequestListener = (_request, response) => void response.end("<h1>Welcome</h1>");

test("only whoever has the installation's key is known as it", async () => {
  const own = await serve((request, response) => {
    const nonce = /prove=(\w+)/.exec(request.url ?? "")?.[1] ?? "";
    response.end(JSON.stringify({ ok: true, proof: prove(nonce) }));
  });
  const ask = (url: string, how = prove) => askAddress(url, how, inTime());
  expect(await ask(own.url)).toEqual({ kind: "answered", status: 200, isOurs: true });
  const otherKey = addressProof(new Uint8Array(32).fill(8));
  expect(await ask(own.url, otherKey)).toMatchObject({ isOurs: false });
  expect(await ask((await serve(page)).url)).toMatchObject({ status: 200, isOurs: false });
  expect(await ask(await nowhere())).toEqual({ kind: "failed", code: "ECONNREFUSED" });
});

test("what is as long as a proof, and is none, is no proof", () => {
  const wanted = prove("nonce");
  expect(isProof(wanted, wanted)).toBe(true);
  expect(isProof("é".repeat(wanted.length), wanted)).toBe(false);
  expect(isProof(wanted.replace(/^./, "x"), wanted)).toBe(false);
  expect(isProof(undefined, wanted)).toBe(false);
});

test("an address that never answers is one that failed", async () => {
  const { url } = await serve(() => {});
  const over = AbortSignal.timeout(50);
  expect(await askAddress(url, prove, over)).toEqual({ kind: "failed", code: "ETIMEDOUT" });
});

describe("a websocket", () => {
  test("has a word going there and back", async () => {
    const { http, url } = await serve(page);
    const io = new Server(http, { serveClient: false });
    expect(await openSocket(url, inTime())).toMatchObject({ kind: "answered" });
    await io.close();
    servers.pop();
  });

  test("that a proxy answers as a page was refused", async () => {
    const { http, url } = await serve(page);
    http.on("upgrade", (_request, socket) => {
      socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    });
    expect(await openSocket(url, inTime())).toEqual({ kind: "refused", status: 400 });
  });

  test("by which nothing comes back is silent", async () => {
    const { http, url } = await serve(page);
    const silent = new WebSocketServer({ server: http });
    const over = new AbortController();
    silent.on("connection", (socket) => {
      // What it says comes to us, and nothing goes back: then its time is over.
      socket.on("message", () => over.abort());
      socket.send("0{}");
    });
    expect(await openSocket(url, over.signal)).toEqual({ kind: "silent" });
    silent.close();
  });

  test("that ends before a word came back is silent, too", async () => {
    const { http, url } = await serve(page);
    const deaf = new WebSocketServer({ server: http });
    deaf.on("connection", (socket) => socket.close());
    expect(await openSocket(url, inTime())).toEqual({ kind: "silent" });
    deaf.close();
  });

  test("to nowhere failed", async () => {
    expect(await openSocket(await nowhere(), inTime())).toEqual({
      kind: "failed",
      code: "ECONNREFUSED",
    });
  });
});

describe("a certificate", () => {
  test("there is none of plain http", async () => {
    expect(await seeCertificate("http://localhost:1", inTime())).toEqual({ kind: "plain" });
  });

  test("that nobody vouches for is seen all the same, with who made it and until when", async () => {
    const { key, cert } = await makeCertificate("support.example.com");
    const tls = createTlsServer({ key, cert });
    await new Promise<void>((listening) => tls.listen(0, "127.0.0.1", listening));
    const { port } = tls.address() as AddressInfo;
    expect(await seeCertificate(`https://127.0.0.1:${port}`, inTime())).toEqual({
      kind: "shown",
      distrust: "DEPTH_ZERO_SELF_SIGNED_CERT",
      validTo: expect.any(Number),
      issuer: "support.example.com",
    });
    await new Promise((closed) => tls.close(closed));
  });

  test("that speaks no TLS gives a code, and no words", async () => {
    const { url } = await serve(page);
    const seen = await seeCertificate(url.replace("http:", "https:"), inTime());
    expect(seen).toMatchObject({ kind: "failed", code: expect.stringMatching(/^[A-Z_0-9]+$/) });
  });
});

test("a webhook's request arrives as it was made", async () => {
  const heard: string[] = [];
  const { url } = await serve((request, response) => {
    request.setEncoding("utf8").on("data", (text: string) => heard.push(text));
    request.on("end", () => response.writeHead(request.headers["x-signed"] ? 204 : 403).end());
  });
  const request = { method: "POST", url: "/webhooks/1?a=b", headers: { "x-signed": "yes" } };
  const body = new TextEncoder().encode("é");
  const called = await callWebhook(url, { ...request, body }, inTime());
  expect(called).toMatchObject({ kind: "answered", status: 204 });
  expect(heard.join("")).toBe("é");
  expect(await callWebhook(await nowhere(), { ...request, body }, inTime())).toMatchObject({
    kind: "failed",
  });
});

test("a redirect is an answer, and is not followed", async () => {
  const { url } = await serve((_request, response) => {
    response.writeHead(301, { location: "https://elsewhere.example.com/" }).end();
  });
  const request = { method: "GET", url: "/webhooks/1", headers: {}, body: new Uint8Array() };
  expect(await callWebhook(url, request, inTime())).toMatchObject({ status: 301 });
});

test("clocks are compared by what answers; what does not is left out", async () => {
  const { url } = await serve((_request, response) => {
    response.writeHead(404, { date: "Fri, 27 Nov 2026 12:00:00 GMT" }).end();
  });
  const readings = await readClocks(
    {
      database: undefined,
      providers: [url, await nowhere()],
      fetch,
      now: () => Date.UTC(2026, 10, 27, 12, 2),
    },
    inTime(),
  );
  expect(readings).toEqual([{ of: new URL(url).host, aheadMs: -120_000 }]);
});

test("the room of a folder that is not there yet is that of its parent", async () => {
  const there = await readDisk(folder);
  expect(there).toMatchObject({ kind: "room" });
  expect(await readDisk(join(folder, "not", "yet"))).toMatchObject({ kind: "room" });
});

test("a folder below a file cannot be written to", async () => {
  await writeFile(join(folder, "file"), "");
  expect(await readDisk(join(folder, "file", "below"))).toEqual({
    kind: "closed",
    code: "ENOTDIR",
  });
});

test("the newest backup is the newest entry of the folder, or the file itself", async () => {
  expect(await newestBackup(undefined)).toEqual({ kind: "unknown" });
  expect(await newestBackup(folder)).toEqual({ kind: "none", path: folder });
  expect(await newestBackup(join(folder, "gone"))).toMatchObject({ kind: "none" });
  const [old, recent] = [join(folder, "old.dump"), join(folder, "recent")];
  await writeFile(old, "");
  await mkdir(recent);
  await utimes(old, 1_000, 1_000);
  await utimes(recent, 2_000, 2_000);
  expect(await newestBackup(folder)).toEqual({ kind: "newest", at: 2_000_000 });
  expect(await newestBackup(old)).toEqual({ kind: "newest", at: 1_000_000 });
});

const chromium = process.env.TEST_CHROMIUM_PATH;
const browser = (executablePath: string) => ({
  executablePath,
  args: [],
  acceptsInsecureCerts: false,
});

(chromium ? test : test.skip)(
  "a browser starts, opens a page and says its version",
  async () => {
    const started = await startBrowser(browser(chromium ?? ""), AbortSignal.timeout(60_000));
    expect(started).toMatchObject({ kind: "started", version: expect.stringMatching(/^\d+\./) });
  },
  70_000,
);

test.each([
  ["that is not there", "/no/such/browser", "ENOENT"],
  ["that ends at once", "/bin/false", "EXIT_1"],
  ["that ends without a word", "/bin/true", "EXIT_0"],
])("a browser %s is told by a code", async (_, path, code) => {
  expect(await startBrowser(browser(path), inTime())).toEqual({ kind: "failed", code });
});
