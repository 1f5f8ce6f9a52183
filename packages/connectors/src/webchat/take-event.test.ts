import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { enter, harness, openWith, write } from "./testing/visitor.ts";

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
  const kept = one.host.rows[0]?.raw;
  const raw = JSON.parse(kept instanceof Uint8Array ? Buffer.from(kept).toString() : "");
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
  expect(one.host.rows).toMatchObject([{ fromName: "Ana", claims: { email: "ana@example.com" } }]);
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
