import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { INBOX, OpenConnector, ScriptedSocket } from "@circuito/connector/testing";
import type { IdentityFault } from "@circuito/domain";
import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { z } from "zod";
import { checkIdentity } from "./check-identity.ts";
import { webchat } from "./webchat.ts";

const SITE = "https://www.example.com";
const SECRET = "the-host-page-keeps-this-one-secret-0123456789";
const NOW = Date.UTC(2026, 0, 5, 12);
const HOUR = 60 * 60;
const seconds = NOW / 1000;

const session = z.object({ token: z.string(), visitorId: z.string() });

function openWith(more: Record<string, unknown> = {}): OpenConnector {
  const settings = () => ({
    companyName: "Loja",
    accentColor: "#1f6feb",
    allowedOrigins: [SITE],
    tokenSecret: Buffer.alloc(32, 3).toString("base64"),
    identitySecret: SECRET,
    ...more,
  });
  const sending = { to: "visitor:x", nowhere: "tel:+1", carriesMedia: false } as const;
  return OpenConnector.open({ name: "webchat", definition: webchat, settings, sending }, "");
}

async function enter(one: OpenConnector, auth: Record<string, unknown>) {
  const socket = new ScriptedSocket({ auth: { inbox: INBOX, ...auth }, origin: SITE });
  one.connector.connected?.(socket);
  return { socket, ...session.parse(await socket.heard("session")) };
}

const write = (socket: ScriptedSocket) =>
  socket.say("message", { clientId: randomUUID(), text: "olá" });

const honest = { sub: "customer-42", aud: INBOX, exp: seconds + HOUR, name: "Ana Souza" };
const sign = (claims: JWTPayload, secret = SECRET, alg = "HS256"): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(Buffer.from(secret));

test("a signed identity is proof that goes with the words", async () => {
  const one = openWith();
  const identity = await sign({ ...honest, email: "ana@example.com" });
  const { socket, visitorId } = await enter(one, { identity });
  await write(socket);
  expect(one.host.rows).toMatchObject([
    {
      from: `visitor:${visitorId}`,
      fromName: "Ana Souza",
      proof: { evidence: "signed", subject: "customer-42" },
      claims: { email: "ana@example.com" },
    },
  ]);
});

test("an identity signed with the private half of a key pair is proof, too", async () => {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const pem = await exportSPKI(publicKey);
  const one = openWith({ identitySecret: undefined, identityPublicKey: pem });
  const identity = await new SignJWT(honest).setProtectedHeader({ alg: "EdDSA" }).sign(privateKey);
  const { socket } = await enter(one, { identity });
  await write(socket);
  expect(one.host.rows).toMatchObject([{ proof: { subject: "customer-42" } }]);

  // The public key is public: as an HMAC secret it must open nothing.
  const confused = await sign(honest, pem);
  const stranger = await enter(one, { identity: confused });
  await write(stranger.socket);
  expect(one.host.rows[1]).not.toHaveProperty("proof");
});

const { exp: _exp, ...endless } = honest;
const { sub: _sub, ...nameless } = honest;
const { aud: _aud, ...anywhere } = honest;

const forged: readonly (readonly [string, () => Promise<string> | string])[] = [
  ["nonsense", () => "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"],
  ["empty", () => ""],
  ["without algorithm", () => new UnsecuredJWT(honest).encode()],
  ["without algorithm, in capitals", () => none("NONE", honest)],
  ["signed with another secret", () => sign(honest, "x".repeat(40))],
  ["signed with an empty-looking secret", () => sign(honest, " ".repeat(40))],
  ["signed with HS384", () => sign(honest, SECRET, "HS384")],
  ["signed with HS512", () => sign(honest, SECRET, "HS512")],
  ["with its signature cut off", async () => (await sign(honest)).replace(/\.[^.]*$/, ".")],
  ["with another payload", async () => swapPayload(await sign(honest), { ...honest, sub: "root" })],
  ["for another inbox", () => sign({ ...honest, aud: randomUUID() })],
  ["for no inbox", () => sign(anywhere)],
  ["without a subject", () => sign(nameless)],
  ["with an empty subject", () => sign({ ...honest, sub: " " })],
  ["with a subject of a kilobyte", () => sign({ ...honest, sub: "x".repeat(1_000) })],
  ["without an end", () => sign(endless)],
  ["that ended", () => sign({ ...honest, exp: seconds - 2 * 60 })],
  ["that lives for a day", () => sign({ ...honest, exp: seconds + 24 * HOUR })],
  ["that begins tomorrow", () => sign({ ...honest, nbf: seconds + 24 * HOUR })],
  [
    "with an e-mail address where the subject should be",
    () => sign({ ...nameless, email: "ana@example.com", user_id: "42" }),
  ],
];

test("twenty ways to forge an identity are tried", () => {
  expect(forged).toHaveLength(20);
});

test.each(forged)("B-58: an identity %s leaves its bearer anonymous", async (_, make) => {
  const one = openWith();
  const { socket } = await enter(one, { identity: await make() });
  expect(await write(socket)).toEqual({ ok: true });
  expect(one.host.rows).toHaveLength(1);
  expect(one.host.rows[0]).not.toHaveProperty("proof");
  expect(one.host.rows[0]).not.toHaveProperty("fromName");
});

const check = (token: string, settings: object = { identitySecret: SECRET }) =>
  checkIdentity(settings, { inbox: INBOX, now: NOW }, token);

test("whoever sets a chat up is told that a token holds, and what is written in it", async () => {
  expect(await check(await sign({ ...honest, email: "ana@example.com" }))).toEqual({
    because: null,
    said: {
      algorithm: "HS256",
      audience: INBOX,
      subject: "customer-42",
      name: "Ana Souza",
      email: "ana@example.com",
      expiresAt: NOW + HOUR * 1_000,
    },
  });
});

const FAULTS: Readonly<Record<string, IdentityFault>> = {
  nonsense: "signature",
  empty: "not-a-token",
  "without algorithm": "algorithm",
  "without algorithm, in capitals": "algorithm",
  "signed with another secret": "signature",
  "signed with an empty-looking secret": "signature",
  "signed with HS384": "algorithm",
  "signed with HS512": "algorithm",
  "with its signature cut off": "signature",
  "with another payload": "signature",
  "for another inbox": "audience",
  "for no inbox": "audience",
  "without a subject": "subject",
  "with an empty subject": "subject",
  "with a subject of a kilobyte": "subject",
  "without an end": "no-end",
  "that ended": "ended",
  "that lives for a day": "lives-too-long",
  "that begins tomorrow": "not-yet",
  "with an e-mail address where the subject should be": "subject",
};

test.each(forged)("of an identity %s they are told the check that fails", async (name, make) => {
  const { because, said } = await check(await make());
  expect(because).toBe(FAULTS[name]);
  // However long a claim is, it is told by its beginning.
  expect(said.subject?.length ?? 0).toBeLessThanOrEqual(200);
});

test.each([
  ["three words", "not.a.token"],
  ["no dots at all", "token"],
  ["an end beyond all dates", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjFlMzAwfQ.AAAA"],
  ["a list where claims should be", "eyJhbGciOiJIUzI1NiJ9.W10.AAAA"],
])("of %s nothing is believed and nothing breaks", async (_what, token) => {
  const { because, said } = await check(token);
  expect(because).not.toBeNull();
  expect(said.expiresAt).toBeNull();
});

test("an inbox without any key says so, whatever the token", async () => {
  expect((await check(await sign(honest), {})).because).toBe("no-key");
});

test("S-34: where identity is required, words of anonymous visitors are refused", async () => {
  const one = openWith({ identityRequired: true });
  const anonymous = await enter(one, {});
  expect(await write(anonymous.socket)).toMatchObject({ code: "identity-required" });
  const impostor = await enter(one, { identity: await sign(honest, "y".repeat(40)) });
  expect(await write(impostor.socket)).toMatchObject({ code: "identity-invalid" });
  expect(one.host.rows).toEqual([]);
  const customer = await enter(one, { identity: await sign(honest) });
  expect(await write(customer.socket)).toEqual({ ok: true });
});

test("identity cannot be required without a key to check it with", () => {
  expect(() => openWith({ identityRequired: true, identitySecret: undefined })).toThrow();
});

test("who signs in keeps the conversation begun as a stranger", async () => {
  const one = openWith();
  const before = await enter(one, {});
  const after = await enter(one, { token: before.token, identity: await sign(honest) });
  expect(after.visitorId).toBe(before.visitorId);
});

test("who signs in next in the same browser does not see the one before", async () => {
  const one = openWith();
  const ana = await enter(one, { identity: await sign(honest) });
  const other = await sign({ ...honest, sub: "customer-43" });
  const beto = await enter(one, { token: ana.token, identity: other });
  expect(beto.visitorId).not.toBe(ana.visitorId);
  const signedOut = await enter(one, { token: ana.token });
  expect(signedOut.visitorId).not.toBe(ana.visitorId);
  const back = await enter(one, { token: ana.token, identity: await sign(honest) });
  expect(back.visitorId).toBe(ana.visitorId);
});

test("B-58: an old identity opens no history", async () => {
  const one = openWith();
  const identity = await sign(honest);
  const ana = await enter(one, { identity });
  one.host.advance(2 * HOUR * 1000);
  const later = await enter(one, { token: ana.token, identity });
  expect(later.visitorId).not.toBe(ana.visitorId);
  expect(one.host.transcript.reads.at(-1)?.address).toBe(`visitor:${later.visitorId}`);
});

function none(alg: string, claims: JWTPayload): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg })}.${part(claims)}.`;
}

function swapPayload(token: string, claims: JWTPayload): string {
  const [header, , signature] = token.split(".");
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
}

test("for as long as it was promised, what the secret before signed holds, too", async () => {
  const rotated = {
    identitySecret: "a-newer-secret-that-the-console-made-0123456789",
    identitySecretBefore: SECRET,
  };
  const at = async (untilAt: number, secret: string, now = NOW) => {
    const token = await sign(honest, secret);
    const settings = { ...rotated, identityBeforeUntil: new Date(untilAt).toISOString() };
    return (await checkIdentity(settings, { inbox: INBOX, now }, token)).because;
  };
  expect(await at(NOW + 1, SECRET)).toBeNull();
  expect(await at(NOW + 1, rotated.identitySecret)).toBeNull();
  expect(await at(NOW, SECRET)).toBe<IdentityFault>("signature");
  expect(await at(NOW, rotated.identitySecret)).toBeNull();
  expect(await at(NOW + 1, "somebody-else-s-secret-0123456789-0123456789")).toBe("signature");
  // An older key is no reason to let in what has ended.
  expect(await at(NOW + 8 * HOUR * 1000, SECRET, NOW + 7 * HOUR * 1000)).toBe("ended");
});
