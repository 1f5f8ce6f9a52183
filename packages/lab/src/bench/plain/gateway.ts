import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@circuito/connector";
import { Queue } from "bullmq";
import express from "express";
import { Redis } from "ioredis";
import { Server } from "socket.io";
import { readConfig, tellParent } from "../child.ts";
import { PLAIN_EVENTS, PLAIN_QUEUE, plainConfig, plainJob } from "./config.ts";
import { takeAnswers } from "./outgoing.ts";

/**
 * The door of the pipeline that ours is compared with: Express, a signature check on the raw bytes,
 * one job a message, 200 once the job is in Redis. Also serves the agents' sockets.
 */
const config = readConfig(plainConfig);
const queue = new Queue(PLAIN_QUEUE, { connection: new Redis(config.redisUrl) });
await queue.waitUntilReady();

const body = plainJob.omit({ inbox: true });
/** As much as any text message, and its JSON, needs. */
const BODY_MAX = "64kb";

const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.post("/webhooks/:inbox", express.raw({ type: "*/*", limit: BODY_MAX }), async (req, res) => {
  const raw: unknown = req.body;
  if (!Buffer.isBuffer(raw)) return void res.status(400).end();
  const headers = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, req.get(name)]),
  );
  if (!verifyWebhook([config.secret], { headers, body: raw }, Date.now()).ok) {
    return void res.status(401).end();
  }
  const message = body.safeParse(JSON.parse(raw.toString("utf8")));
  if (!message.success) return void res.status(400).end();
  await queue.add(
    "inbound",
    { inbox: req.params.inbox, ...message.data },
    { attempts: 5, backoff: { type: "exponential", delay: 100 }, removeOnComplete: true },
  );
  res.status(200).end();
});

takeAnswers(app, config);

const http = createServer(app);
const io = new Server(http, { transports: ["websocket"], serveClient: false });
io.on("connection", (socket) => {
  void socket.join("agents");
  socket.emit("ready", { position: "0" });
});
const events = new Redis(config.redisUrl);
await events.subscribe(PLAIN_EVENTS);
events.on("message", (_, event) => io.to("agents").emit("events", [JSON.parse(event)]));

http.listen(0, "127.0.0.1", () => {
  tellParent({ kind: "ready", port: (http.address() as AddressInfo).port });
});
