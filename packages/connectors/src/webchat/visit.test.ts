import { randomUUID } from "node:crypto";
import { type Address, asId, type ConversationId, type MessageId } from "@circuito/domain";
import { enter, openWith, uuid, write } from "./testing/visitor.ts";

const CONVERSATION = asId<ConversationId>(uuid(1));

test.each(["unknown", "base", "constructor", "__proto__", "hasOwnProperty", ""])(
  "B-60: the event %j gets a plain answer and no look inside",
  async (event) => {
    const one = openWith();
    const { socket } = await enter(one);
    expect(await socket.say(event, { x: 1 })).toEqual({
      ok: false,
      code: "unknown-event",
      message: "there is no such event",
    });
    expect(one.host.rows).toEqual([]);
  },
);

test("B-60: ten unknown events in a minute end the connection", async () => {
  const one = openWith();
  const { socket } = await enter(one);
  for (let i = 0; i < 9; i++) await socket.say(`x${i}`);
  one.host.advance(61_000);
  for (let i = 0; i < 9; i++) await socket.say(`y${i}`);
  expect(socket.isConnected).toBe(true);
  socket.mutter("z");
  expect(await socket.heard("refused")).toMatchObject({ code: "unknown-event" });
  expect(socket.isConnected).toBe(false);
});

test("B-60: events that ask for no answer are taken all the same", async () => {
  const one = openWith();
  const { socket } = await enter(one);
  socket.mutter("message", { clientId: randomUUID(), text: "olá" });
  await write(socket, "depois");
  expect(one.host.rows).toMatchObject([{ text: "olá" }, { text: "depois" }]);
});

test("B-59: another conversation's id changes nothing but the visitor's own", async () => {
  const one = openWith();
  const { socket, visitorId } = await enter(one);
  const { followers, reads } = one.host.transcript;
  await socket.say("resume", { after: { conversationId: uuid(77), seq: 0 } });
  await socket.say("read", { conversationId: uuid(77), seq: 9 });
  expect(
    await socket.say("message", {
      clientId: randomUUID(),
      text: "x",
      conversationId: uuid(77),
    }),
  ).toMatchObject({ code: "invalid" });
  expect(await socket.say("join", uuid(77))).toMatchObject({ code: "unknown-event" });
  expect(one.host.transcript.followers).toBe(followers);
  const addresses = [...reads, ...one.host.transcript.seenCalls].map(({ address }) => address);
  expect(new Set(addresses)).toEqual(new Set([`visitor:${visitorId}`]));
});

const message = {
  id: asId<MessageId>(uuid(5)),
  seq: 2,
  previousSeq: 1,
  from: "agent",
  authorName: "Bia",
  text: "Bom dia!",
  clientId: undefined,
  status: "sent",
  at: Date.UTC(2026, 0, 5, 12),
} as const;
const view = {
  conversationId: CONVERSATION,
  protocol: "20260105-0001",
  status: "open",
  lastSeq: 2,
  snapshot: false,
  messages: [message],
  queue: { position: 1 },
  agentName: undefined,
} as const;

test("a session continues after what the browser holds", async () => {
  const one = openWith();
  const { token, visitorId, socket } = await enter(one);
  socket.disconnect();
  one.host.transcript.views.set(`visitor:${visitorId}`, view);
  const after = { conversationId: CONVERSATION, seq: 1 };
  const back = await enter(one, { token, after });
  expect(one.host.transcript.reads.at(-1)?.after).toEqual(after);
  expect(back).toMatchObject({
    snapshot: false,
    messages: [{ text: "Bom dia!", at: "2026-01-05T12:00:00.000Z" }],
    conversation: { queue: { position: 1, estimateSeconds: null }, agentName: null },
  });
});

test("changes are told as they come, each under its name", async () => {
  const one = openWith();
  const { socket, visitorId } = await enter(one);
  const tell = one.host.transcript;
  const address: Address = `visitor:${visitorId}`;
  const conversationId = CONVERSATION;
  tell.change(address, { kind: "message", conversationId, message });
  tell.change(address, { kind: "status", conversationId, messageId: message.id, status: "read" });
  tell.change(address, { kind: "queue", queue: undefined });
  tell.change(address, { kind: "typing", authorName: "Bia" });
  tell.change(address, { kind: "conversation", view });
  expect(socket.emitted.slice(1)).toMatchObject([
    { event: "message", data: { message: { seq: 2, previousSeq: 1, clientId: null } } },
    { event: "status", data: { status: "read" } },
    { event: "queue", data: { queue: null } },
    { event: "typing", data: { authorName: "Bia" } },
    { event: "conversation", data: { lastSeq: 2 } },
  ]);
  expect(JSON.stringify(socket.emitted.at(-1))).not.toContain("Bom dia");
});

test("a change that comes while a session is read is told after it, never before", async () => {
  const one = openWith();
  const { socket, visitorId } = await enter(one);
  const change = { kind: "message", conversationId: CONVERSATION, message } as const;
  one.host.transcript.meanwhile = () => one.host.transcript.change(`visitor:${visitorId}`, change);
  await socket.say("resume", {});
  expect(socket.emitted.map(({ event }) => event)).toEqual(["session", "session", "message"]);
});

test("reading and typing are passed on", async () => {
  const one = openWith();
  const { socket, visitorId } = await enter(one);
  expect(await socket.say("read", { conversationId: CONVERSATION, seq: 2 })).toEqual({
    ok: true,
  });
  expect(await socket.say("typing", {})).toEqual({ ok: true });
  const upTo = { conversationId: CONVERSATION, seq: 2 };
  const address = `visitor:${visitorId}`;
  expect(one.host.transcript.seenCalls).toEqual([{ address, upTo, status: "read" }]);
  expect(one.host.transcript.typingCalls).toEqual([address]);
});
