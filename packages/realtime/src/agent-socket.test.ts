import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AgentEvent, ResumeAnswer } from "@circuito/protocol";
import { Server, type Socket } from "socket.io";
import { type AgentSocket, connectAgentSocket, type TicketAnswer } from "./agent-socket.ts";
import type { ConnectionState } from "./connection-state.ts";

const serverTime = new Date(0).toISOString();
const agentId = "00000000-0000-7000-8000-000000000001";
const event = (position: string): AgentEvent => ({
  type: "configuration.changed",
  position,
  conversationId: null,
  at: serverTime,
});

/** A value that tests can await: each push wakes whoever waits for it. */
function heard<T>() {
  const values: T[] = [];
  const wakers = new Set<() => void>();
  return {
    values,
    push(value: T) {
      values.push(value);
      for (const wake of [...wakers]) wake();
    },
    until: (holds: (values: readonly T[]) => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (!holds(values)) return;
          wakers.delete(check);
          resolve();
        };
        wakers.add(check);
        check();
      }),
  };
}

async function stage() {
  const http = createServer();
  const io = new Server(http, { pingInterval: 25_000 });
  const agents = io.of("/agent");
  const server = {
    position: "0",
    log: [] as AgentEvent[],
    answer: null as ResumeAnswer | null,
    handshakes: heard<Record<string, unknown>>(),
    resumes: heard<string>(),
    viewing: heard<string | null>(),
    active: heard<object>(),
    sockets: heard<Socket>(),
  };
  agents.on("connection", (socket) => {
    socket.on("resume", ({ after }: { after: string }, ack: (answer: ResumeAnswer) => void) => {
      server.resumes.push(after);
      const from = server.log.findIndex((told) => told.position === after) + 1;
      const missed = { kind: "events" as const, events: server.log.slice(from) };
      ack(server.answer ?? { ...missed, position: server.position });
    });
    socket.on("viewing", (told: { conversationId: string | null }) =>
      server.viewing.push(told.conversationId),
    );
    socket.on("active", (told: object) => server.active.push(told));
    socket.emit("ready", { position: server.position, agentId, serverTime });
    server.handshakes.push(socket.handshake.auth);
    server.sockets.push(socket);
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const { port } = http.address() as AddressInfo;

  const states = heard<ConnectionState>();
  const events = heard<string>();
  const snapshots = heard<true>();
  let tickets = 0;
  let answer: (() => TicketAnswer | Promise<TicketAnswer>) | null = null;
  const client: AgentSocket = connectAgentSocket({
    origin: `http://127.0.0.1:${port}`,
    fetchTicket: async () => answer?.() ?? { kind: "ticket", ticket: `ticket-${++tickets}` },
    onEvents: (batch) => {
      for (const { position } of batch) events.push(position);
    },
    onSnapshotRequired: () => snapshots.push(true),
    onState: (state) => states.push(state),
    onTyping: () => undefined,
    onViewers: () => undefined,
  });
  const tell = (...positions: string[]) => {
    server.log.push(...positions.map(event));
    server.position = positions.at(-1) ?? server.position;
  };
  return {
    client,
    server,
    agents,
    states,
    events,
    snapshots,
    tell,
    answerTickets: (with_: () => TicketAnswer | Promise<TicketAnswer>) => {
      answer = with_;
    },
    async [Symbol.asyncDispose]() {
      client.close();
      await io.close();
    },
  };
}

test("events after the position of the first list are asked for and then followed live", async () => {
  await using here = await stage();
  here.tell("1", "2");
  here.client.startFrom("1");
  await here.events.until((seen) => seen.includes("2"));
  here.tell("3");
  here.agents.emit("events", [event("3")]);
  await here.events.until((seen) => seen.includes("3"));
  expect(here.events.values).toEqual(["2", "3"]);
  expect(here.server.resumes.values).toEqual(["1"]);
});

test("after a lost line it comes back with a fresh ticket, its position, and what was missed", async () => {
  await using here = await stage();
  here.client.startFrom("0");
  here.client.viewing(agentId);
  await here.server.sockets.until((all) => all.length === 1);
  here.agents.emit("events", [event("1")]);
  await here.events.until((seen) => seen.length === 1);
  here.tell("1", "2", "3");
  here.server.sockets.values[0]?.disconnect(true);
  await here.events.until((seen) => seen.length === 3);
  expect(here.events.values).toEqual(["1", "2", "3"]);
  expect(here.server.handshakes.values.map((auth) => auth.ticket)).toEqual([
    "ticket-1",
    "ticket-2",
  ]);
  expect(here.server.handshakes.values[1]).toMatchObject({ after: "1" });
  await here.server.viewing.until((seen) => seen.at(-1) === agentId && seen.length >= 1);
});

test("a head that stays ahead makes an idle client ask for what it missed", async () => {
  await using here = await stage();
  here.client.startFrom("0");
  await here.server.sockets.until((all) => all.length === 1);
  here.tell("1");
  here.agents.emit("head", { position: "1", serverTime });
  await here.events.until((seen) => seen.includes("1"));
  expect(here.server.resumes.values).toEqual(["0"]);
});

test("when too much was missed it asks for a snapshot and goes on from the position given", async () => {
  await using here = await stage();
  here.tell("1");
  here.server.answer = { kind: "snapshot-required", position: "500" };
  here.client.startFrom("0");
  await here.snapshots.until((seen) => seen.length === 1);
  here.server.answer = null;
  here.agents.emit("head", { position: "500", serverTime });
  here.agents.emit("events", [event("501")]);
  await here.events.until((seen) => seen.includes("501"));
  expect(here.states.values.map((state) => state.kind)).toContain("reloaded");
  expect(here.server.resumes.values).toEqual(["0"]);
});

test("a refused ticket means that the session is over, and logging in again reconnects", async () => {
  await using here = await stage();
  await here.server.sockets.until((all) => all.length === 1);
  here.answerTickets(() => ({ kind: "session-expired" }));
  here.server.sockets.values[0]?.disconnect(true);
  await here.states.until((all) => all.at(-1)?.kind === "session-expired");
  here.answerTickets(() => ({ kind: "ticket", ticket: "renewed" }));
  here.client.sessionRenewed();
  await here.server.handshakes.until((all) => all.at(-1)?.ticket === "renewed");
  await here.states.until((all) => all.at(-1)?.kind === "ok");
});

test("a socket of the session before cannot end the one that was begun: it is left at once", async () => {
  await using here = await stage();
  await here.server.sockets.until((all) => all.length === 1);
  await here.states.until((all) => all.at(-1)?.kind === "ok");
  // Something else learnt that the session was over; the server has not come to this socket yet.
  here.answerTickets(() => ({ kind: "ticket", ticket: "renewed" }));
  here.client.sessionRenewed();
  await here.server.handshakes.until((all) => all.at(-1)?.ticket === "renewed");
  here.server.sockets.values[0]?.emit("revoked", { reason: "logged-out" });
  await here.states.until((all) => all.at(-1)?.kind === "ok");
  expect(here.states.values.map(({ kind }) => kind)).not.toContain("session-expired");
});

test("a ticket that was refused to the session before is asked for again", async () => {
  await using here = await stage();
  await here.server.sockets.until((all) => all.length === 1);
  let refuse = () => {};
  const refused = new Promise<TicketAnswer>((resolve) => {
    refuse = () => resolve({ kind: "session-expired" });
  });
  const asked = heard<true>();
  here.answerTickets(() => {
    asked.push(true);
    return refused;
  });
  here.server.sockets.values[0]?.disconnect(true);
  await asked.until((all) => all.length === 1);
  here.client.sessionRenewed();
  here.answerTickets(() => ({ kind: "ticket", ticket: "renewed" }));
  refuse();
  await here.server.handshakes.until((all) => all.at(-1)?.ticket === "renewed");
  expect(here.states.values.map(({ kind }) => kind)).not.toContain("session-expired");
});

test("asked to try, it does not wait for its next turn", async () => {
  await using here = await stage();
  await here.server.sockets.until((all) => all.length === 1);
  here.answerTickets(() => ({ kind: "unreachable" }));
  here.server.sockets.values[0]?.disconnect(true);
  await here.states.until((all) => all.at(-1)?.kind === "reconnecting");
  here.answerTickets(() => ({ kind: "ticket", ticket: "asked for" }));
  here.client.retry();
  await here.server.handshakes.until((all) => all.at(-1)?.ticket === "asked for");
});

test("a revoked session is not retried", async () => {
  await using here = await stage();
  await here.server.sockets.until((all) => all.length === 1);
  here.agents.emit("revoked", { reason: "deactivated" });
  await here.states.until((all) => all.at(-1)?.kind === "session-expired");
});

test("a browser that comes back online asks at once whether it missed anything", async () => {
  await using here = await stage();
  here.client.startFrom("0");
  await here.server.sockets.until((all) => all.length === 1);
  here.client.setBrowserOnline(false);
  await here.states.until((all) => all.at(-1)?.kind === "offline");
  here.tell("1");
  here.client.setBrowserOnline(true);
  await here.events.until((seen) => seen.includes("1"));
  await here.states.until((all) => all.some((state) => state.kind === "catching-up"));
});

test("that somebody is there is told at once, and not at every key", async () => {
  await using here = await stage();
  here.tell("1");
  here.client.startFrom("0");
  await here.events.until((seen) => seen.includes("1"));
  for (let key = 0; key < 50; key++) here.client.active();
  here.client.viewing(agentId);
  await here.server.viewing.until((seen) => seen.includes(agentId));
  expect(here.server.active.values).toEqual([{}]);
});
