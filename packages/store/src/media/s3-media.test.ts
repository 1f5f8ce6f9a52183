import { createHash, createHmac } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { MediaMissing, type MediaStore, MediaUnavailable, mediaName } from "./media-store.ts";
import { openS3Media } from "./s3-media.ts";

/* A store that speaks as much of S3 as we need, and checks every signature by the published steps. */

const SECRET = "not-a-secret";
const kept = new Map<string, Buffer>();
/** When each was last written, ms since epoch. */
const written = new Map<string, number>();
let asked: string[] = [];
/** What the next requests are answered with, before the store behaves again. */
let trouble: number[] = [];
let server: Server;
let endpoint: string;
let folder: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    asked.push(`${request.method} ${request.url}`);
    const status = trouble.shift();
    if (status) return void response.writeHead(status).end();
    if (signatureOf(request) !== given(request) || !isWhole(request, body)) {
      return void response.writeHead(403).end("SignatureDoesNotMatch");
    }
    const name = request.url ?? "";
    if (request.method === "PUT") {
      kept.set(name, body);
      written.set(name, Date.now());
    }
    if (request.method === "DELETE") {
      kept.delete(name);
      return void response.writeHead(204).end();
    }
    const found = kept.get(name);
    if (!found) return void response.writeHead(404).end();
    const about = {
      "content-length": found.byteLength,
      "last-modified": new Date(written.get(name) ?? 0).toUTCString(),
    };
    response.writeHead(200, request.method === "PUT" ? {} : about);
    response.end(request.method === "GET" ? found : undefined);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "circuito-s3-"));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  kept.clear();
  asked = [];
  trouble = [];
});

/** Source: AWS, "Signature Version 4: create a signed request". */
function signatureOf(request: IncomingMessage): string {
  const { headers } = request;
  const [, day = "", region = "", signed = ""] =
    /Credential=key\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+),/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const canonical = [
    ...[request.method, request.url, ""],
    ...signed.split(";").map((name) => `${name}:${headers[name]}`),
    ...["", signed, headers["x-amz-content-sha256"]],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest].join("\n");
  const mac = (key: string | Buffer, data: string) =>
    createHmac("sha256", key).update(data).digest();
  const key = mac(mac(mac(mac(`AWS4${SECRET}`, day), region), "s3"), "aws4_request");
  return mac(key, text).toString("hex");
}

function given({ headers }: IncomingMessage): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? "")?.[1];
}

function isWhole({ headers }: IncomingMessage, body: Buffer): boolean {
  const digest = createHash("sha256").update(body).digest("hex");
  const hasLength = headers["content-length"] === String(body.byteLength);
  return headers["x-amz-content-sha256"] === digest && (body.byteLength === 0 || hasLength);
}

function openStore(more: { secretKey?: string; now?: () => number } = {}): Promise<MediaStore> {
  const { secretKey = SECRET, now = Date.now } = more;
  const where = { endpoint, region: "sa-east-1", bucket: "media", prefix: "circuito/" };
  return openS3Media({ ...where, accessKey: "key", secretKey }, folder, now);
}

async function* chunks(...parts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

test("what was put comes back under its digest, whatever the chunks were", async () => {
  const media = await openStore();
  const one = await media.put(Buffer.from("olá mundo"));
  expect(await media.put(chunks("olá", " ", "mundo"))).toEqual(one);
  expect(one).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), sizeBytes: 10 });
  const { sha256 } = one;
  const name = `/media/circuito/${mediaName(sha256)}`;
  expect([...kept.keys()]).toEqual([name]);
  expect((await buffer(await media.open(sha256))).toString()).toBe("olá mundo");
  expect(await readdir(folder)).toEqual([]);
});

test("what is removed is not there, and what never was is removed, too", async () => {
  const media = await openStore();
  const { sha256 } = await media.put(Buffer.from("adeus"));
  expect(await media.remove(sha256, Number.POSITIVE_INFINITY)).toBe(true);
  expect([...kept.keys()]).toEqual([]);
  await expect(media.open(sha256)).rejects.toThrow(MediaMissing);
  expect(await media.remove(sha256, Number.POSITIVE_INFINITY)).toBe(true);
  trouble = [403];
  await expect(media.remove(sha256, 0)).rejects.toThrow(MediaUnavailable);
});

test("what somebody put again meanwhile stays, however large it is", async () => {
  const media = await openStore();
  const large = Buffer.alloc(2 * 1024 * 1024, "x");
  const { sha256 } = await media.put(large);
  const [name = ""] = kept.keys();
  written.set(name, Date.now() - 60_000);
  const since = Date.now() - 30_000;
  await media.put(large);
  expect(await media.remove(sha256, since)).toBe(false);
  expect(kept.has(name)).toBe(true);
  written.set(name, Date.now() - 60_000);
  expect(await media.remove(sha256, since)).toBe(true);
  expect(kept.has(name)).toBe(false);
});

test("a shorter one of its name is replaced", async () => {
  const media = await openStore();
  const first = await media.put(chunks("olá"));
  const [name = ""] = kept.keys();
  kept.set(name, Buffer.from("x"));
  expect(await media.put(chunks("olá"))).toEqual(first);
  expect(kept.get(name)?.toString()).toBe("olá");
});

test("a busy store is asked again; a broken one is not there", async () => {
  const media = await openStore();
  trouble = [503, 500];
  const { sha256 } = await media.put(chunks("olá"));
  expect((await buffer(await media.open(sha256))).toString()).toBe("olá");
  trouble = [503, 503, 503];
  await expect(media.put(chunks("olá"))).rejects.toThrow(MediaUnavailable);
  trouble = [503, 503, 503];
  await expect(media.open(sha256)).rejects.toThrow(MediaUnavailable);
  expect(await readdir(folder)).toEqual([]);
});

test("a source that breaks off stores nothing and leaves nothing behind", async () => {
  const media = await openStore();
  const broken = async function* () {
    yield Buffer.from("half");
    throw new Error("connection lost");
  };
  await expect(media.put(broken())).rejects.toThrow(MediaUnavailable);
  expect(asked).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test("a wrong key stores and reads nothing, and says so in words without it", async () => {
  const media = await openStore({ secretKey: "another-secret" });
  const failed = await media.put(Buffer.from("x")).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(MediaUnavailable);
  expect(failed instanceof Error && String(failed.cause)).toContain("said 403 to PUT");
  expect(JSON.stringify(failed, Object.getOwnPropertyNames(failed))).not.toContain("another");
  await expect(media.open("a".repeat(64))).rejects.toThrow(MediaUnavailable);
  await expect(media.check()).rejects.toThrow(MediaUnavailable);
});

test("readiness writes to the store, and at most once a minute while it can", async () => {
  let at = 0;
  const media = await openStore({ now: () => at });
  await media.check();
  await media.check();
  expect(asked).toEqual(["PUT /media/circuito/check"]);
  at = 60_000;
  trouble = [503, 503, 503];
  await expect(media.check()).rejects.toThrow(MediaUnavailable);
  await media.check();
});

test.each(["0".repeat(64), "../../../etc/passwd", "", "A".repeat(64)])(
  "%j is no file of ours",
  async (sha256) => {
    const media = await openStore();
    await expect(media.open(sha256)).rejects.toThrow(MediaMissing);
  },
);
