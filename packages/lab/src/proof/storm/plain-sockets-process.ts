import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { readConfig, tellParent } from "../../bench/child.ts";
import { tellVitals } from "../vitals/tell-vitals.ts";
import { plainSocketsConfig } from "./plain-sockets.ts";

/**
 * A server of socket.io with a namespace and nothing else: what an idle socket takes of it is the library's own.
 * Its settings are the gateway's (apps/gateway/src/chat/socket-server.ts).
 */
const { vitalsFolder } = readConfig(plainSocketsConfig);
tellVitals(vitalsFolder);
const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.of("/agent").on("connection", (socket) => socket.emit("ready", { position: "0-0" }));
http.listen(0, "127.0.0.1", () =>
  tellParent({ kind: "ready", port: (http.address() as AddressInfo).port }),
);
