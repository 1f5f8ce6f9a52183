import type {
  ChatAck,
  ChatAuth,
  ChatConversation,
  ChatMessage,
  ChatPosition,
  ChatSession,
} from "@circuito/protocol";
import { io, type Socket } from "socket.io-client";
import type { Answers } from "./chat/state.ts";
import { backoffMs, chooseRecovery, RETRY_MAX_MS, RETRY_MIN_MS } from "./choose-recovery.ts";

/** Without an answer in this time the words go again; a commit takes milliseconds. */
const ACK_TIMEOUT_MS = 10_000;
/** A connection whose session does not come is as good as none. */
const SESSION_TIMEOUT_MS = 10_000;

type Acknowledge = (ack: ChatAck) => void;
interface Told {
  message: { clientId: string; text: string; at: number; answers?: Answers };
  read: ChatPosition;
  typing: Record<string, never>;
  introduce: { name?: string; email?: string; phone?: string };
  resume: { after?: ChatPosition };
}
type ClientEvents = { [E in keyof Told]: (payload: Told[E], acknowledge: Acknowledge) => void };
interface Refused {
  code: string;
  message: string;
}
interface ServerEvents {
  session(session: ChatSession): void;
  message(event: { conversationId: string; message: ChatMessage }): void;
  status(event: { conversationId: string; messageId: string; status: ChatMessage["status"] }): void;
  conversation(conversation: ChatConversation): void;
  queue(event: { queue: ChatConversation["queue"] }): void;
  typing(event: { authorName: string }): void;
  refused(refused: Refused): void;
}

const UNAVAILABLE: Refused = { code: "unavailable", message: "" };

export interface LinkHandlers extends ServerEvents {
  /** Everything the server should know at the next connection; asked anew for each. */
  auth(): Promise<ChatAuth>;
  connecting(): void;
  disconnected(): void;
  forgetToken(): void;
}

/** The socket of one visitor: connects again by itself until told to stop or refused for good. */
export interface Link {
  connect(): void;
  disconnect(): void;
  /** @returns the server's answer, or `null` when it is not known whether the event arrived */
  tell<E extends keyof Told>(event: E, payload: Told[E]): Promise<ChatAck | null>;
}

export function openLink(handlers: LinkHandlers): Link {
  const socket: Socket<ServerEvents, ClientEvents> = io("/chat", {
    autoConnect: false,
    // Neither transport alone reaches everyone: some proxies stop WebSocket.
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: RETRY_MIN_MS,
    reconnectionDelayMax: RETRY_MAX_MS,
    randomizationFactor: 0.5,
    auth: (send) => void handlers.auth().then(send),
  });
  let refusals = 0;
  let refused: Refused | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (run: () => void, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const reconnect = (): void => {
    handlers.connecting();
    socket.connect();
  };
  const recover = (refusal: Refused): void => {
    const recovery = chooseRecovery(refusal.code, refusals);
    if (recovery.kind === "stop") {
      handlers.refused(refusal);
      return;
    }
    handlers.disconnected();
    if (recovery.forgetToken) handlers.forgetToken();
    later(reconnect, backoffMs(refusals));
    refusals += 1;
  };

  socket.on("connect", () => {
    refused = null;
    later(() => {
      socket.disconnect();
      reconnect();
    }, SESSION_TIMEOUT_MS);
  });
  socket.on("session", (session) => {
    clearTimeout(timer);
    refusals = 0;
    handlers.session(session);
  });
  socket.on("message", handlers.message);
  socket.on("status", handlers.status);
  socket.on("conversation", handlers.conversation);
  socket.on("queue", handlers.queue);
  socket.on("typing", handlers.typing);
  socket.on("refused", (refusal) => {
    refused = refusal;
  });
  socket.on("connect_error", (error) => {
    // An inactive socket was turned away by the server and will not try again by itself.
    if (socket.active) handlers.disconnected();
    else recover("data" in error ? (error.data as Refused) : UNAVAILABLE);
  });
  socket.on("disconnect", (reason) => {
    clearTimeout(timer);
    if (reason === "io client disconnect") return;
    handlers.disconnected();
    if (!socket.active) recover(refused ?? UNAVAILABLE);
  });

  return {
    connect: () => {
      clearTimeout(timer);
      refusals = 0;
      reconnect();
    },
    disconnect: () => {
      clearTimeout(timer);
      socket.disconnect();
    },
    tell: (event, payload) =>
      new Promise((resolve) => {
        // Anything socket.io would hold back for later is ours to keep: it survives a reload.
        if (!socket.connected) return resolve(null);
        const answer = (error: Error | null, ack?: ChatAck): void =>
          resolve(error ? null : (ack ?? null));
        (socket.timeout(ACK_TIMEOUT_MS) as unknown as Emitter).emit(event, payload, answer);
      }),
  };
}

// socket.io's types cannot follow an event name that is itself generic.
interface Emitter {
  emit(event: string, payload: unknown, answer: (error: Error | null, ack?: ChatAck) => void): void;
}
