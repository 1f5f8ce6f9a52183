import type { CustomerSocket } from "@circuito/connector";
import type { Socket } from "socket.io";

/**
 * A socket.io socket as connectors see one: every event they have no name for reaches them, too,
 * and an acknowledgement is there to be called whether or not the client asked for it.
 */
export function customerSocket(socket: Socket, remoteAddress: string): CustomerSocket {
  return {
    id: socket.id,
    auth: socket.handshake.auth,
    origin: socket.handshake.headers.origin,
    remoteAddress,
    emit: (event, data) => void socket.emit(event, data),
    onEvent(listener) {
      socket.onAny((event: unknown, ...rest: unknown[]) => {
        const last = rest.at(-1);
        const asksAnswer = typeof last === "function";
        const [data] = asksAnswer ? rest.slice(0, -1) : rest;
        // The client counts answers: the first is the only one it hears.
        let answered = false;
        const reply = (answer: unknown): void => {
          if (!asksAnswer || answered) return;
          answered = true;
          last(answer);
        };
        listener(String(event), data, reply);
      });
    },
    onDisconnect: (listener) => void socket.once("disconnect", listener),
    disconnect: () => void socket.disconnect(true),
  };
}
