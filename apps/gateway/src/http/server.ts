import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Faults F46: 500 clients that write one byte a second must not keep the others out. */
export const HTTP_LIMITS = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** A file of the largest size over a line of one megabit a second. */
  uploadTimeoutMs: 240_000,
  /** Node looks for late requests this often; its own default of 30 s would double the limits. */
  checkEveryMs: 1_000,
  /** Longer than the 60 s of common load balancers, so that they close first and lose no request. */
  keepAliveTimeoutMs: 65_000,
} as const;

/**
 * Whoever comes back after a restart or a network's fault comes in one moment, and a connection is taken in
 * each turn of the loop. Beyond Node's own 511 the kernel would have them ask again after 1, 3 and 7 s. It
 * cuts this at `net.core.somaxconn`, 4,096 on Linux since 5.4.
 */
const WAITING_CONNECTIONS_MAX = 16_384;

/** Methods that no route of ours has and that can be turned against us (bad-inputs B-83). */
const REFUSED_METHODS = new Set(["TRACE", "CONNECT"]);

export interface HttpServer {
  readonly server: Server;
  /** @throws a sentence for the operator when the port is taken or not allowed */
  listen(port: number, address: string): Promise<void>;
  /** Takes no more requests, lets those in hand finish, then cuts what is left. */
  close(): Promise<void>;
}

/** Long enough for a slow answer in hand; part of the shutdown's sum in start/shutdown.ts. */
export const HTTP_CLOSE_TIMEOUT_MS = 5_000;

export function createHttpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  limits: { readonly [Name in keyof typeof HTTP_LIMITS]: number } = HTTP_LIMITS,
): HttpServer {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      // Node has one limit for all; the shorter one is kept below.
      requestTimeout: Math.max(limits.requestTimeoutMs, limits.uploadTimeoutMs),
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      insecureHTTPParser: false,
    },
    (request, response) => {
      // A target that names a host is for proxies, and we are none.
      if (REFUSED_METHODS.has(request.method ?? "") || !request.url?.startsWith("/")) {
        const status = request.url?.startsWith("/") ? 405 : 400;
        response.writeHead(status, { connection: "close" }).end();
        return;
      }
      if (!UPLOAD.test(request.url)) endLate(request, response, limits.requestTimeoutMs);
      answer(request, response);
    },
  );

  return {
    server,
    listen: (port, address) =>
      new Promise((resolve, reject) => {
        const onError = (error: Error): void => reject(listenError(error, port, address));
        server.once("error", onError);
        server.listen(port, address, WAITING_CONNECTIONS_MAX, () => {
          server.off("error", onError);
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), HTTP_CLOSE_TIMEOUT_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** The one request that may take long: it is answered no before its body is read, or by who sent it. */
const UPLOAD = /^\/api\/v1\/media(\?|$)/;

/** Cuts off who is not through with a body in time, with a word if none was said. */
function endLate(request: IncomingMessage, response: ServerResponse, limitMs: number): void {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    if (response.headersSent) request.destroy();
    else response.writeHead(408, { connection: "close" }).end(() => request.destroy());
  }, limitMs);
  timer.unref();
  request.once("end", () => clearTimeout(timer));
  request.once("close", () => clearTimeout(timer));
}

function listenError(error: Error, port: number, address: string): Error {
  const code = "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new Error(
        `port ${port} is taken by another program; stop it, or choose another port: PORT=${port + 1} npm start`,
      );
    case "EACCES":
      return new Error(`port ${port} needs more rights than we have; choose one above 1023`);
    case "EADDRNOTAVAIL":
      return new Error(`BIND_ADDRESS ${address} is not an address of this machine`);
    default:
      return new Error(`listen on ${address}, port ${port}`, { cause: error });
  }
}
