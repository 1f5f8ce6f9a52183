import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A web server on a free port, or again on the one it had. */
export async function startServer(answer: Answer, port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  openSockets.set(server, sockets);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** As if the process was killed: nobody is told anything. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const socket of openSockets.get(server) ?? []) socket.destroy();
  await closed;
}

// `closeAllConnections` forgets the ones that became WebSockets.
const openSockets = new WeakMap<Server, Set<Socket>>();
