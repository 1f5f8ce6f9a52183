import { once } from "node:events";
import { createServer, get, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { streamLines } from "./stream-lines.ts";

test("a reader who left before the first line ends the source, too", async () => {
  let ended = false;
  async function* lines() {
    try {
      // More than the connection's buffers take: a writer who waits for a reader waits for ever.
      for (;;) yield "x".repeat(1_000_000);
    } finally {
      ended = true;
    }
  }
  const app = express();
  const answered = new Promise<void>((resolve, reject) => {
    app.get("/", async (request, response) => {
      request.socket.destroy();
      await once(response as ServerResponse, "close");
      streamLines(response, lines(), undefined).then(resolve, reject);
    });
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  get({ port, host: "127.0.0.1" }).on("error", () => {});
  await answered;
  expect(ended).toBe(true);
  server.close();
});
