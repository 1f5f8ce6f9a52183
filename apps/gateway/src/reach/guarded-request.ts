import { lookup as systemLookup } from "node:dns/promises";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { pipeline } from "node:stream";
import { AddressRefused, CONNECT_TIMEOUT_CODE } from "@circuito/connector";
import { crashPoint } from "@circuito/faults";

export interface ReachRule {
  /** Whether this IP address may be connected to. */
  readonly mayReach: (ipAddress: string) => boolean;
  /** Of the addresses of a name: `one` that may be reached is enough (the default), or `every` one must. */
  readonly needs?: "one" | "every";
  /** Those that may be asked; any if absent. */
  readonly ports?: readonly number[];
  /** Addresses of our own that may be called wherever they are: whole URLs, compared as they are. */
  readonly ownUrls?: readonly string[];
}

export interface GuardedRequestParts extends ReachRule {
  /** How a name is resolved; the machine's own way if absent. */
  readonly addresses?: (host: string) => Promise<readonly string[]>;
  /** Authorities in place of the world's: of a network that has its own. */
  readonly ca?: string;
  /** For many requests to the same few servers; each makes its own connection otherwise. */
  readonly keepsConnections?: boolean;
}

/** Rejects with AddressRefused where the rule says no, before anything left us. */
export type GuardedRequest = (url: string, init: RequestInit) => Promise<Response>;

/** Servers on the other side of the world answer within one; a firewall that drops never does. */
const CONNECT_TIMEOUT_MS = 10_000;
/** An idle connection is used again within this; many servers close theirs after five. */
const IDLE_MS = 4_000;
const WEB_PORT: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/**
 * One HTTP request, its answer's body streamed, to an address that an admin or a stranger chose: the
 * only way that anything of ours calls one. Every name is resolved by us and each of its addresses held
 * against the rule; the connection is made to one that passed, so that no second look at the name can
 * mean something else (B-78, B-79). Redirects are handed back: whoever follows one asks again, and is
 * held against the rule again.
 */
export function createGuardedRequest(parts: GuardedRequestParts): GuardedRequest {
  const { ca } = parts;
  const lookup = guardedLookup(parts);
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const agents = parts.keepsConnections && {
    http: new HttpAgent(kept),
    https: new HttpsAgent(kept),
  };
  return async (url, { signal, ...init }) => {
    const isOwn = parts.ownUrls?.includes(url) ?? false;
    const target = isOwn ? new URL(url) : allowedTarget(url, parts);
    // A body that streams goes out as it comes; whoever streams knows its type, and its length if any.
    const { body: given } = init;
    const stream = given instanceof ReadableStream ? given : undefined;
    // Reads headers, bodies and their types as fetch does.
    const request = new Request(target, stream ? { ...init, body: null } : init);
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
    const isPlain = target.protocol === "http:";
    const agent = agents ? agents[isPlain ? "http" : "https"] : false;
    const options = {
      method: request.method,
      headers: {
        accept: "*/*",
        "user-agent": "Circuito",
        ...Object.fromEntries(request.headers),
        ...(body && { "content-length": String(body.byteLength) }),
      },
      ...(signal && { signal }),
      ...(ca !== undefined && { ca }),
      // Connections that the rule did not see are not kept for those that it must.
      ...(isOwn ? { agent: false } : { agent, lookup }),
    };
    return await new Promise<Response>((resolve, reject) => {
      const outgoing = (isPlain ? httpRequest : httpsRequest)(target, options);
      outgoing.once("socket", (socket) => {
        if (!socket.connecting) return;
        const timer = setTimeout(() => outgoing.destroy(tooSlow()), CONNECT_TIMEOUT_MS);
        const done = (): void => clearTimeout(timer);
        socket.once(isPlain ? "connect" : "secureConnect", done).once("close", done);
      });
      // A server that answers before it has read all of a stream may cut it off afterwards.
      outgoing.on("error", reject);
      outgoing.once("finish", () => crashPoint("O3"));
      outgoing.once("response", (incoming) => {
        try {
          resolve(responseOf(incoming));
        } catch (error) {
          outgoing.destroy();
          reject(error);
        }
      });
      if (stream) pipeline(chunksOf(stream), outgoing, (error) => error && reject(error));
      else outgoing.end(body);
    });
  };
}

/** Whoever wants no more of it ends it. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    // Of a stream that failed, this says once more what its reading said.
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

/** @throws AddressRefused where the address says by itself that it may not be asked */
function allowedTarget(url: string, { mayReach, ports }: ReachRule): URL {
  if (!URL.canParse(url)) throw refused();
  const target = new URL(url);
  const webPort = WEB_PORT[target.protocol];
  if (webPort === undefined || target.username !== "" || target.password !== "") throw refused();
  if (ports && !ports.includes(target.port === "" ? webPort : Number(target.port))) throw refused();
  // A literal address is connected to without a look-up; a URL has IPv6 in brackets.
  const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !mayReach(host)) throw refused();
  return target;
}

function guardedLookup(parts: GuardedRequestParts): LookupFunction {
  const { mayReach, needs = "one", addresses = systemAddresses } = parts;
  return (host, { all }, done) => {
    addresses(host).then(
      (found) => {
        const allowed = found.filter(mayReach);
        const isEnough = needs === "one" || allowed.length === found.length;
        const [first] = isEnough ? allowed : [];
        if (first === undefined) done(refused(), "");
        else if (!all) done(null, first, isIP(first));
        else
          done(
            null,
            allowed.map((address) => ({ address, family: isIP(address) })),
          );
      },
      (error: NodeJS.ErrnoException) => done(error, ""),
    );
  };
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

const NO_BODY = new Set([204, 205, 304]);

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (!NO_BODY.has(status)) {
    return new Response(streamOf(incoming), { status, headers });
  }
  incoming.resume();
  return new Response(null, { status, headers });
}

/** Read as it is wanted; whoever wants no more ends the connection. */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => {
      incoming.destroy();
    },
  });
}

function refused(): AddressRefused {
  return new AddressRefused("inboxes may not connect to this address");
}

function tooSlow(): Error {
  return Object.assign(new Error(`not connected within ${CONNECT_TIMEOUT_MS / 1_000} s`), {
    code: CONNECT_TIMEOUT_CODE,
  });
}
