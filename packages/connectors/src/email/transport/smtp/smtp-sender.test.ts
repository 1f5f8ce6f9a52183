import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SendError } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import { type MailExchanger, startMailExchanger } from "../testing/mail-exchanger.ts";
import type { OutgoingMail } from "./outgoing-mail.ts";
import type { MailReceipt } from "./smtp-sender.ts";
import { SmtpSender } from "./smtp-sender.ts";
import { SMTP_TIMES } from "./smtp-session.ts";
import { smtpSettings } from "./smtp-settings.ts";

const TIMES = { ...SMTP_TIMES, commandTimeoutMs: 2_000, answerTimeoutMs: 1_000 };

let exchanger: MailExchanger;
const senders: SmtpSender[] = [];
beforeEach(async () => {
  exchanger = await startMailExchanger();
});
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.stop();
  await exchanger[Symbol.asyncDispose]();
});

function senderTo(change: Record<string, unknown> = {}, host = new RecordingHost()): SmtpSender {
  const settings = { host: "127.0.0.1", port: exchanger.port, security: "none", ...change };
  const sender = new SmtpSender(smtpSettings.parse(settings), host, TIMES);
  senders.push(sender);
  return sender;
}

function mail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  const to = change.envelope?.to ?? ["ana@example.com"];
  return {
    envelope: { from: "bounces@example.org", to },
    from: { name: "Support", address: "support@example.org" },
    to: to.map((address) => ({ name: "", address })),
    cc: [],
    subject: "Re: Question",
    text: "olá\nline two",
    messageId: "m1.abc@example.org",
    inReplyTo: "1@mail.example.com",
    references: ["0@mail.example.com", "1@mail.example.com"],
    date: Date.UTC(2026, 0, 5, 12),
    headers: { "X-Loop": "circuito" },
    attachments: [],
    ...change,
  };
}

async function trySend(
  given = mail(),
  sender = senderTo(),
  signal = new AbortController().signal,
): Promise<MailReceipt | SendError> {
  try {
    return await sender.send(given, signal);
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
}

test("a mail arrives as it was decided, to the recipients of its envelope and nobody else", async () => {
  const given = mail({
    envelope: { from: "", to: ["ana@example.com", "hidden@example.net"] },
    to: [{ name: 'Ana "the" <evil@example.net>', address: "ana@example.com" }],
    cc: [{ name: "José", address: "jose@bücher.example" }],
    replyTo: { name: "", address: "support+c.1.abc@example.org" },
    html: "<p>olá</p>",
    attachments: [
      { fileName: "nota fiscal.pdf", mimeType: "application/pdf", open: () => Buffer.from("%PDF") },
    ],
  });
  const receipt = await trySend(given);
  expect(receipt).toMatchObject({ messageId: "m1.abc@example.org", deferred: [], refused: [] });
  const [taken] = exchanger.taken;
  expect(taken).toMatchObject({ from: "", to: ["ana@example.com", "hidden@example.net"] });
  const bytes = taken?.bytes ?? "";
  expect(bytes).toContain("Message-ID: <m1.abc@example.org>\r\n");
  expect(bytes).toContain("In-Reply-To: <1@mail.example.com>\r\n");
  expect(bytes.replace(/\r\n /g, " ")).toContain(
    "References: <0@mail.example.com> <1@mail.example.com>\r\n",
  );
  expect(bytes).toContain("Reply-To: support+c.1.abc@example.org\r\n");
  expect(bytes).toContain("<jose@xn--bcher-kva.example>");
  expect(bytes).toContain("X-Loop: circuito\r\n");
  expect(bytes).toContain("Date: Mon, 05 Jan 2026 12:00:00 +0000\r\n");
  expect(bytes).not.toContain("hidden@example.net");
  expect(bytes).not.toMatch(/[^\r]\n|\r[^\n]/);
});

test("sent again after a doubt, it is the same mail to the last byte", async () => {
  const given = mail({ html: "<p>olá</p>" });
  const sender = senderTo();
  exchanger.end = "drop";
  expect(await trySend(given, sender)).toMatchObject({ kind: "unknown" });
  exchanger.end = undefined;
  expect(await trySend(given, sender)).toMatchObject({ accepted: ["ana@example.com"] });
  const [first, second] = exchanger.taken;
  expect(second?.bytes).toBe(first?.bytes);
});

const FAULTS = [
  ["greylisted", { recipient: "451 4.7.1 try again later" }, "retry", "451 4.7.1"],
  ["the server closes for maintenance", { sender: "421 4.3.2 closing" }, "retry", "421 4.3.2"],
  [
    "nobody of that name",
    { recipient: "550 5.1.1 no such user" },
    "unreachable-address",
    "550 5.1.1",
  ],
  [
    "nobody of that name, in old words",
    { recipient: "550 no such user" },
    "unreachable-address",
    "550",
  ],
  ["refused by policy", { recipient: "550 5.7.1 policy" }, "rejected", "550 5.7.1"],
  ["a full mailbox for good", { recipient: "552 5.2.2 full" }, "rejected", "552 5.2.2"],
  ["our sender is refused", { sender: "550 5.7.26 not aligned" }, "rejected", "550 5.7.26"],
  [
    "authentication is wanted",
    { sender: "530 5.7.0 authenticate first" },
    "credentials",
    "530 5.7.0",
  ],
  ["spam, says the server after the dot", { end: "554 5.7.1 spam" }, "rejected", "554 5.7.1"],
  ["full, says the server after the dot", { end: "452 4.3.1 no space" }, "retry", "452 4.3.1"],
  ["no word after the dot", { end: "drop" }, "unknown", undefined],
  ["silence after the dot", { end: "silence" }, "unknown", undefined],
] as const;

test.each(FAULTS)("%s", async (_, fault, kind, providerCode) => {
  if ("recipient" in fault) exchanger.recipients.set("ana@example.com", fault.recipient);
  if ("sender" in fault) exchanger.sender = fault.sender;
  if ("end" in fault) exchanger.end = fault.end;
  const refused = await trySend();
  expect(refused).toBeInstanceOf(SendError);
  expect(refused).toMatchObject({ kind, providerCode });
});

test("cut off in the middle of a mail, it was not accepted", async () => {
  exchanger.dropAfterBytes = 100_000;
  const text = `${"x".repeat(70)}\n`.repeat(60_000);
  expect(await trySend(mail({ text }))).toMatchObject({ kind: "retry" });
  expect(exchanger.taken).toEqual([]);
});

test("of three recipients each gets its own answer, and only the deferred one is tried again", async () => {
  const to = ["ana@example.com", "gone@example.com", "later@example.com"];
  exchanger.recipients.set("gone@example.com", "550 5.1.1 no such user");
  exchanger.recipients.set("later@example.com", "450 4.2.1 busy");
  const sender = senderTo();
  const given = mail({ envelope: { from: "bounces@example.org", to } });
  const receipt = await sender.send(given, new AbortController().signal);
  expect(receipt).toMatchObject({
    accepted: ["ana@example.com"],
    deferred: [{ address: "later@example.com", code: 450 }],
    refused: [{ address: "gone@example.com", code: 550 }],
  });
  exchanger.recipients.clear();
  const again = receipt.deferred.map(({ address }) => address);
  await sender.send(given, new AbortController().signal, again);
  expect(exchanger.taken.map((taken) => taken.to)).toEqual([
    ["ana@example.com"],
    ["later@example.com"],
  ]);
});

test("a connection is kept for the next mail, and one that died meanwhile costs nothing", async () => {
  const sender = senderTo();
  await trySend(mail(), sender);
  await trySend(mail(), sender);
  expect(exchanger.connections).toBe(1);
  exchanger.hangUp();
  expect(await trySend(mail(), sender)).toMatchObject({ accepted: ["ana@example.com"] });
  expect(exchanger.taken).toHaveLength(3);
});

test("more than a minute allows waits, and says how long", async () => {
  const host = new RecordingHost();
  const sender = senderTo({ perMinuteMax: 2 }, host);
  await trySend(mail(), sender);
  await trySend(mail(), sender);
  expect(await trySend(mail(), sender)).toMatchObject({ kind: "retry", afterMs: 60_000 });
  host.advance(60_001);
  expect(await trySend(mail(), sender)).toMatchObject({ accepted: ["ana@example.com"] });
});

test("nobody listens", async () => {
  await exchanger[Symbol.asyncDispose]();
  const refused = { kind: "retry", message: "the server cannot be reached" };
  expect(await trySend()).toMatchObject(refused);
  exchanger = await startMailExchanger();
  const host = new RecordingHost();
  host.unreachable.add("127.0.0.1");
  // A server in a network that is not ours to look at answers just the same.
  expect(await trySend(mail(), senderTo({}, host))).toMatchObject(refused);
});

test("a server without STARTTLS, or with a certificate of its own making, gets no mail", async () => {
  expect(await trySend(mail(), senderTo({ security: "starttls" }))).toMatchObject({
    kind: "retry",
  });
  await using selfMade = await startMailExchanger({ disabledCommands: ["AUTH"] });
  const sender = senderTo({ security: "starttls", port: selfMade.port });
  expect(await trySend(mail(), sender)).toMatchObject({ kind: "retry" });
  expect([...exchanger.taken, ...selfMade.taken]).toEqual([]);
});

test("a refused login waits for a person, and its password is told to nobody", async () => {
  const password = "correct horse battery";
  await using guarded = await startMailExchanger({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error("wrong"), undefined),
  });
  const host = new RecordingHost();
  const sender = senderTo({ port: guarded.port, user: "support", password }, host);
  const refused = await trySend(mail(), sender);
  expect(refused).toMatchObject({ kind: "credentials", providerCode: "535" });
  const told = JSON.stringify([refused, (refused as SendError).message, host.outputs]);
  expect(told).not.toContain(password);
  expect(told).not.toContain(Buffer.from(`\0support\0${password}`).toString("base64"));
});

test("an access token logs in; one that is refused is asked for anew, once", async () => {
  let given = 0;
  let grants = true;
  const endpoint = createServer((_, response) => {
    given += 1;
    response.statusCode = grants ? 200 : 400;
    const refusal = { error: "invalid_grant" };
    response.end(JSON.stringify(grants ? { access_token: `token-${given}` } : refusal));
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  await using guarded = await startMailExchanger({
    disabledCommands: ["STARTTLS"],
    authMethods: ["XOAUTH2"],
    allowInsecureAuth: true,
    onAuth: ({ accessToken }, _session, done) =>
      accessToken === "token-2" ? done(null, { user: "support" }) : done(new Error("no")),
  });
  const oauth = {
    port: guarded.port,
    user: "support@example.org",
    oauthTokenUrl: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`,
    oauthClientId: "circuito",
    oauthRefreshToken: "a refresh token of tests",
  };
  try {
    expect(await trySend(mail(), senderTo(oauth))).toMatchObject({ accepted: ["ana@example.com"] });
    expect(given).toBe(2);
    expect(await trySend(mail(), senderTo(oauth))).toMatchObject({ kind: "credentials" });
    expect(given).toBe(4);
    grants = false;
    expect(await trySend(mail(), senderTo(oauth))).toMatchObject({
      kind: "credentials",
      message: "the token endpoint gave no access token: invalid_grant",
    });
  } finally {
    endpoint.close();
  }
});

const BROKEN: readonly (readonly [string, Partial<OutgoingMail>])[] = [
  ["a subject with a line of its own", { subject: "Re\r\nBcc: evil@example.net" }],
  ["a name with a line of its own", { from: { name: "A\nB", address: "a@example.org" } }],
  ["a header with a line of its own", { headers: { "X-A": "1\r\n2" } }],
  ["a header of another name", { headers: { "X-A\r\nBcc": "evil@example.net" } }],
  ["a header that has a field", { headers: { Bcc: "evil@example.net" } }],
  ["a Message-ID with a line of its own", { messageId: "a@b\r\nBcc: e@example.net" }],
  ["a reference with a bracket", { references: ["a@b> <c@d"] }],
  ["two addresses in one", { envelope: { from: "", to: ["a@example.com, evil@example.net"] } }],
  ["a comment in an address", { envelope: { from: "", to: ["a(x)@example.com"] } }],
  ["a quoted local part", { envelope: { from: "", to: ['"a b"@example.com'] } }],
  ["a command in an address", { envelope: { from: "", to: ["a@example.com>\r\nRCPT TO:<e@x.y"] } }],
  [
    "ten thousand recipients",
    { envelope: { from: "", to: Array.from({ length: 10_000 }, (_, n) => `a${n}@example.com`) } },
  ],
  ["nobody", { envelope: { from: "", to: [] }, to: [] }],
];

test.each(BROKEN)("%s is refused before anybody is called", async (_, change) => {
  const refused = await trySend(mail(change));
  expect(refused).toBeInstanceOf(SendError);
  expect(["rejected", "unreachable-address"]).toContain((refused as SendError).kind);
  expect(exchanger.connections).toBe(0);
});

test("a path, a URL or a dot in the words stays words", async () => {
  const text = "file:///etc/passwd\n.\n.\r\rRCPT TO:<evil@example.net>\n..";
  await trySend(mail({ text, subject: "/etc/passwd" }));
  const [taken] = exchanger.taken;
  expect(taken?.to).toEqual(["ana@example.com"]);
  expect(exchanger.taken).toHaveLength(1);
  expect(taken?.bytes).toContain("file:///etc/passwd");
  expect(taken?.bytes).not.toContain("root:");
  expect(taken?.bytes).not.toMatch(/[^\r]\n|\r[^\n]/);
});

test("a stopped send was not accepted before the dot, and is unknown after it", async () => {
  exchanger.end = "silence";
  const stop = new AbortController();
  const sending = trySend(mail(), senderTo(), stop.signal);
  while (exchanger.taken.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  expect(await sending).toMatchObject({ kind: "unknown" });
  expect(await trySend(mail(), senderTo(), AbortSignal.abort())).toMatchObject({ kind: "retry" });
});

test("with a key, mail is signed by our domain", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const dkim = {
    dkimDomain: "example.org",
    dkimSelector: "s1",
    dkimPrivateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  await trySend(mail(), senderTo(dkim));
  const bytes = exchanger.taken[0]?.bytes ?? "";
  const header = /^DKIM-Signature:.*\r\n([ \t].*\r\n)*/i.exec(bytes)?.[0] ?? "";
  expect(header).toContain("d=example.org");
  // Holds the signature of the headers against the public key (RFC 6376 §3.7, relaxed).
  const tag = (name: string) =>
    new RegExp(`[;\\s]${name}=([^;]*)`).exec(header)?.[1]?.replace(/\s/g, "") ?? "";
  const relaxed = (line: string) => {
    const at = line.indexOf(":");
    const value = line
      .slice(at + 1)
      .replace(/\r\n(?=[ \t])/g, "")
      .replace(/[ \t]+/g, " ")
      .trim();
    return `${line.slice(0, at).toLowerCase().trim()}:${value}`;
  };
  const head = bytes.slice(header.length, bytes.indexOf("\r\n\r\n") + 2);
  const fields = head.match(/^\S.*\r\n([ \t].*\r\n)*/gm) ?? [];
  const signed = tag("h")
    .split(":")
    .flatMap((name) => {
      const field = fields.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      return field ? [`${relaxed(field)}\r\n`] : [];
    });
  const own = relaxed(header.replace(/([;\s]b=)[^;]*$/, "$1"));
  const verify = createVerify("RSA-SHA256").update(signed.join("") + own);
  expect(verify.verify(publicKey, tag("b"), "base64")).toBe(true);
});
