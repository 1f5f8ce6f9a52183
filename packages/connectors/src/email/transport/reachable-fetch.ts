import { lookup } from "node:dns/promises";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { CANNOT_BE_REACHED } from "./mail-host.ts";

export interface ReachableFetchParts {
  readonly mayReach: (ipAddress: string) => boolean;
  /** How a name is resolved; the machine's own way if absent. */
  readonly addresses?: (host: string) => Promise<readonly string[]>;
  /** Beyond it an answer is cut off and refused. */
  readonly bytesMax: number;
  readonly timeoutMs: number;
  /** Authorities besides the world's: of a network that has its own. */
  readonly ca?: string;
}

/**
 * HTTP to an address that an admin or a stranger's DNS chose. The name is resolved once, every address
 * is held against the rule of where inboxes may connect, and the connection goes to one that passed
 * (B-78, B-79). Redirects are not followed. Failures all sound the same.
 */
export function reachableFetch(
  parts: ReachableFetchParts,
): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const target = new URL(url);
    const address = await chosenAddress(target.hostname, parts);
    const limit = AbortSignal.timeout(parts.timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    return await ask(target, address, init, signal, parts);
  };
}

async function chosenAddress(hostname: string, parts: ReachableFetchParts): Promise<string> {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const resolve = parts.addresses ?? systemAddresses;
  const found = isIP(host) === 0 ? await resolve(host).catch(unreachable) : [host];
  const chosen = found.find(parts.mayReach);
  return chosen ?? unreachable();
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function unreachable(cause?: unknown): never {
  throw new Error(CANNOT_BE_REACHED, { cause });
}

function ask(
  target: URL,
  address: string,
  init: RequestInit,
  signal: AbortSignal,
  parts: ReachableFetchParts,
): Promise<Response> {
  const isPlain = target.protocol === "http:";
  // Asked again by the socket, the name would be free to mean something else.
  const pinned: LookupFunction = (_host, options, done) =>
    options.all === true
      ? done(null, [{ address, family: isIP(address) }])
      : done(null, address, isIP(address));
  const options: RequestOptions & { readonly ca?: string } = {
    method: init.method ?? "GET",
    headers: Object.fromEntries(new Headers(init.headers)),
    lookup: pinned,
    agent: false,
    signal,
    ...(parts.ca !== undefined && { ca: parts.ca }),
  };
  return new Promise((resolve, reject) => {
    const request = (isPlain ? httpRequest : httpsRequest)(target, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > parts.bytesMax) request.destroy(new Error("the answer is too long"));
      });
      response.once("error", reject);
      response.once("end", () => {
        const status = response.statusCode ?? 502;
        const hasBody = status !== 204 && status !== 304;
        const headers = { "content-type": response.headers["content-type"] ?? "" };
        resolve(new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers }));
      });
    });
    request.once("error", reject);
    request.end(typeof init.body === "string" ? init.body : undefined);
  });
}
