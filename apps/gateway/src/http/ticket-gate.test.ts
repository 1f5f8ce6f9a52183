import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createTicketGate, type TicketGate } from "./ticket-gate.ts";

/** Longer than a test takes; one test waits for it. */
const LONG_MS = 60_000;

interface Gate extends AsyncDisposable {
  readonly gate: TicketGate;
  /** What is worked on. */
  readonly inHand: ServerResponse[];
  readonly asked: Promise<Response>[];
  /** How many requests came to the gate. */
  readonly came: () => number;
  ask(times: number): void;
  /** Answers the first in hand, as soon as there is one. */
  answerNext(status?: number): Promise<void>;
}

async function open(expectedForMs = LONG_MS): Promise<Gate> {
  const inHand: ServerResponse[] = [];
  const gate = createTicketGate(
    (_, response) => void inHand.push(response),
    () => "request-1",
    expectedForMs,
  );
  let came = 0;
  const server = createServer((request, response) => {
    came += 1;
    void gate.answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const asked: Promise<Response>[] = [];
  return {
    ...{ gate, inHand, asked },
    came: () => came,
    ask(times) {
      for (let n = 0; n < times; n++) asked.push(fetch(url, { method: "POST" }));
    },
    async answerNext(status = 200) {
      await until(() => inHand.length > 0);
      inHand.shift()?.writeHead(status).end();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test("so many tickets are worked on at once, some wait, and the next is told to come again", async () => {
  await using door = await open();
  door.ask(601);
  const first = await Promise.race(door.asked);
  expect(first.status).toBe(503);
  expect(first.headers.get("retry-after")).toBe("2");
  expect(await first.json()).toMatchObject({ code: "unavailable", requestId: "request-1" });
  expect(door.inHand).toHaveLength(10);
  // Whoever is done, and here, makes room for the next.
  for (let n = 0; n < 600; n++) {
    await door.answerNext();
    door.gate.socketCame();
  }
  const statuses = await Promise.all(door.asked.map(async (one) => (await one).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(600);
});

test("while sockets of a hundred tickets are to come there is no other ticket, until one comes", async () => {
  await using door = await open();
  door.ask(100);
  for (let n = 0; n < 100; n++) await door.answerNext();
  await Promise.all(door.asked);
  door.ask(1);
  const late = door.asked.at(-1);
  await until(() => door.came() === 101);
  // What the gate decides takes a few turns of promises.
  await new Promise((resolve) => setImmediate(resolve));
  expect(door.inHand).toHaveLength(0);
  door.gate.socketCame();
  await door.answerNext();
  expect((await late)?.status).toBe(200);
});

test("whose ticket was refused is not waited for, nor who does not come in time", async () => {
  await using door = await open(50);
  door.ask(300);
  for (let n = 0; n < 150; n++) await door.answerNext(401);
  for (let n = 0; n < 150; n++) await door.answerNext();
  const statuses = await Promise.all(door.asked.map(async (one) => (await one).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(150);
});
