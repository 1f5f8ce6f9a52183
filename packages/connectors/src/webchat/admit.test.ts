import { Buffer } from "node:buffer";
import { WEBHOOK_URL } from "@circuito/connector/testing";
import { z } from "zod";
import { connect, enter, openWith, SITE, uuid } from "./testing/visitor.ts";

const refused = z.object({ code: z.string(), message: z.string() });

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

test("the widget's own page, which the gateway serves, connects without being listed", async () => {
  const { origin } = new URL(WEBHOOK_URL);
  expect(await connect(openWith(), { origin }).heard("session")).toBeDefined();
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
  const { token } = await enter(openWith({ tokenSecret: Buffer.alloc(40, 1).toString("base64") }));
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
