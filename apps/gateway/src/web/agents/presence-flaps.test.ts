import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAbsenceSweep } from "@circuito/router";
import { listActivities, listTakenBack } from "@circuito/store";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { createLog } from "../../log/log.ts";
import { createBoard } from "../board/board.ts";
import { createNoticeFeed } from "../notice-feed.ts";
import { type Client, createWebStage, type WebStage } from "../testing/web-stage.ts";
import { attachAgentNamespace } from "./agent-namespace.ts";

/*
 * Rules §15, row 15: an agent's socket flaps 30 s, and nothing is reassigned; 4 min, and what they had
 * goes back to the queue once. Real sockets on two web nodes and three processes that sweep; time passes
 * by moving the instants that were written down.
 */

let stage: WebStage;
let second: Awaited<ReturnType<typeof anotherNode>>;
beforeAll(async () => {
  stage = await createWebStage();
  second = await anotherNode();
});
afterAll(async () => {
  await second.close();
  await stage[Symbol.asyncDispose]();
});

/** A second web process: sockets of its own on the same database. */
async function anotherNode() {
  const { database, desk } = stage.scene;
  const log = createLog({ level: "error", secrets: [], readable: false, write: () => {} });
  const wake = { publish: () => {}, subscribe: () => () => {} };
  const feed = createNoticeFeed({ database, wake, log });
  await feed.start();
  const http = createServer();
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server = new Server(http, { serveClient: false });
  const board = createBoard({ database, now: Date.now, newId: desk.newId, log });
  const places = { publicUrl: url, node: "two" };
  const node = { desk: { ...desk, wake }, feed, volatile: wake, board, ...places, log };
  const sockets = attachAgentNamespace(server, node);
  return {
    url,
    async close() {
      sockets.stop();
      await server.close();
      await feed.stop();
    },
  };
}

async function connect(client: Client, url: string): Promise<Socket> {
  const { body } = await client.send("POST", "/api/v1/session/ticket");
  const socket = io(`${url}/agent`, {
    auth: { ticket: body.ticket },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((ready, failed) => {
    socket.once("ready", () => ready());
    socket.once("connect_error", failed);
  });
  return socket;
}

const jobs = { nudge: async () => {}, nudgeAt: async () => {} };
/** Three processes that sweep at once, each several times. */
async function sweepEverywhere(): Promise<void> {
  const { database } = stage.scene;
  const bus = { jobs, wake: { publish: () => {}, subscribe: () => () => {} } };
  const sweeps = Array.from({ length: 3 }, () =>
    createAbsenceSweep({ database, bus: bus as never, now: Date.now }, 0),
  );
  await Promise.all([...sweeps, ...sweeps].map((each) => each.sweep()));
}

const query = (text: string, values: unknown[]) => stage.scene.database.pool.query(text, values);

/** Everything that was written down about these two was so much longer ago. */
async function pass(agentId: string, seconds: number): Promise<void> {
  const by = "- $2 * interval '1 second'";
  await query(
    `update agents set seen_at = seen_at ${by}, wanted_since = wanted_since ${by} where id = $1`,
    [agentId, seconds],
  );
  await query(
    `update conversations set assigned_at = assigned_at ${by}, waiting_since = waiting_since ${by}
      where assignee_id = $1`,
    [agentId, seconds],
  );
}

/** Until what the node writes down when a socket goes or comes is there. */
async function seenSince(agentId: string, at: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const { rows } = await query("select seen_at from agents where id = $1", [agentId]);
    if (rows[0].seen_at?.getTime() >= at) return;
    if (Date.now() > deadline) throw new Error("no sign of life");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function leave(agentId: string, socket: Socket): Promise<void> {
  const at = Date.now();
  socket.disconnect();
  await seenSince(agentId, at);
}

test("a socket that flaps for 30 s costs nothing, however often; one gone for 4 min, each chat once", async () => {
  const ana = await stage.newPerson({ capacity: 9 });
  const client = await stage.logIn(ana);
  await client.send("PUT", `/api/v1/agents/${ana.id}/presence`, { body: { wanted: "available" } });
  const { newConversation } = stage.scene;
  const chats = await Promise.all(
    Array.from({ length: 3 }, () => newConversation({ channel: "webchat" })),
  );
  const mail = await newConversation({ channel: "email" });
  for (const id of [...chats, mail]) {
    const taken = await client.send("POST", `/api/v1/conversations/${id}/claim`, { body: {} });
    expect(taken.status).toBe(200);
  }
  const owners = async () => {
    const { rows } = await query(
      "select assignee_id as owner, epoch from conversations where id = any($1) order by id",
      [[...chats, mail].sort()],
    );
    return rows;
  };
  const before = await owners();
  expect(before).toEqual(Array.from({ length: 4 }, () => ({ owner: ana.id, epoch: 1 })));

  // Back and forth between the nodes, gone for 30 s each time.
  for (const url of [stage.url, second.url, stage.url, second.url]) {
    const at = Date.now();
    const socket = await connect(client, url);
    await seenSince(ana.id, at);
    await sweepEverywhere();
    await leave(ana.id, socket);
    await pass(ana.id, 30);
    await sweepEverywhere();
    expect(await owners()).toEqual(before);
  }

  // Two devices on two nodes: one of them goes, and she is still there.
  const [phone, desk] = [await connect(client, stage.url), await connect(client, second.url)];
  await leave(ana.id, phone);
  await pass(ana.id, 30);
  await sweepEverywhere();
  expect(await owners()).toEqual(before);

  // Both are gone, for four minutes.
  await leave(ana.id, desk);
  await pass(ana.id, 240);
  await sweepEverywhere();
  await sweepEverywhere();
  const after = await owners();
  expect(after.filter(({ owner, epoch }) => owner === null && epoch === 2)).toHaveLength(3);
  for (const id of chats) {
    const story = await listActivities(stage.scene.database.pool, id);
    expect(story.filter(({ kind }) => kind === "released")).toHaveLength(1);
    const { rows } = await query(
      "select 1 from outbox o join activities a on a.id::text = o.subject_id where a.conversation_id = $1 and a.kind = 'released'",
      [id],
    );
    expect(rows).toHaveLength(1);
  }
  // Mail waits for fifteen minutes of business time.
  const { rows } = await query("select assignee_id from conversations where id = $1", [mail]);
  expect(rows[0].assignee_id).toBe(ana.id);

  // Back again, she is told once what was taken from her.
  await connect(client, stage.url).then((socket) => socket.disconnect());
  const told = await client.send("GET", "/api/v1/taken-back");
  expect(
    told.body.items.map(({ conversationId }: { conversationId: string }) => conversationId).sort(),
  ).toEqual([...chats].sort());
  await client.send("POST", "/api/v1/taken-back/read", {
    body: { upTo: told.body.items.at(-1).at },
  });
  expect(await listTakenBack(stage.scene.database.pool, ana.id)).toEqual([]);
});
