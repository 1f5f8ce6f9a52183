import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import {
  describeConnector,
  INBOX,
  OpenConnector,
  ScriptedSocket,
} from "@circuito/connector/testing";
import { type Address, asId, type ConversationId, type MessageId } from "@circuito/domain";
import { z } from "zod";
import { webchat } from "./webchat.ts";

const TOKEN_SECRET = Buffer.alloc(32, "visitor-token-secret").toString("base64");
const SITE = "https://www.example.com";
const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const CONVERSATION = asId<ConversationId>(uuid(1));

const settings = {
  companyName: "Loja Exemplo",
  accentColor: "#1f6feb",
  greeting: "Olá!",
  allowedOrigins: [SITE],
  tokenSecret: TOKEN_SECRET,
};

const harness = {
  name: "webchat",
  definition: webchat,
  settings: () => settings,
  socket: {
    handshake: { auth: { inbox: INBOX }, origin: SITE },
    ready: "session",
    events: ["message", "read", "typing", "introduce", "resume"],
    ids: [uuid(11), uuid(12), uuid(13), uuid(14), uuid(15)] as [string, ...string[]],
    message: ({ id, text }: { id: string; text: string }): [string, unknown] => [
      "message",
      { clientId: id, text },
    ],
    accepted: (answer: unknown) => z.object({ ok: z.literal(true) }).safeParse(answer).success,
  },
  sending: {
    to: "visitor:00000000-0000-8000-8000-000000000001" as Address,
    nowhere: "tel:+5511999990000" as Address,
    carriesMedia: false,
  },
};

describeConnector(harness);

const session = z.object({
  token: z.string().max(512),
  visitorId: z.uuid(),
  snapshot: z.boolean(),
  messages: z.array(z.object({ text: z.string(), at: z.iso.datetime() })),
  conversation: z.looseObject({ conversationId: z.string() }).nullable(),
});
const refused = z.object({ code: z.string(), message: z.string() });

interface Handshake {
  readonly auth?: Record<string, unknown>;
  readonly origin?: string | undefined;
}

function openWith(more: Record<string, unknown> = {}): OpenConnector {
  const all = () => ({ ...settings, ...more });
  return OpenConnector.open({ ...harness, settings: all }, "");
}

function connect(one: OpenConnector, handshake: Handshake = {}): ScriptedSocket {
  const origin = "origin" in handshake ? handshake.origin : SITE;
  const socket = new ScriptedSocket({ auth: { inbox: INBOX, ...handshake.auth }, origin });
  one.connector.connected?.(socket);
  return socket;
}

async function enter(one: OpenConnector, auth: Record<string, unknown> = {}) {
  const socket = connect(one, { auth });
  return { socket, ...session.parse(await socket.heard("session")) };
}

const write = (socket: ScriptedSocket, text: unknown, clientId: unknown = randomUUID()) =>
  socket.say("message", { clientId, text });

describe("the door", () => {
  test.each([
    ["missing", undefined],
    ["null", "null"],
    ["another site", "https://other.example"],
    ["a look-alike", `${SITE}.evil.example`],
    ["a sub-domain", "https://evil.www.example.com"],
    ["another scheme", SITE.replace("https", "http")],
    ["another port", `${SITE}:8443`],
    ["a trailing dot", `${SITE}.`],
    ["capital letters", SITE.toUpperCase()],
  ])("B-57: an origin that is %s is refused with its code", async (_, origin) => {
    const one = openWith();
    const socket = connect(one, { origin });
    expect(await socket.heard("refused")).toMatchObject({ code: "origin-not-allowed" });
    expect(socket.isConnected).toBe(false);
    expect(socket.emitted.map(({ event }) => event)).toEqual(["refused"]);
  });

  test("null and missing origins are let in where that was chosen", async () => {
    const one = openWith({ allowedOrigins: [SITE, "null"], allowMissingOrigin: true });
    for (const origin of ["null", undefined]) {
      expect(await connect(one, { origin }).heard("session")).toBeDefined();
    }
  });

  test.each([
    ["no inbox", { inbox: undefined }, "invalid"],
    ["another inbox", { inbox: uuid(99) }, "unknown-inbox"],
    ["a field nobody knows", { admin: true }, "invalid"],
    ["a token of nonsense", { token: "eyJ.x.y" }, "token-invalid"],
    ["a token too long", { token: "x".repeat(513) }, "invalid"],
  ])("a handshake with %s is refused", async (_, auth, code) => {
    const one = openWith();
    const socket = connect(one, { auth });
    expect(refused.parse(await socket.heard("refused")).code).toBe(code);
    expect(socket.isConnected).toBe(false);
    expect(one.host.transcript.followers).toBe(0);
  });

  test("a visitor who comes back with the token is the same visitor, with a fresh token", async () => {
    const one = openWith();
    const first = await enter(one);
    one.host.advance(29 * 24 * 60 * 60_000);
    const second = await enter(one, { token: first.token });
    expect(second.visitorId).toBe(first.visitorId);
    one.host.advance(29 * 24 * 60 * 60_000);
    expect((await enter(one, { token: second.token })).visitorId).toBe(first.visitorId);
    expect((await enter(one)).visitorId).not.toBe(first.visitorId);
  });

  test("B-57: a token left alone for more than thirty days is refused", async () => {
    const one = openWith();
    const { token } = await enter(one);
    one.host.advance(30 * 24 * 60 * 60_000 + 1_000);
    const socket = connect(one, { auth: { token } });
    expect(await socket.heard("refused")).toMatchObject({ code: "token-invalid" });
  });

  test("B-57: a token made with another secret is refused", async () => {
    const { token } = await enter(
      openWith({ tokenSecret: Buffer.alloc(40, 1).toString("base64") }),
    );
    const socket = connect(openWith(), { auth: { token } });
    expect(await socket.heard("refused")).toMatchObject({ code: "token-invalid" });
  });

  test("a store that is down is said at the door, and the socket closed", async () => {
    const one = openWith();
    one.host.transcript.failure = new Error("no connection to 10.0.0.5");
    const socket = connect(one);
    expect(await socket.heard("refused")).toMatchObject({ code: "unavailable" });
    expect(JSON.stringify(socket.emitted)).not.toContain("10.0.0.5");
    expect(one.host.transcript.followers).toBe(0);
  });
});

describe("writing", () => {
  test("a message is its visitor's, known by the client's id", async () => {
    const one = openWith();
    const { socket, visitorId } = await enter(one, { locale: "pt-br" });
    const clientId = randomUUID();
    expect(await write(socket, "olá", clientId)).toEqual({ ok: true });
    expect(one.host.rows).toMatchObject([
      {
        externalId: `${visitorId}:${clientId}`,
        idMadeBy: "sender",
        from: `visitor:${visitorId}`,
        clientId,
        locale: "pt-BR",
        text: "olá",
      },
    ]);
    const raw = JSON.parse(Buffer.from(one.host.rows[0]?.raw ?? []).toString());
    expect(raw).toMatchObject({ event: "message", data: { clientId, text: "olá" } });
  });

  test.each([
    ["an object", {}],
    ["a list", ["x"]],
    ["a number", 4],
    ["null", null],
    ["undefined", undefined],
  ])("B-62: a text that is %s is invalid", async (_, text) => {
    const one = openWith();
    const { socket } = await enter(one);
    expect(await write(socket, text)).toMatchObject({ ok: false, code: "invalid" });
    expect(one.host.rows).toEqual([]);
  });

  test.each([
    ["nothing", "", "empty"],
    ["only white space", " \n\t\u00a0", "empty"],
    ["only zero-width characters", "\u200b\u200d\ufeff\u2060", "empty"],
    ["10,001 characters", "a".repeat(10_001), "too-long"],
    ["a million characters", "a".repeat(1_000_000), "too-long"],
  ])("B-62: a text of %s is refused by name", async (_, text, code) => {
    const one = openWith();
    const { socket } = await enter(one);
    expect(await write(socket, text)).toMatchObject({ ok: false, code });
    expect(one.host.rows).toEqual([]);
  });

  test("B-62: ten thousand marks on one letter are stored", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    const zalgo = `z${"\u0301".repeat(9_999)}`;
    expect(await write(socket, zalgo)).toEqual({ ok: true });
    expect(one.host.rows).toMatchObject([{ text: zalgo }]);
  });

  test("B-64: what looks like a program is text", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    const text = "<img src=x onerror=alert(1)> [x](javascript:1) {{7*7}} =cmd|' /C calc'!A0";
    await write(socket, text);
    expect(one.host.rows).toMatchObject([{ text }]);
  });

  test("NUL and half surrogate pairs are made storable", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    await write(socket, "a\u0000b\ud800");
    expect(one.host.rows).toMatchObject([{ text: "a\u2400b\ufffd" }]);
  });

  test("B-63: a client id used again for other words is a collision", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    const clientId = randomUUID();
    await write(socket, "primeira", clientId);
    expect(await write(socket, "segunda", clientId)).toMatchObject({ code: "collision" });
  });

  test("B-63: a client id that is no UUID is invalid", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    for (const id of ["1", "", 7, {}, "../../etc"]) {
      expect(await write(socket, "olá", id)).toMatchObject({ code: "invalid" });
    }
  });

  test("B-63: too many messages at once are told how long to wait, and nobody else waits", async () => {
    const one = openWith();
    const { socket } = await enter(one);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => write(socket, `${i}`)));
    const late = answers.filter((answer) => !harness.socket.accepted(answer));
    expect(late.length).toBeGreaterThan(100);
    for (const answer of late) {
      expect(answer).toMatchObject({ code: "rate-limited", retryAfterMs: expect.any(Number) });
    }
    expect(one.host.rows).toHaveLength(answers.length - late.length);
    const other = await enter(one);
    expect(await write(other.socket, "olá")).toEqual({ ok: true });
  });

  test.each([
    ["three years ago", -3 * 365 * 86_400_000, false],
    ["three years from now", 3 * 365 * 86_400_000, false],
    ["three days ago", -3 * 86_400_000, true],
    ["now", 0, true],
  ])("B-68: a client's clock that says %s", async (_, offset, isShown) => {
    const one = openWith();
    const { socket } = await enter(one);
    const at = one.host.now() + offset;
    const answer = await socket.say("message", { clientId: randomUUID(), text: "olá", at });
    expect(answer).toEqual({ ok: true });
    expect(one.host.rows[0]).toMatchObject(isShown ? { sentAt: at } : { text: "olá" });
    expect("sentAt" in (one.host.rows[0] ?? {})).toBe(isShown);
  });

  test("what a visitor said of themselves goes with their words, also after a lost connection", async () => {
    const one = openWith();
    const { socket, token } = await enter(one);
    const answer = await socket.say("introduce", { name: "Ana", email: "ana@example.com" });
    expect(answer).toEqual({ ok: true });
    socket.disconnect();
    const again = await enter(one, { token });
    await write(again.socket, "olá");
    expect(one.host.rows).toMatchObject([
      { fromName: "Ana", claims: { email: "ana@example.com" } },
    ]);
    expect(one.host.rows[0]).not.toHaveProperty("proof");
  });

  test.each([
    ["a name of 10 KB", { name: "x".repeat(10_000) }],
    ["no e-mail address", { email: "not-an-address" }],
    ["a number as phone", { phone: 5511 }],
    ["a field nobody knows", { role: "admin" }],
  ])("B-66: an introduction with %s is invalid", async (_, data) => {
    const { socket } = await enter(openWith());
    expect(await socket.say("introduce", data)).toMatchObject({ code: "invalid" });
  });
});

describe("strangers' words", () => {
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
});

describe("the live view", () => {
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
    one.host.transcript.meanwhile = () =>
      one.host.transcript.change(`visitor:${visitorId}`, change);
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

  test("after a stop nobody gets in", async () => {
    const one = openWith();
    await one.connector.stop();
    expect(connect(one).isConnected).toBe(false);
  });
});
