import { lookup as systemLookup } from "node:dns";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { AddressRefused, CONNECT_TIMEOUT_CODE } from "@circuito/connector";

export interface ReachRule {
  /** Whether an inbox may connect to this IP address. */
  readonly mayReach: (ipAddress: string) => boolean;
  /** Addresses of our own that may be called wherever they are: whole URLs, compared as they are. */
  readonly ownUrls?: readonly string[];
}

/** Servers on the other side of the world answer within one; a firewall that drops never does. */
const CONNECT_TIMEOUT_MS = 10_000;
/** An idle connection is used again within this; many servers close theirs after five. */
const IDLE_MS = 4_000;

/**
 * One HTTP request, its answer's body streamed, to an address that an admin or a stranger chose. Every
 * name is resolved by us and each of its addresses held against the rule; the connection is made to
 * one that passed, so that no second look at the name can mean something else (B-78, B-79).
 */
export function createGuardedRequest(
  rule: ReachRule,
): (url: string, init: RequestInit) => Promise<Response> {
  const lookup = guardedLookup(rule.mayReach);
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
    "https:": new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
  };
  return async (url, init) => {
    // Reads headers, bodies and their types as fetch does.
    const { signal, ...rest } = init;
    const request = new Request(url, rest);
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
    const target = new URL(url);
    const isOwn = rule.ownUrls?.includes(url) ?? false;
    const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
    // A literal address is connected to without a look-up.
    if (!isOwn && isIP(host) !== 0 && !rule.mayReach(host)) throw refused();
    const isPlain = target.protocol === "http:";
    const options = {
      method: request.method,
      headers: {
        accept: "*/*",
        "user-agent": "Circuito",
        ...Object.fromEntries(request.headers),
        ...(body && { "content-length": String(body.byteLength) }),
      },
      ...(signal && { signal }),
      // Connections that the rule did not see are not kept for those that it must.
      ...(isOwn ? { agent: false } : { agent: agents[isPlain ? "http:" : "https:"], lookup }),
    };
    return await new Promise<Response>((resolve, reject) => {
      const outgoing = (isPlain ? httpRequest : httpsRequest)(target, options);
      outgoing.once("socket", (socket) => {
        if (!socket.connecting) return;
        const timer = setTimeout(() => outgoing.destroy(tooSlow()), CONNECT_TIMEOUT_MS);
        const done = (): void => clearTimeout(timer);
        socket.once(isPlain ? "connect" : "secureConnect", done).once("close", done);
      });
      outgoing.once("error", reject);
      outgoing.once("response", (incoming) => {
        try {
          resolve(responseOf(incoming));
        } catch (error) {
          outgoing.destroy();
          reject(error);
        }
      });
      outgoing.end(body);
    });
  };
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

function guardedLookup(mayReach: ReachRule["mayReach"]): LookupFunction {
  return (host, options, done) => {
    systemLookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, "");
      const allowed = found.filter(({ address }) => mayReach(address));
      const [first] = allowed;
      if (!first) return done(refused(), "");
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

function refused(): AddressRefused {
  return new AddressRefused("inboxes may not connect to this address");
}

function tooSlow(): Error {
  return Object.assign(new Error(`not connected within ${CONNECT_TIMEOUT_MS / 1_000} s`), {
    code: CONNECT_TIMEOUT_CODE,
  });
}
