import type { SocketReading } from "@circuito/domain";
import { WebSocket } from "ws";
import { errorCode } from "./error-code.ts";

/** Packets of Engine.IO 4 and Socket.IO 5: open; connect to the main namespace, and the answer to it. */
const OPEN = "0";
const CONNECT = "40";

/**
 * Opens a websocket through the public address as a browser would, says something by it and waits for
 * what comes back. No namespace of ours is entered: nothing is seen, and nobody notices.
 */
export function openSocket(publicUrl: string, signal: AbortSignal): Promise<SocketReading> {
  const url = `${publicUrl.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = new WebSocket(url, { origin: publicUrl, followRedirects: false });
    let isOpen = false;
    const settle = (reading: SocketReading): void => {
      signal.removeEventListener("abort", giveUp);
      // What is said of a connection that is no longer wanted is nobody's.
      socket.removeAllListeners().on("error", () => {});
      socket.terminate();
      resolve(reading);
    };
    const giveUp = (): void =>
      settle(isOpen ? { kind: "silent" } : { kind: "failed", code: "ETIMEDOUT" });
    signal.addEventListener("abort", giveUp, { once: true });
    socket.on("open", () => {
      isOpen = true;
    });
    socket.on("message", (data) => {
      const packet = data.toString();
      if (packet.startsWith(CONNECT)) {
        settle({ kind: "answered", ms: performance.now() - began });
      } else if (packet.startsWith(OPEN)) socket.send(CONNECT);
    });
    socket.on("unexpected-response", (_request, answer) => {
      settle({ kind: "refused", status: answer.statusCode ?? 0 });
    });
    socket.on("error", (error) => settle({ kind: "failed", code: errorCode(error) }));
    socket.on("close", () => settle({ kind: "silent" }));
    if (signal.aborted) giveUp();
  });
}
