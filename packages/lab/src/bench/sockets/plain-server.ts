import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { z } from "zod";
import { readConfig, tellParent } from "../child.ts";

/** socket.io with nothing behind it: what a socket costs, and how fast one event reaches a room. */
readConfig(z.null());
const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
const agents = io.of("/agent");
agents.on("connection", (socket) => {
  void socket.join("agents");
  socket.emit("ready", { position: "0" });
});

const said = z.object({ kind: z.literal("say"), event: z.looseObject({ type: z.string() }) });
process.on("message", (message) => {
  const { event } = said.parse(message);
  agents.to("agents").emit("events", [{ ...event, at: new Date().toISOString() }]);
});

http.listen(0, "127.0.0.1", () => {
  tellParent({ kind: "ready", port: (http.address() as AddressInfo).port });
});
