import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { StoredBytes } from "@circuito/domain";
import { AwsV4Signer } from "aws4fetch";
import { MediaMissing, type MediaStore, MediaUnavailable, mediaName } from "./media-store.ts";

export interface S3Settings {
  /** Scheme, host and port; the bucket is the first part of the path, as every look-alike knows it. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** In front of every name; empty, or ending in a slash. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Nothing came or went for so long: the store, or the way to it, is down. */
const SILENCE_MAX_MS = 20_000;
/** Stores ask for patience in short bursts; who waits here is a provider, or a person. */
const RETRY_AFTER_MS = [200, 1_000];
/** A balancer asks every few seconds; each write has its price. */
const CHECK_EVERY_MS = 60_000;
/** The store's own clock, as exact as its headers are. */
const SECOND_MS = 1_000;
/** Of an empty body. */
const EMPTY = createHash("sha256").digest("hex");

/** What is sent, as often as it takes: its length and digest are known before it goes. */
interface Body extends StoredBytes {
  readonly stream: () => Readable;
}

const NO_BODY: Body = { sha256: EMPTY, sizeBytes: 0, stream: () => Readable.from([]) };

/**
 * Media in a bucket. A stream is written to a file first, since its name is
 * its digest; then it goes in one request whose signature covers that digest, so that the store itself
 * refuses what was damaged on the way.
 * @param spoolFolder on a disk, with room for what comes in at one time
 */
export async function openS3Media(
  settings: S3Settings,
  spoolFolder: string,
  now: () => number,
): Promise<MediaStore> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  let checkedAt = Number.NEGATIVE_INFINITY;

  /** Sent again though it may be there: its age tells whoever is about to remove it that somebody has it. */
  async function send(body: Body): Promise<StoredBytes> {
    const { sha256, sizeBytes } = body;
    const response = await ask(settings, "PUT", mediaName(sha256), body);
    response.resume();
    if (response.statusCode !== 200) throw refused("PUT", response);
    return { sha256, sizeBytes };
  }

  /** When the store says it was last written, to the second; `undefined`: it is not there. */
  async function writtenAt(sha256: string): Promise<number | undefined> {
    const response = await ask(settings, "HEAD", mediaName(sha256), NO_BODY);
    response.resume();
    if (response.statusCode === 404) return undefined;
    const at = Date.parse(response.headers["last-modified"] ?? "");
    if (response.statusCode !== 200 || Number.isNaN(at)) throw refused("HEAD", response);
    return at;
  }

  return {
    async put(bytes) {
      const file = join(spoolFolder, randomUUID());
      try {
        return await send(bytes instanceof Uint8Array ? bodyOf(bytes) : await spool(file, bytes));
      } catch (cause) {
        throw new MediaUnavailable("bytes could not be stored", { cause });
      } finally {
        await rm(file, { force: true }).catch(() => {});
      }
    },
    async open(sha256) {
      const name = mediaName(sha256);
      const response = await ask(settings, "GET", name, NO_BODY).catch((cause: unknown) => {
        throw new MediaUnavailable("the media store does not answer", { cause });
      });
      if (response.statusCode === 200) return response;
      response.resume();
      if (response.statusCode === 404) throw new MediaMissing("no such bytes in the media store");
      throw new MediaUnavailable("bytes could not be read", { cause: refused("GET", response) });
    },
    async remove(sha256, since) {
      try {
        const at = await writtenAt(sha256);
        if (at === undefined) return true;
        if (at + SECOND_MS > since) return false;
        const response = await ask(settings, "DELETE", mediaName(sha256), NO_BODY);
        response.resume();
        if (response.statusCode === 204 || response.statusCode === 404) return true;
        throw refused("DELETE", response);
      } catch (cause) {
        throw new MediaUnavailable("bytes could not be deleted", { cause });
      }
    },
    async check() {
      if (now() - checkedAt < CHECK_EVERY_MS) return;
      const response = await ask(settings, "PUT", "check", NO_BODY).catch((cause: unknown) => {
        throw new MediaUnavailable("the media store does not answer", { cause });
      });
      response.resume();
      if (response.statusCode !== 200) {
        const cause = refused("PUT", response);
        throw new MediaUnavailable("the media store cannot be written to", { cause });
      }
      checkedAt = now();
    },
  };
}

function bodyOf(bytes: Uint8Array): Body {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { sha256, sizeBytes: bytes.byteLength, stream: () => Readable.from([bytes]) };
}

async function spool(path: string, bytes: AsyncIterable<Uint8Array>): Promise<Body> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), sizeBytes, stream: () => createReadStream(path) };
}

/** Asks once more, and once again, when the store was busy or did not answer. */
async function ask(
  settings: S3Settings,
  method: "DELETE" | "GET" | "HEAD" | "PUT",
  name: string,
  body: Body,
): Promise<IncomingMessage> {
  for (const pauseMs of RETRY_AFTER_MS) {
    const response = await askOnce(settings, method, name, body).catch(() => undefined);
    if (response && !isBusy(response)) return response;
    response?.resume();
    await wait(pauseMs);
  }
  return askOnce(settings, method, name, body);
}

function isBusy({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 500 || statusCode === 429;
}

async function askOnce(
  { endpoint, bucket, prefix, region, accessKey, secretKey }: S3Settings,
  method: "DELETE" | "GET" | "HEAD" | "PUT",
  name: string,
  { sha256, sizeBytes, stream }: Body,
): Promise<IncomingMessage> {
  const signed = await new AwsV4Signer({
    method,
    url: `${endpoint}/${bucket}/${prefix}${name}`,
    headers: { "x-amz-content-sha256": sha256 },
    service: "s3",
    region,
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
  }).sign();
  const headers = Object.fromEntries(signed.headers);
  if (method === "PUT") headers["content-length"] = String(sizeBytes);
  return new Promise((resolve, reject) => {
    const { request: begin } = signed.url.protocol === "https:" ? https : http;
    const request = begin(signed.url.href, { method, headers, timeout: SILENCE_MAX_MS }, resolve);
    request.once("timeout", () => request.destroy(new Error("the media store is silent")));
    request.once("error", reject);
    if (method !== "PUT") request.end();
    // An answer may come before the body is through: then it says why.
    else pipeline(stream(), request).catch(reject);
  });
}

function refused(method: string, response: IncomingMessage): Error {
  return new Error(`the media store said ${response.statusCode} to ${method}`);
}
