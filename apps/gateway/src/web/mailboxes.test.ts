import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { asId, type InboxId } from "@circuito/domain";
import { FakeImapServer } from "@circuito/lab";
import { mailboxTestEvent } from "@circuito/protocol";
import { saveInbox } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

const PASSWORD = "the password of a mailbox";

let stage: WebStage;
let admin: Client;
let imap: FakeImapServer;
beforeEach(async () => {
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/);
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  imap = await FakeImapServer.start();
});
afterEach(async () => {
  await imap[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

const settingsOf = (change: Record<string, unknown> = {}) => ({
  address: "help@example.org",
  imapHost: "127.0.0.1",
  imapPort: imap.port,
  imapSecurity: "none",
  imapUser: "help@example.org",
  imapPassword: PASSWORD,
  ...change,
});
const bodyOf = (change: Record<string, unknown> = {}) => ({ settings: settingsOf(change) });
const linesOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => mailboxTestEvent.parse(JSON.parse(line)));

/** As a browser reads it: by and by. */
async function open(body: unknown, signal?: AbortSignal): Promise<Response> {
  return await fetch(`${stage.url}/api/v1/mailboxes/test`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-circuito-csrf": "1",
      cookie: admin.cookie ?? "",
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

test("a test is told line by line, and nothing of it is kept or logged", async () => {
  const response = await open(bodyOf());
  expect(response.headers.get("content-type")).toContain("application/x-ndjson");
  const text = await response.text();
  const events = linesOf(text);
  expect(events.at(-1)).toEqual({ kind: "finished", outcome: "ok" });
  const steps = events.flatMap((event) => (event.kind === "step" ? [event.step] : []));
  expect(steps).toEqual([
    ...["imap-dns", "imap-tcp", "imap-tls", "imap-login", "imap-folders", "imap-idle"],
    "imap-count",
  ]);
  expect(text).not.toContain(PASSWORD);
  expect(stage.lines.join("\n")).not.toContain(PASSWORD);
  const { rows } = await stage.scene.database.pool.query("select count(*)::int as n from inboxes");
  expect(rows[0]).toEqual({ n: 1 });
});

test("a refused password is a step that failed, with a hint and the server's words", async () => {
  imap.conduct.login = `NO [AUTHENTICATIONFAILED] Invalid credentials: ${PASSWORD}`;
  const text = await (await open(bodyOf())).text();
  const failed = linesOf(text).find((event) => event.kind === "step" && event.status === "failed");
  expect(failed).toMatchObject({
    step: "imap-login",
    hint: "wrong-password",
    theirWords: "[AUTHENTICATIONFAILED] Invalid credentials: [redacted]",
  });
  expect(stage.lines.join("\n")).not.toContain(PASSWORD);
});

test("one at a time for each admin, and a client that goes away ends its test", async () => {
  // It takes the connection, and never says a word.
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const connected = once(silent, "connection");
  const leave = new AbortController();
  const first = await open(bodyOf({ imapPort: port, imapSecurity: "starttls" }), leave.signal);
  const [socket] = (await connected) as [Socket];
  const second = await admin.send("POST", "/api/v1/mailboxes/test", { body: bodyOf() });
  expect(second).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "still-running" } },
  });
  const hungUp = once(socket.resume(), "close");
  leave.abort();
  await expect(first.text()).rejects.toThrow();
  await hungUp;
  await untilHolds(async () => (await open(bodyOf())).status === 200);
  silent.close();
});

test("too many tests are put off", async () => {
  const statuses: number[] = [];
  for (let tries = 0; tries < 21; tries += 1) {
    const response = await open(bodyOf({ imapHost: "10.0.0.1" }));
    await response.text();
    statuses.push(response.status);
  }
  expect(statuses.at(0)).toBe(200);
  expect(statuses.at(-1)).toBe(429);
});

test.each([
  ["no settings", () => ({})],
  ["an inbox of another channel", () => ({ inboxId: stage.scene.inboxId })],
  ["a change of such an inbox", () => ({ ...bodyOf(), inboxId: stage.scene.inboxId })],
  ["no half at all", () => bodyOf({ imapHost: undefined })],
  ["no address", () => bodyOf({ address: undefined })],
  ["an address that is none", () => bodyOf({ address: "help@@example.org" })],
  ["an address without a domain of the world", () => bodyOf({ address: "root@localhost" })],
  ["no password", () => bodyOf({ imapPassword: undefined })],
  ["a folder that ends a line", () => bodyOf({ mailboxes: ["INBOX\r\nA1 LOGOUT"] })],
  ["a host that is more than one", () => bodyOf({ imapHost: "127.0.0.1\r\nEVIL" })],
  ["a port of another world", () => bodyOf({ imapPort: 70_000 })],
])("%s is refused, and no value is said back", async (_, body) => {
  const answer = await admin.send("POST", "/api/v1/mailboxes/test", { body: body() });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(JSON.stringify(answer.body)).not.toContain(PASSWORD);
  expect(imap.commands).toEqual([]);
});

test("what is wrong is named as it is named in the settings", async () => {
  const { body } = await admin.send("POST", "/api/v1/mailboxes/test", {
    body: bodyOf({ imapPort: 0, imapPassword: undefined, smtpHost: "not a host" }),
  });
  expect(body.details.issues.map(({ path }: { path: string }) => path)).toEqual([
    "body.settings.imapPort",
    "body.settings.smtpHost",
    "body.settings.imapPassword",
  ]);
});

async function storedMailbox(): Promise<string> {
  const inboxId = randomUUID();
  const { imapPassword, ...settings } = settingsOf();
  await saveInbox(stage.scene.database.pool, {
    id: asId<InboxId>(inboxId),
    name: "Mail",
    channel: "email",
    enabled: true,
    settings,
    secretsSealed: stage.sealer.seal(JSON.stringify({ imapPassword }), inboxId),
  });
  return inboxId;
}

test("an inbox that is set up is tried with the secrets it was stored with", async () => {
  const text = await (await open({ inboxId: await storedMailbox() })).text();
  expect(linesOf(text).at(-1)).toEqual({ kind: "finished", outcome: "ok" });
  expect(text).not.toContain(PASSWORD);
});

test("a change is tried before it is saved: what is left out of the secrets is the stored one", async () => {
  const inboxId = await storedMailbox();
  const { imapPassword: _, ...settings } = settingsOf({ imapUser: "other@example.org" });
  const text = await (await open({ inboxId, settings })).text();
  expect(linesOf(text).at(-1)).toEqual({ kind: "finished", outcome: "ok" });
  expect(text).not.toContain(PASSWORD);
  const inboxes = await admin.send("GET", "/api/v1/inboxes");
  const kept = inboxes.body.items.find(({ id }: { id: string }) => id === inboxId);
  expect(kept.settings.imapUser).toBe("help@example.org");
});

test("a stored secret is tried at no other server, nor less safely", async () => {
  const inboxId = await storedMailbox();
  await using elsewhere = await FakeImapServer.start();
  const { imapPassword: _, ...settings } = settingsOf({ imapPort: elsewhere.port });
  const refused = await admin.send("POST", "/api/v1/mailboxes/test", {
    body: { inboxId, settings },
  });
  expect(refused).toMatchObject({
    status: 400,
    body: {
      code: "invalid",
      details: { issues: [{ path: "body.settings.imapPassword", problem: "needed-again" }] },
    },
  });
  expect(elsewhere.commands).toEqual([]);
  const typed = { ...settings, imapPassword: "typed again" };
  const text = await (await open({ inboxId, settings: typed })).text();
  expect(linesOf(text).at(-1)).toEqual({ kind: "finished", outcome: "ok" });
});

test("an inbox nobody has is not there to be tried", async () => {
  const answer = await admin.send("POST", "/api/v1/mailboxes/test", {
    body: { inboxId: randomUUID(), ...bodyOf() },
  });
  expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("a server where no inbox may be is refused without connecting", async () => {
  const text = await (await open(bodyOf({ imapHost: "192.168.0.1" }))).text();
  expect(linesOf(text)[1]).toMatchObject({
    step: "imap-dns",
    status: "failed",
    hint: "blocked-network",
    facts: null,
  });
});

test("an address of a known provider gets its settings", async () => {
  const { status, body } = await admin.send("POST", "/api/v1/mailboxes/discover", {
    body: { address: "loja@hotmail.com" },
  });
  expect(status).toBe(200);
  expect(body.candidates).toMatchObject([
    {
      source: "preset",
      provider: "Outlook.com",
      imap: { host: "outlook.office365.com", port: 993, security: "tls" },
      logins: ["oauth"],
      sizes: "estimated",
    },
  ]);
});

test("what is no address is refused", async () => {
  for (const address of ["hotmail.com", "a b@example.com", "ana@localhost"]) {
    const answer = await admin.send("POST", "/api/v1/mailboxes/discover", { body: { address } });
    expect(answer.body.code).toBe("invalid");
  }
});

async function untilHolds(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("never held");
}
