import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { Journal } from "../journal.ts";
import { AgentObserver } from "./agent-observer.ts";

const TEXT = "«r:7:1» olá";

/** The server's side of the agents' wire, as far as the observer uses it. */
async function startServer(
  port: number,
  onConnect: (socket: Socket) => void,
  refuse: (ticket: unknown) => boolean = () => false,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const http = createServer();
  const io = new Server(http, { serveClient: false });
  io.of("/agent").use((socket, next) =>
    refuse(socket.handshake.auth.ticket) ? next(new Error("refused")) : next(),
  );
  io.of("/agent").on("connection", onConnect);
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  return {
    port: (http.address() as AddressInfo).port,
    stop: async () => {
      await io.close();
    },
  };
}

function event(position: string, seq: number, text = TEXT): unknown {
  const message = { id: `m-${seq}`, conversationId: "c-1", seq, text };
  return { type: "message.created", position, conversationId: "c-1", message };
}

function makeObserver(port: number, journal: Journal, tickets: string[] = []): AgentObserver {
  let next = 0;
  return new AgentObserver({
    url: `http://127.0.0.1:${port}/agent`,
    auth: async () => ({ ticket: tickets[next++] ?? `ticket-${next}` }),
    journal,
    account: "sms-1",
  });
}

function newJournal(): Journal {
  return new Journal({ run: "r", seed: "s", actor: "observer" });
}

/** Resolves when the journal has so many lines; Jest's own limit ends a wait in vain. */
async function untilLines(journal: Journal, count: number): Promise<void> {
  while (journal.events.length < count) await new Promise((resolve) => setImmediate(resolve));
}

test("what an agent is told is written down, repeats included, and seen once", async () => {
  const journal = newJournal();
  const server = await startServer(0, (socket) => {
    socket.emit("ready", { position: "0" });
    socket.emit("events", [event("1", 1), event("2", 2, "our own words")]);
    socket.emit("events", [event("1", 1)]);
  });
  const observer = makeObserver(server.port, journal);
  await observer.connect();
  await untilLines(journal, 3);
  expect(journal.events.map(({ key, extra }) => [key.ext, extra.seq])).toEqual([
    ["r:7:1", 1],
    ["unmarked:m-2", 2],
    ["r:7:1", 1],
  ]);
  expect([...observer.seen]).toEqual(["r:7:1"]);
  observer[Symbol.dispose]();
  await server.stop();
});

test("after a restart of the server it comes back with a new ticket and resumes from its position", async () => {
  const journal = newJournal();
  const tickets: unknown[] = [];
  const first = await startServer(0, (socket) => {
    tickets.push(socket.handshake.auth.ticket);
    socket.emit("ready", { position: "0" });
    socket.emit("events", [event("41", 1)]);
  });
  const observer = makeObserver(first.port, journal);
  await observer.connect();
  await untilLines(journal, 1);
  await first.stop();

  const resumed: unknown[] = [];
  const second = await startServer(first.port, (socket) => {
    tickets.push(socket.handshake.auth.ticket);
    socket.on("resume", (data, reply) => {
      resumed.push(data);
      reply({ kind: "events", events: [event("42", 2)], position: "42" });
    });
    socket.emit("ready", { position: "42" });
  });
  await untilLines(journal, 2);
  expect(resumed).toEqual([{ after: "41" }]);
  expect(new Set(tickets).size).toBe(2);
  expect(journal.events.map(({ extra }) => extra.seq)).toEqual([1, 2]);
  observer[Symbol.dispose]();
  await second.stop();
});

test("a refused handshake is tried again", async () => {
  const journal = newJournal();
  const server = await startServer(
    0,
    (socket) => socket.emit("ready", { position: "0" }),
    (ticket) => ticket === "stale",
  );
  const observer = makeObserver(server.port, journal, ["stale", "stale", "good"]);
  await observer.connect();
  observer[Symbol.dispose]();
  await server.stop();
});

test("a position that is too old is written down, since something may have been missed", async () => {
  const journal = newJournal();
  let connections = 0;
  const server = await startServer(0, (socket) => {
    socket.on("resume", (_, reply) => reply({ kind: "snapshot-required", position: "900" }));
    socket.emit("ready", { position: "0" });
    // The first connection is lost without a word.
    if (connections++ === 0) setImmediate(() => socket.conn.close());
  });
  const observer = makeObserver(server.port, journal);
  await observer.connect();
  await untilLines(journal, 1);
  expect(journal.events).toMatchObject([
    { type: "info", f: "lost-position", extra: { after: "0", upTo: "900" } },
  ]);
  observer[Symbol.dispose]();
  await server.stop();
});

test("a head that stays ahead makes it ask for what it was not told", async () => {
  const journal = newJournal();
  const server = await startServer(0, (socket) => {
    socket.on("resume", (_, reply) =>
      reply({ kind: "events", events: [event("5", 1)], position: "5" }),
    );
    socket.emit("ready", { position: "4" });
    socket.emit("head", { position: "5" });
  });
  const observer = makeObserver(server.port, journal);
  await observer.connect();
  await untilLines(journal, 1);
  expect(journal.events).toMatchObject([{ f: "see", extra: { seq: 1 } }]);
  observer[Symbol.dispose]();
  await server.stop();
});

test("what comes live before the answer to resume waits, and is forgotten with the line", async () => {
  const journal = newJournal();
  const asked: unknown[] = [];
  let connections = 0;
  const server = await startServer(0, (socket) => {
    const connection = ++connections;
    socket.on("resume", (data, reply) => {
      asked.push(data);
      socket.emit("events", [event("43", 3)]);
      // The first time the line is lost before the answer.
      if (connection === 2) setImmediate(() => socket.conn.close());
      else reply({ kind: "events", events: [event("42", 2)], position: "42" });
    });
    socket.emit("ready", { position: "0" });
    if (connection === 1) {
      socket.emit("events", [event("41", 1)]);
      setImmediate(() => socket.conn.close());
    }
  });
  const observer = makeObserver(server.port, journal);
  await observer.connect();
  await untilLines(journal, 3);
  expect(asked).toEqual([{ after: "41" }, { after: "41" }]);
  expect(journal.events.map(({ extra }) => extra.seq)).toEqual([1, 2, 3]);
  observer[Symbol.dispose]();
  await server.stop();
});
