import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { agentEvent } from "@circuito/protocol";
import { io } from "socket.io-client";
import { createWebStage, type WebStage } from "../testing/web-stage.ts";

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const answer = (text = "Olá") => ({ text, clientId: randomUUID() });

test("an answer reaches the consoles of its queue, whole and in order", async () => {
  const ana = await stage.newPerson();
  const bia = await stage.newPerson();
  const [one, other] = [await stage.logIn(ana), await stage.logIn(bia)];
  const console_ = await stage.socketOf(other);
  const id = await stage.scene.newConversation();
  for (const text of ["um", "dois", "três"]) {
    await one.send("POST", `/api/v1/conversations/${id}/messages`, { body: answer(text) });
  }
  await console_.until((e) => e.type === "message.created" && e.message.text === "três");
  const said = console_.events.filter((e) => e.type === "message.created");
  expect(said.map((e) => e.message.text)).toEqual(["um", "dois", "três"]);
  expect(said.map((e) => e.message.seq)).toEqual([1, 2, 3]);
  for (const event of console_.events) expect(agentEvent.parse(event)).toBeTruthy();
  await console_.until((e) => e.type === "conversation.changed" && e.conversation.lastSeq === 3);
  await console_.until((e) => e.type === "activity.created" && e.activity.kind === "claimed");
});

test("nobody hears of conversations of other queues, but supervisors hear of all", async () => {
  const inside = await stage.newPerson({ queueIds: [stage.scene.technical] });
  const outside = await stage.newPerson();
  const lead = await stage.newPerson({ role: "supervisor", queueIds: [] });
  const client = await stage.logIn(inside);
  const hears = await stage.socketOf(await stage.logIn(outside));
  const leads = await stage.socketOf(await stage.logIn(lead));
  const foreign = await stage.scene.newConversation({ queueId: stage.scene.technical });
  await client.send("POST", `/api/v1/conversations/${foreign}/messages`, { body: answer() });
  await leads.until((e) => e.conversationId === foreign && e.type === "message.created");

  // A conversation of their own, told later, shows that the other was not merely late.
  const own = await stage.scene.newConversation();
  const colleague = await stage.logIn(await stage.newPerson());
  await colleague.send("POST", `/api/v1/conversations/${own}/messages`, { body: answer() });
  await hears.until((e) => e.conversationId === own && e.type === "message.created");
  expect(hears.events.filter((e) => e.conversationId === foreign)).toEqual([]);
});

test("who loses a conversation learns where it went and nothing of what is in it", async () => {
  const ana = await stage.newPerson({ queueIds: [stage.scene.directors] });
  const bia = await stage.newPerson({ queueIds: [stage.scene.directors] });
  const client = await stage.logIn(ana);
  const colleague = await stage.socketOf(await stage.logIn(bia));
  const id = await stage.scene.newConversation({
    queueId: stage.scene.directors,
    assigneeId: ana.id,
    preview: "segredo",
  });
  const directed = await client.send("POST", `/api/v1/conversations/${id}/direct`, {
    body: {
      queueId: stage.scene.technical,
      title: "Roteador",
      category: "Equipamento",
      summary: "não liga, segredo",
      urgency: "high",
      promisedAt: "2027-01-01T00:00:00Z",
      epoch: 0,
    },
  });
  expect(directed.status).toBe(200);
  const gone = await colleague.until((e) => e.type === "conversation.changed");
  expect(gone.conversation).toMatchObject({ id, queueId: stage.scene.technical, assignee: null });
  expect(JSON.stringify(colleague.events)).not.toContain("segredo");
});

test("of many who ask at once each gets what they missed from where they stood, and nothing of others", async () => {
  const inside = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const late = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const { technical } = stage.scene;
  const outside = await stage.socketOf(
    await stage.logIn(await stage.newPerson({ queueIds: [technical] })),
  );
  const lead = await stage.socketOf(
    await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] })),
  );
  const away = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const writer = await stage.logIn(await stage.newPerson());
  const id = await stage.scene.newConversation();
  for (const text of ["um", "dois"]) {
    await writer.send("POST", `/api/v1/conversations/${id}/messages`, { body: answer(text) });
  }
  const first = await late.until((e) => e.type === "message.created" && e.message.text === "um");
  await lead.until((e) => e.type === "message.created" && e.message.text === "dois");
  const [all, rest, none, whole, tooOld] = await Promise.all([
    inside.socket.emitWithAck("resume", { after: inside.position }),
    late.socket.emitWithAck("resume", { after: first.position }),
    outside.socket.emitWithAck("resume", { after: outside.position }),
    lead.socket.emitWithAck("resume", { after: lead.position }),
    away.socket.emitWithAck("resume", { after: "1-1" }),
  ]);
  expect(textsOf(all.events)).toEqual(["um", "dois"]);
  expect(textsOf(rest.events)).toEqual(["dois"]);
  expect(textsOf(whole.events)).toEqual(["um", "dois"]);
  expect(none.events.filter((e: { conversationId: string }) => e.conversationId === id)).toEqual(
    [],
  );
  expect(tooOld.kind).toBe("snapshot-required");
});

/** As often as a client that is in a hurry. */
const LOOK_AGAIN_MS = 200;

test("whoever was away gets what they missed, each once and in order", async () => {
  const ana = await stage.newPerson();
  const client = await stage.logIn(ana);
  const before = await stage.socketOf(client);
  const id = await stage.scene.newConversation();
  before.socket.disconnect();
  for (let n = 1; n <= 20; n++) {
    await client.send("POST", `/api/v1/conversations/${id}/messages`, { body: answer(`${n}`) });
  }
  const after = await stage.socketOf(client);
  // What transactions of other databases of the server hold back is there when they are over.
  const texts: string[] = [];
  let position = before.position;
  while (texts.at(-1) !== "20") {
    const missed = await after.socket.emitWithAck("resume", { after: position });
    expect(missed.kind).toBe("events");
    texts.push(...textsOf(missed.events));
    position = missed.position;
    // Whoever asks without a pause is shown the door.
    if (texts.at(-1) !== "20") await pause(LOOK_AGAIN_MS);
  }
  expect(texts).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 1}`));
  // Nothing is missing from the place the answer leads to either.
  const again = await after.socket.emitWithAck("resume", { after: position });
  expect(textsOf(again.events)).toEqual([]);
});

function textsOf(events: readonly { type: string; message: { text: string } }[]): string[] {
  return events.filter((e) => e.type === "message.created").map((e) => e.message.text);
}

test.each(["", "1", "999999999999999999999-1", "9223372036854775808-1", "1-1", "a-b"])(
  "from the position %j, which is none or too old, a console starts over",
  async (after) => {
    const client = await stage.logIn(await stage.newPerson());
    const { socket } = await stage.socketOf(client);
    // Something is in the outbox, so that the beginning of time is not covered.
    const id = await stage.scene.newConversation();
    await client.send("POST", `/api/v1/conversations/${id}/messages`, { body: answer() });
    expect(await socket.emitWithAck("resume", { after })).toMatchObject({
      kind: "snapshot-required",
      position: expect.any(String),
    });
  },
);

test("a position ahead of this node is answered with this node's own", async () => {
  const { socket } = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const missed = await socket.emitWithAck("resume", { after: "9000000000000000000-1" });
  expect(missed).toMatchObject({ kind: "events", events: [] });
  expect(missed.position).not.toBe("9000000000000000000-1");
});

test("who touches something was active, written down with the next sign of life", async () => {
  const ana = await stage.newPerson();
  const { socket } = await stage.socketOf(await stage.logIn(ana));
  const activeAt = async () => {
    const { rows } = await stage.scene.database.pool.query(
      "select active_at from agents where id = $1",
      [ana.id],
    );
    return rows[0].active_at as Date | null;
  };
  const until = async (holds: (at: Date | null) => boolean) => {
    const deadline = Date.now() + 20_000;
    while (!holds(await activeAt())) {
      if (Date.now() > deadline) throw new Error("never written down");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  // Whoever opens a console touched something.
  await until((at) => at !== null);
  const opened = (await activeAt())?.getTime() ?? 0;
  socket.emit("active", {});
  // An answer to what was said after it: it has been heard.
  await socket.emitWithAck("resume", { after: "0-0" });
  socket.disconnect();
  await until((at) => (at?.getTime() ?? 0) > opened);
});

test("a ticket opens one socket, and nothing else does", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const { body } = await client.send("POST", "/api/v1/session/ticket");
  const open = (auth: object, headers: Record<string, string> = {}) =>
    new Promise<string>((resolve) => {
      const socket = io(`${stage.url}/agent`, {
        auth,
        extraHeaders: headers,
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
      });
      const end = (with_: string) => {
        socket.disconnect();
        resolve(with_);
      };
      socket.once("ready", () => end("ready"));
      socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
        end(error.data?.code ?? error.message),
      );
    });
  const foreign = { origin: "https://evil.example" };
  expect(await open({ ticket: body.ticket }, foreign)).toBe("origin-not-allowed");
  expect(await open({ ticket: body.ticket }, { origin: stage.url })).toBe("ready");
  expect(await open({ ticket: body.ticket })).toBe("unauthenticated");
  expect(await open({ ticket: "a".repeat(43) })).toBe("unauthenticated");
  expect(await open({ ticket: body.ticket, role: "admin" })).toBe("unauthenticated");
  expect(await open({})).toBe("unauthenticated");
  expect(await open({}, { cookie: client.cookie ?? "" })).toBe("unauthenticated");
});

test("of two sockets that come with one ticket in the same moment one is opened", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const { body } = await client.send("POST", "/api/v1/session/ticket");
  const opened = await Promise.all(
    Array.from({ length: 2 }, () => {
      const socket = io(`${stage.url}/agent`, {
        auth: { ticket: body.ticket },
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
      });
      return new Promise<string>((resolve) => {
        socket.once("ready", () => resolve("ready"));
        socket.once("connect_error", () => resolve("refused"));
      }).finally(() => socket.disconnect());
    }),
  );
  expect(opened.sort()).toEqual(["ready", "refused"]);
});

test("a page of another site opens no socket by long polling either", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const { body } = await client.send("POST", "/api/v1/session/ticket");
  const socket = io(`${stage.url}/agent`, {
    auth: { ticket: body.ticket },
    extraHeaders: { origin: "https://evil.example" },
    transports: ["polling"],
    forceNew: true,
    reconnection: false,
  });
  const error = await new Promise<Error & { data?: { code: string } }>((resolve) =>
    socket.once("connect_error", resolve),
  );
  expect(error.data?.code).toBe("origin-not-allowed");
  socket.disconnect();
});

test("logging out closes the sockets of the session at once, and only those", async () => {
  const ana = await stage.newPerson();
  const [here, there] = [await stage.logIn(ana), await stage.logIn(ana)];
  const [falls, stays] = [await stage.socketOf(here), await stage.socketOf(there)];
  const revoked = new Promise((resolve) => falls.socket.once("revoked", resolve));
  const closed = new Promise((resolve) => falls.socket.once("disconnect", resolve));
  expect((await here.send("DELETE", "/api/v1/session")).status).toBe(200);
  await Promise.all([revoked, closed]);
  expect((await here.send("GET", "/api/v1/session")).status).toBe(401);
  expect(stays.socket.connected).toBe(true);
});

test("a disabled agent's sockets are closed within 5 s, on whatever node they are", async () => {
  const ana = await stage.newPerson();
  const { socket } = await stage.socketOf(await stage.logIn(ana));
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  const startedAt = Date.now();
  await stage.scene.database.pool.query("update agents set disabled_at = now() where id = $1", [
    ana.id,
  ]);
  await closed;
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

test("an agent taken out of a queue hears no more of it within 5 s", async () => {
  const ana = await stage.newPerson({ queueIds: [stage.scene.solvers, stage.scene.directors] });
  const writer = await stage.logIn(await stage.newPerson());
  const hears = await stage.socketOf(await stage.logIn(ana));
  await stage.scene.database.pool.query(
    "delete from queue_members where agent_id = $1 and queue_id = $2",
    [ana.id, stage.scene.solvers],
  );
  const deadline = Date.now() + 5_000;
  for (;;) {
    const id = await stage.scene.newConversation();
    const told = hears.events.length;
    await writer.send("POST", `/api/v1/conversations/${id}/messages`, {
      body: { ...answer(), kind: "note" },
    });
    await until(() => stage.feed.position() !== "" && hears.events.length > told, 300);
    if (hears.events.length === told) break;
    if (Date.now() > deadline) throw new Error("still told after 5 s");
  }
});

test("a connected agent is reachable, and what waits for them is looked for at once", async () => {
  const ana = await stage.newPerson();
  const client = await stage.logIn(ana);
  expect((await client.send("GET", "/api/v1/session")).body.agent.reachable).toBe(false);
  stage.scene.nudged.length = 0;
  const watcher = await stage.socketOf(
    await stage.logIn(await stage.newPerson({ role: "supervisor" })),
  );
  await stage.socketOf(client);
  await watcher.until(
    (e) => e.type === "agent.changed" && e.agent.id === ana.id && e.agent.reachable,
  );
  expect(stage.scene.nudged).toContain(`assign agent ${ana.id}`);
});

test("those who look at a conversation see each other, and who writes", async () => {
  const [ana, bia] = [await stage.newPerson(), await stage.newPerson()];
  const [one, other] = [
    await stage.socketOf(await stage.logIn(ana)),
    await stage.socketOf(await stage.logIn(bia)),
  ];
  const conversationId = await stage.scene.newConversation();
  const both = new Promise<{ agents: { id: string }[] }>((resolve) =>
    one.socket.on("viewers", (told) => told.agents.length === 2 && resolve(told)),
  );
  one.socket.emit("viewing", { conversationId });
  other.socket.emit("viewing", { conversationId });
  expect((await both).agents.map(({ id }) => id).sort()).toEqual([ana.id, bia.id].sort());

  const typing = new Promise((resolve) => one.socket.once("typing", resolve));
  other.socket.emit("typing", { conversationId, room: "reply" });
  expect(await typing).toEqual({ conversationId, who: bia.name, kind: "agent" });

  const left = new Promise<{ agents: unknown[] }>((resolve) => one.socket.once("viewers", resolve));
  other.socket.disconnect();
  expect((await left).agents).toHaveLength(1);
});

test("looking at a foreign conversation shows nothing of who looks at it", async () => {
  const inside = await stage.newPerson({ queueIds: [stage.scene.technical] });
  const insider = await stage.socketOf(await stage.logIn(inside));
  const outsider = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const conversationId = await stage.scene.newConversation({ queueId: stage.scene.technical });
  const heard: unknown[] = [];
  outsider.socket.on("viewers", (told) => heard.push(told));
  outsider.socket.on("typing", (told) => heard.push(told));
  outsider.socket.emit("viewing", { conversationId });
  const seen = new Promise<{ agents: unknown[] }>((resolve) =>
    insider.socket.once("viewers", resolve),
  );
  insider.socket.emit("viewing", { conversationId });
  expect((await seen).agents).toHaveLength(1);
  insider.socket.emit("typing", { conversationId, room: "reply" });
  await outsider.socket.emitWithAck("resume", { after: outsider.position });
  expect(heard).toEqual([]);
});

test("what a console found that nobody had told it is counted, and odd numbers are not", async () => {
  const { socket } = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  socket.emit("repaired", { views: 2 });
  const refused = { code: "invalid", message: "not an event of this wire" };
  for (const odd of [{ views: 0 }, { views: "3" }, {}, { views: 10_001 }]) {
    expect(await socket.emitWithAck("repaired", odd)).toEqual(refused);
  }
  expect(stage.repairs).toEqual([2]);
});

test("what somebody has before them is kept once, however often it is told, and only of what they see", async () => {
  const inside = await stage.newPerson();
  const { socket } = await stage.socketOf(await stage.logIn(inside));
  const conversationId = await stage.scene.newConversation();
  const foreign = await stage.scene.newConversation({ queueId: stage.scene.technical });
  const shown = new Promise((resolve) => socket.once("viewers", resolve));
  socket.emit("viewing", { conversationId });
  await shown;
  const id = randomUUID();
  socket.emit("looked", { id, conversationId, forMs: 30_000, idleMs: 0 });
  socket.emit("looked", { id, conversationId, forMs: 60_000, idleMs: 0 });
  socket.emit("looked", { id: randomUUID(), conversationId: foreign, forMs: 60_000, idleMs: 0 });
  socket.emit("looked", { id: randomUUID(), conversationId, forMs: 90_000_000, idleMs: 0 });
  const refused = { code: "invalid", message: "not an event of this wire" };
  const odd = { id, conversationId, forMs: -1, idleMs: 0 };
  expect(await socket.emitWithAck("looked", odd)).toEqual(refused);
  const { pool } = stage.scene.database;
  for (;;) {
    const { rows } = await pool.query<{ conversationId: string; ms: number }>(
      `select conversation_id as "conversationId",
         (extract(epoch from ended_at - began_at) * 1000)::int as ms
       from focus_looks where agent_id = $1`,
      [inside.id],
    );
    if (rows.length === 0) {
      await pause(100);
      continue;
    }
    expect(rows.map((row) => row.conversationId)).toEqual([conversationId]);
    expect(rows[0]?.ms).toBeGreaterThanOrEqual(60_000);
    expect(rows[0]?.ms).toBeLessThan(70_000);
    return;
  }
});

test("an event that is none of the wire is refused, and the eleventh is the last", async () => {
  const { socket } = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  const refused = { code: "invalid", message: "not an event of this wire" };
  expect(await socket.emitWithAck("sudo", { "<script>": 1 })).toEqual(refused);
  expect(await socket.emitWithAck("resume", { after: 1 })).toEqual(refused);
  expect(await socket.emitWithAck("viewing", { conversationId: "x" })).toEqual(refused);
  for (let n = 0; n < 8; n++) socket.emit("sudo");
  await closed;
});

test("a console that never stops talking is cut off", async () => {
  const { socket } = await stage.socketOf(await stage.logIn(await stage.newPerson()));
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  for (let n = 0; n < 301; n++) socket.emit("viewing", { conversationId: null });
  await closed;
});

async function until(holds: () => boolean, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!holds() && Date.now() < deadline) await new Promise((done) => setTimeout(done, 10));
}
