import type { IncomingMessage, Server as NodeServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { connectionCounter } from "./connection-counter.ts";

/** Words are at most 10,000 characters; nothing of ours comes near it (bad-inputs B-61). */
const FRAME_MAX_BYTES = 64 * 1024;
/** Who has opened no namespace by then wants only the connection. */
const CONNECT_TIMEOUT_MS = 10_000;
/** A whole contact center behind one address, with several tabs each; a flood is more. */
const CONNECTIONS_PER_ADDRESS_MAX = 2_000;

/** One socket.io server for customers (`/chat`) and agents (`/agent`), without either of them. */
export function createSocketServer(
  http: NodeServer,
  addressOf: (peer: string | undefined, forwardedFor: string | undefined) => string,
): { readonly io: Server; readonly remoteAddressOf: (socket: Socket) => string } {
  const connections = connectionCounter(CONNECTIONS_PER_ADDRESS_MAX);
  const addressOfRequest = (request: IncomingMessage): string =>
    addressOf(request.socket.remoteAddress, request.headersDistinct["x-forwarded-for"]?.join(","));

  const io = new Server(http, {
    maxHttpBufferSize: FRAME_MAX_BYTES,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // The client library comes with the pages that use it.
    serveClient: false,
    // Ours is the recovery that works (by position, from the store); a second one would only differ.
    // Compression of small frames costs memory per socket and gains nothing.
    perMessageDeflate: false,
    // Asked once per connection, for long polling and websockets alike.
    allowRequest(request, decide) {
      const full = connections.isFull(addressOfRequest(request));
      decide(full ? "too many connections" : null, !full);
    },
  });
  // Counted only once it stands: a handshake that breaks off has nothing to give back.
  io.engine.on("connection", (connection: Connection) => {
    const address = addressOfRequest(connection.request);
    if (connections.add(address)) connection.once("close", () => connections.remove(address));
    else connection.close();
  });

  return { io, remoteAddressOf: (socket) => addressOfRequest(socket.request) };
}

/** What we use of an engine.io socket. */
interface Connection {
  readonly request: IncomingMessage;
  once(event: "close", listener: () => void): void;
  close(): void;
}
