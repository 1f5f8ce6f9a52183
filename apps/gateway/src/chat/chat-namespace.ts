import { chatAuth, type chatServerEvents } from "@circuito/protocol";
import type { Server, Socket } from "socket.io";
import type { z } from "zod";
import type { Inbox, Inboxes } from "../inboxes/inboxes.ts";
import type { Log } from "../log/log.ts";
import { connectionCounter } from "./connection-counter.ts";
import { customerSocket } from "./customer-socket.ts";

/**
 * Tabs of one household or office behind one address; a script opens more. An agent's console is
 * not counted here.
 */
const CHATS_PER_ADDRESS_MAX = 200;

type Refusal = z.infer<typeof chatServerEvents.refused>;

/**
 * The customers' namespace: finds the inbox a browser names and hands the socket to its connector,
 * which checks origin, token and every event. What the handshake refuses never becomes a socket.
 */
export function attachChatNamespace(
  io: Server,
  parts: {
    readonly inboxes: Inboxes;
    readonly remoteAddressOf: (socket: Socket) => string;
    readonly log: Log;
  },
): void {
  const log = parts.log.with({ component: "chat" });
  const connections = connectionCounter(CHATS_PER_ADDRESS_MAX);
  const namespace = io.of("/chat");

  namespace.use(async (socket, next) => {
    const found = await findInbox(socket, parts.inboxes).catch((error: unknown) => {
      log.warn("chat refused, the store is away", { error });
      return refusal("unavailable", "the chat is not available right now");
    });
    if ("code" in found) return next(withData(found));
    const address = parts.remoteAddressOf(socket);
    if (!connections.add(address)) {
      return next(withData(refusal("rate-limited", "too many chats from this address")));
    }
    socket.once("disconnect", () => connections.remove(address));
    socket.data.inbox = found;
    next();
  });

  namespace.on("connection", (socket) => {
    const inbox: Inbox = socket.data.inbox;
    try {
      inbox.connector().connected?.(customerSocket(socket, parts.remoteAddressOf(socket)));
    } catch (error) {
      log.error("chat could not be opened", { inbox: inbox.id, error });
      socket.emit("refused", refusal("unavailable", "the chat is not available right now"));
      socket.disconnect(true);
    }
  });
}

async function findInbox(socket: Socket, inboxes: Inboxes): Promise<Inbox | Refusal> {
  const auth = chatAuth.pick({ inbox: true }).loose().safeParse(socket.handshake.auth);
  if (!auth.success) return refusal("invalid", "the handshake names no inbox");
  const inbox = await inboxes.find(auth.data.inbox);
  if (!inbox?.capabilities.socket) return refusal("unknown-inbox", "there is no such chat");
  return inbox;
}

function refusal(code: string, message: string): Refusal {
  return { code, message };
}

/** socket.io sends an error's `data` to the client as `connect_error.data`, and nothing else of it. */
function withData(data: Refusal): Error {
  return Object.assign(new Error(data.message), { data });
}
