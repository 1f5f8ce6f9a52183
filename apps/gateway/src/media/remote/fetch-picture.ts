import type { LookupAddress } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { pictureType } from "../sniff-type.ts";
import { pixelsOf } from "./picture-size.ts";

/** Why a picture is not shown; for people who look, and for the log. */
export type PictureRefusal =
  | "address-not-allowed"
  | "no-answer"
  | "too-many-redirects"
  | "not-found"
  | "too-large"
  | "not-a-picture";

export type FetchedPicture =
  | { readonly kind: "picture"; readonly bytes: Uint8Array; readonly mimeType: string }
  | { readonly kind: "refused"; readonly because: PictureRefusal };

export interface PictureReach {
  /** Whether we may connect to this IP address. */
  readonly mayReach: (ipAddress: string) => boolean;
  readonly ports: readonly number[];
}

/** Where the web is; anything else is somebody looking for other servers (B-78). */
export const WEB_PORTS: readonly number[] = [80, 443];
/** A reader waits for it with an open mail. */
const FETCH_TIMEOUT_MS = 10_000;
/** Photographs in newsletters are smaller; in memory for a moment, some at a time. */
const PICTURE_BYTES_MAX = 8 * 1024 * 1024;
/** What a browser unpacks of a small file: a photograph of any camera fits, a bomb does not (B-65). */
const PIXELS_MAX = 100_000_000;
/** Newsletters count clicks by one or two; a loop has more. */
const REDIRECTS_MAX = 3;

const no = (because: PictureRefusal) => ({ kind: "refused", because }) as const;

/**
 * Fetches a picture that a mail names, as nobody in particular: no cookie, no referrer, no name of a
 * browser. Every hop is looked up, every address it has must be allowed, and the connection goes to
 * one of these and not to the name again. A picture is what begins like one (S-12, B-39, B-78).
 */
export async function fetchPicture(url: string, reach: PictureReach): Promise<FetchedPicture> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  let next = url;
  try {
    for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
      const target = URL.canParse(next) ? new URL(next) : undefined;
      const addresses = target && (await allowedAddresses(target, reach, signal));
      if (!addresses) return no("address-not-allowed");
      const response = await get(target, addresses, signal);
      const moved = redirectOf(response, target);
      if (moved === undefined) return await readPicture(response);
      response.destroy();
      next = moved;
    }
    return no("too-many-redirects");
  } catch {
    // Refused, reset, too slow, no such name: what a mail learns of our network is one word.
    return no("no-answer");
  }
}

async function allowedAddresses(
  url: URL,
  { mayReach, ports }: PictureReach,
  signal: AbortSignal,
): Promise<readonly LookupAddress[] | undefined> {
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (!isWeb || url.username !== "" || url.password !== "" || !ports.includes(port)) {
    return undefined;
  }
  const found = await beforeAbort(lookUp(hostOf(url), { all: true }), signal);
  return found.length > 0 && found.every(({ address }) => mayReach(address)) ? found : undefined;
}

/** Node takes an IPv6 address without the brackets that a URL has it in. */
function hostOf(url: URL): string {
  const bare = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? url.hostname : bare;
}

/** A look-up cannot be called off, but it need not be waited for. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function get(
  url: URL,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, addresses[0]?.address ?? "", addresses[0]?.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).get(
      url,
      {
        agent: false,
        lookup: pinned,
        signal,
        headers: { accept: "image/*", "accept-encoding": "identity", "user-agent": "Circuito" },
      },
      resolve,
    );
    request.once("error", reject);
  });
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectOf(response: IncomingMessage, from: URL): string | undefined {
  const { location } = response.headers;
  if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from.href).href : location;
}

async function readPicture(response: IncomingMessage): Promise<FetchedPicture> {
  const refuse = (because: PictureRefusal): FetchedPicture => {
    response.destroy();
    return no(because);
  };
  if (response.statusCode !== 200) return refuse("not-found");
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of response) {
    const chunk: Uint8Array = part;
    sizeBytes += chunk.byteLength;
    if (sizeBytes > PICTURE_BYTES_MAX) return refuse("too-large");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, sizeBytes);
  const mimeType = pictureType(bytes);
  if (mimeType === undefined) return no("not-a-picture");
  if ((pixelsOf(bytes, mimeType) ?? 0) > PIXELS_MAX) return no("too-large");
  return { kind: "picture", bytes, mimeType };
}
