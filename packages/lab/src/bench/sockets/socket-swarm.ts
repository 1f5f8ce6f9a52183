import { io, type Socket } from "socket.io-client";
import { z } from "zod";

/** Of what comes, only what is counted. */
const events = z.array(
  z.object({
    type: z.string(),
    at: z.string(),
    message: z.object({ text: z.string() }).optional(),
  }),
);
/** Tickets and handshakes under way at once: a browser's, not a flood's. */
const CONNECTING_AT_ONCE = 16;

/** Told of each message that a socket gets. */
export type OnDelivery = (text: string, happenedAt: number, arrivedAt: number) => void;

/** Many agents' sockets, each with a connection of its own. */
export class SocketSwarm implements Disposable {
  readonly #sockets: Socket[] = [];

  /**
   * @param url with its namespace
   * @param auth the handshake of each
   */
  static async open(
    url: string,
    auth: () => Promise<Record<string, string>>,
    { count, onDelivery }: { readonly count: number; readonly onDelivery?: OnDelivery },
  ): Promise<SocketSwarm> {
    const swarm = new SocketSwarm();
    const connect = async (): Promise<void> => {
      while (swarm.#sockets.length < count) {
        await swarm.#add(url, await auth(), onDelivery, count);
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, connect));
    return swarm;
  }

  get size(): number {
    return this.#sockets.length;
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  async #add(
    url: string,
    auth: Record<string, string>,
    onDelivery: OnDelivery | undefined,
    count: number,
  ): Promise<void> {
    if (this.#sockets.length >= count) return;
    const socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      auth,
    });
    this.#sockets.push(socket);
    if (onDelivery) socket.on("events", (data) => deliver(data, onDelivery));
    await new Promise<void>((resolve, reject) => {
      socket.once("ready", () => resolve());
      socket.once("connect_error", reject);
    });
  }
}

function deliver(data: unknown, onDelivery: OnDelivery): void {
  const arrivedAt = performance.timeOrigin + performance.now();
  for (const { type, at, message } of events.parse(data)) {
    if (type === "message.created" && message) {
      onDelivery(message.text, Date.parse(at), arrivedAt);
    }
  }
}
