import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { systemDns } from "../../packages/connectors/src/email/setup/mail-dns.ts";
import {
  MAILBOX_TEST_TIMES,
  type MailboxTestEvent,
  type StepResult,
} from "../../packages/connectors/src/email/setup/mailbox-test.ts";
import { testMailbox } from "../../packages/connectors/src/email/setup/test-mailbox.ts";
import { imapSettings } from "../../packages/connectors/src/email/transport/imap/imap-settings.ts";
import { smtpSettings } from "../../packages/connectors/src/email/transport/smtp/smtp-settings.ts";
import {
  type MailExchanger,
  startMailExchanger,
} from "../../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { isSelfTest } from "../../packages/domain/src/index.ts";
import { FakeImapServer } from "../../packages/lab/src/fake-imap/fake-imap-server.ts";
import { FakeMailbox } from "../../packages/lab/src/fake-imap/fake-mailbox.ts";
import { type Dovecot, startDovecot } from "../setup/start-dovecot.ts";
import { deliver } from "./deliver.ts";
import { writeMail } from "./write-mail.ts";

const ADDRESS = "help@example.org";
const PASSWORD = "pw of the mailbox test";
const TIMES = { ...MAILBOX_TEST_TIMES, connectMs: 1_500, commandMs: 3_000, lookAgainMs: 100 };

let dovecot: Dovecot | undefined;
let exchanger: MailExchanger;
let imap: FakeImapServer;

beforeAll(async () => {
  dovecot = await startDovecot({ [ADDRESS]: PASSWORD });
}, 60_000);
beforeEach(async () => {
  // One that hands over what it takes, as a provider's does.
  exchanger = await startMailExchanger({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth({ password }, _session, done) {
      if (password === PASSWORD) done(null, { user: ADDRESS });
      else
        done(Object.assign(new Error("5.7.8 Error: authentication failed"), { responseCode: 535 }));
    },
  });
  imap = await FakeImapServer.start();
});
afterEach(async () => {
  await exchanger[Symbol.asyncDispose]();
  await imap[Symbol.asyncDispose]();
});
afterAll(async () => {
  await dovecot?.[Symbol.asyncDispose]();
});

const smtpOf = (change: Record<string, unknown> = {}) =>
  smtpSettings.parse({
    host: "127.0.0.1",
    port: exchanger.port,
    security: "none",
    user: ADDRESS,
    password: PASSWORD,
    ...change,
  });
const fakeImapOf = (change: Record<string, unknown> = {}) =>
  imapSettings.parse({
    host: "127.0.0.1",
    port: imap.port,
    security: "none",
    user: ADDRESS,
    password: PASSWORD,
    ...change,
  });
const dovecotOf = (server: Dovecot, change: Record<string, unknown> = {}) =>
  imapSettings.parse({
    host: "localhost",
    port: server.imapPort,
    security: "starttls",
    certificate: server.certificate,
    user: ADDRESS,
    password: PASSWORD,
    firstMails: { from: "everything" },
    ...change,
  });

interface Run {
  readonly host?: RecordingHost;
  readonly signal?: AbortSignal;
  readonly times?: typeof TIMES;
  readonly onEvent?: (event: MailboxTestEvent) => void;
}
async function run(
  mailbox: { readonly imap?: unknown; readonly smtp?: unknown },
  { host = new RecordingHost(), signal, times = TIMES, onEvent }: Run = {},
) {
  const events: MailboxTestEvent[] = [];
  const whole = { address: ADDRESS, imap: undefined, smtp: undefined, ...mailbox };
  const parts = { host, dns: systemDns(), signer: host.signer, nonce: "abcdefgh12345678", times };
  const test = testMailbox(
    whole as Parameters<typeof testMailbox>[0],
    parts,
    signal ?? new AbortController().signal,
  );
  for await (const event of test) {
    events.push(event);
    onEvent?.(event);
  }
  const steps = events.filter((event): event is StepResult => event.kind === "step");
  // Whatever happens, nobody reads the password in it.
  expect(JSON.stringify(events)).not.toContain(PASSWORD);
  return {
    events,
    step: (name: string) => steps.find(({ step }) => step === name),
    short: steps.map(({ step, status, hint }) => `${step} ${status}${hint ? ` ${hint}` : ""}`),
  };
}

test("a mailbox that is well passes every step, and finds the mail it sent to itself", async () => {
  if (!dovecot) return;
  const server = dovecot;
  server.fill(ADDRESS, [writeMail(1), writeMail(2)]);
  const host = new RecordingHost();
  const { short, step, events } = await run(
    { imap: dovecotOf(server, { mailboxes: ["INBOX"], sentMailbox: "Sent" }), smtp: smtpOf() },
    {
      host,
      onEvent(event) {
        if (event.kind !== "step" || event.step !== "smtp-send") return;
        const [taken] = exchanger.taken;
        void deliver(server.lmtpPort, ADDRESS, [taken?.bytes ?? ""]);
      },
    },
  );
  expect(short).toEqual([
    "imap-dns ok",
    "imap-tcp ok",
    "imap-tls ok",
    "imap-login ok",
    "imap-folders ok",
    "imap-idle ok",
    "imap-count ok",
    "smtp-dns ok",
    "smtp-tcp ok",
    "smtp-tls skipped",
    "smtp-login ok",
    "smtp-send ok",
    "receive ok",
  ]);
  expect(events.at(-1)).toEqual({ kind: "finished", outcome: "ok" });
  expect(step("imap-tls")?.facts?.tls).toMatchObject({
    protocol: "TLSv1.3",
    subject: "localhost",
    names: ["localhost", "127.0.0.1"],
  });
  expect(step("imap-folders")?.facts?.folders).toContainEqual({ path: "Junk", use: "junk" });
  expect(step("imap-count")?.facts?.counts).toEqual([{ mailbox: "INBOX", mails: 2 }]);
  expect(step("receive")?.facts).toEqual({ foundIn: "INBOX" });
  // Our own intake knows the mail again.
  const [taken] = exchanger.taken;
  const value = /^X-Circuito-Self-Test: (\S+)\r$/im.exec(taken?.bytes ?? "")?.[1] ?? "";
  const mail = { headers: [{ name: "x-circuito-self-test", value }], from: [ADDRESS] };
  expect(isSelfTest(mail, ADDRESS, host.signer)).toBe(true);
});

describe("with a real Dovecot", () => {
  const withDovecot = (name: string, check: (server: Dovecot) => Promise<void>): void =>
    test(name, async () => (dovecot ? check(dovecot) : undefined));

  withDovecot("TLS from the first byte at a port that wants STARTTLS", async (server) => {
    const { short } = await run({ imap: dovecotOf(server, { security: "tls" }) });
    expect(short[2]).toBe("imap-tls failed wrong-port-or-tls");
  });

  withDovecot("a certificate nobody vouches for is shown, for whoever means it", async (server) => {
    const { short, step } = await run({ imap: dovecotOf(server, { certificate: undefined }) });
    expect(short.slice(2, 4)).toEqual([
      "imap-tls failed certificate-self-signed",
      "imap-login skipped",
    ]);
    const shown = step("imap-tls")?.facts?.tls?.certificate ?? "";
    const again = await run({ imap: dovecotOf(server, { certificate: shown }) });
    expect(again.short[3]).toBe("imap-login ok");
  });

  withDovecot("another certificate than the one that was given", async (server) => {
    const folder = mkdtempSync(join(tmpdir(), "circuito-other-"));
    const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"];
    execFileSync("openssl", [...request, ...files], { stdio: "ignore" });
    const certificate = readFileSync(join(folder, "cert.pem"), "utf8");
    rmSync(folder, { recursive: true });
    const { short, step } = await run({ imap: dovecotOf(server, { certificate }) });
    expect(short.slice(2, 4)).toEqual([
      "imap-tls failed certificate-not-the-pinned",
      "imap-login skipped",
    ]);
    expect(step("imap-tls")?.facts?.tls?.subject).toBe("localhost");
  });

  withDovecot("a folder that is not there, among those that are", async (server) => {
    const { short, step } = await run({
      imap: dovecotOf(server, { mailboxes: ["INBOX", "Suporte"] }),
    });
    expect(short.slice(4)).toEqual([
      "imap-folders failed folder-missing",
      "imap-idle ok",
      "imap-count skipped",
    ]);
    expect(step("imap-folders")?.facts?.missing).toEqual(["Suporte"]);
  });

  withDovecot("the IMAP port where SMTP should be", async (server) => {
    const { short } = await run({
      smtp: smtpOf({ host: "localhost", port: server.imapPort, security: "starttls" }),
    });
    expect(short[2]).toBe("smtp-tls failed wrong-port-or-tls");
  });

  // The last, since the server makes this address wait from now on.
  withDovecot("a wrong password is told in the server's words, not in ours", async (server) => {
    const password = "certainly not this one";
    const { short, step, events } = await run({ imap: dovecotOf(server, { password }) });
    expect(short.slice(2)).toEqual([
      "imap-tls ok",
      "imap-login failed wrong-password",
      "imap-folders skipped",
      "imap-idle skipped",
      "imap-count skipped",
    ]);
    expect(step("imap-login")?.theirWords).toBe("[AUTHENTICATIONFAILED] Authentication failed.");
    expect(JSON.stringify(events)).not.toContain(password);
    expect(events.at(-1)).toEqual({ kind: "finished", outcome: "failed" });
  });
});

test.each([
  [
    "imap-login failed app-password-needed",
    "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
  ],
  [
    "imap-login failed imap-disabled",
    "NO [ALERT] Your account is not enabled for IMAP use. (Failure)",
  ],
  [
    "imap-login failed too-many-connections",
    "NO [LIMIT] Maximum number of connections from user+IP exceeded",
  ],
  ["imap-login failed server-busy", "NO [UNAVAILABLE] Temporary authentication failure."],
])("%s", async (expected, login) => {
  imap.conduct.login = login;
  const { short, step } = await run({ imap: fakeImapOf() });
  expect(short).toContain(expected);
  expect(step("imap-login")?.theirWords).toContain(
    login.replace(/^NO (\[\w+\] )?/, "").slice(0, 30),
  );
});

test("a server that says the password back is not repeated", async () => {
  imap.conduct.login = `NO [AUTHENTICATIONFAILED] Authentication failed: user ${ADDRESS} with ${PASSWORD}`;
  const { step } = await run({ imap: fakeImapOf() });
  expect(step("imap-login")?.theirWords).toContain("[redacted]");
  const short = "hello";
  imap.conduct.login = `NO [AUTHENTICATIONFAILED] Authentication failed: ${short}`;
  const { step: ofShort } = await run({ imap: fakeImapOf({ password: short }) });
  expect(ofShort("imap-login")).toMatchObject({ theirWords: null, hint: "wrong-password" });
});

test.each([
  ["smtp-send failed relay-denied", "554 5.7.1 <help@example.org>: Relay access denied"],
  ["smtp-send failed greylisted", "450 4.2.0 Recipient address rejected: Greylisted"],
  ["smtp-send failed send-quota", "550 5.4.5 Daily user sending limit exceeded."],
  ["smtp-send failed sender-not-allowed", "553 5.7.1 Sender address rejected: not owned by user x"],
])("%s", async (expected, answer) => {
  exchanger.recipients.set(ADDRESS, answer);
  const { short, step } = await run({ imap: fakeImapOf(), smtp: smtpOf() });
  expect(short).toContain(expected);
  expect(short.at(-1)).toBe("receive skipped");
  expect(step("smtp-send")?.theirWords).toContain(answer.slice(10, 40));
});

test("a refused sender and a refused text are told, too", async () => {
  exchanger.sender = "550 5.7.60 SMTP; Client does not have permissions to send as this sender";
  expect((await run({ smtp: smtpOf() })).short).toContain("smtp-send failed sender-not-allowed");
  exchanger.sender = undefined;
  exchanger.end = "554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org";
  expect((await run({ smtp: smtpOf() })).short).toContain("smtp-send failed reputation-blocked");
});

test("a wrong SMTP password", async () => {
  const { short, step } = await run({ smtp: smtpOf({ password: "not the one" }) });
  expect(short).toContain("smtp-login failed wrong-password");
  expect(step("smtp-login")?.theirWords).toContain("authentication failed");
});

test("SMTP without STARTTLS where it is wanted", async () => {
  const { short } = await run({ smtp: smtpOf({ security: "starttls" }) });
  expect(short[2]).toBe("smtp-tls failed tls-not-offered");
  expect(exchanger.taken).toEqual([]);
});

test("a mail that does not come back within the time", async () => {
  const { short } = await run(
    { imap: fakeImapOf(), smtp: smtpOf() },
    { times: { ...TIMES, arriveMs: 300 } },
  );
  expect(short.at(-1)).toBe("receive failed not-arrived");
});

test("what arrives among the junk is found there, and said so", async () => {
  const junk = new FakeMailbox();
  imap.mailboxes.set("Junk", junk);
  imap.inbox.add("Subject: another mail\r\n\r\nbody\r\n");
  const { short, step } = await run(
    { imap: fakeImapOf(), smtp: smtpOf() },
    {
      onEvent(event) {
        if (event.kind !== "step" || event.step !== "smtp-send") return;
        // A server that gives mails ids of its own: the mark is left.
        const bytes = exchanger.taken[0]?.bytes.replace(/^Message-ID: .*$/im, "Message-ID: <x@y>");
        junk.add(bytes ?? "");
      },
    },
  );
  expect(short.at(-1)).toBe("receive ok in-junk-folder");
  expect(step("receive")?.facts).toEqual({ foundIn: "Junk" });
});

test("a server that cannot tell of new mail is good enough, and said so", async () => {
  imap.conduct.abilities = "UIDPLUS";
  const { short, events } = await run({ imap: fakeImapOf() });
  expect(short).toContain("imap-idle ok idle-missing");
  expect(events.at(-1)).toEqual({ kind: "finished", outcome: "ok" });
});

test("a mail server where nobody can log in", async () => {
  const open = await startMailExchanger();
  const { short } = await run({ smtp: smtpOf({ port: open.port }) });
  await open[Symbol.asyncDispose]();
  expect(short).toContain("smtp-login failed login-not-offered");
});

test("a mail server that refuses the access token", async () => {
  const host = new RecordingHost();
  const grant = async () => Response.json({ access_token: "an access token", expires_in: 3600 });
  Object.defineProperty(host, "fetch", { value: grant });
  const { short } = await run(
    {
      smtp: smtpOf({
        password: undefined,
        oauthTokenUrl: "https://login.example.com/token",
        oauthClientId: "client",
        oauthRefreshToken: "a refresh token",
      }),
    },
    { host },
  );
  expect(short).toContain("smtp-login failed oauth-consent-ended");
});

test("nobody listens, nobody answers, and nobody has the name", async () => {
  const { port } = imap;
  await imap[Symbol.asyncDispose]();
  expect((await run({ imap: fakeImapOf({ port }) })).short[1]).toBe(
    "imap-tcp failed connection-refused",
  );
  expect((await run({ imap: fakeImapOf({ host: "mail.nowhere.invalid" }) })).short[0]).toMatch(
    /^imap-dns failed dns-(not-found|no-answer)$/,
  );
  imap = await FakeImapServer.start();
});

describe("where no inbox may connect", () => {
  const closed = (): RecordingHost => {
    const host = new RecordingHost();
    for (const address of ["127.0.0.1", "::1"]) host.unreachable.add(address);
    return host;
  };

  test.each([
    ["an address", "127.0.0.1"],
    ["a name of it", "localhost"],
    ["a name of a private network that is there or not", "nosuchhost.internal"],
    ["a single word", "postgres"],
  ])("%s is refused in one way, and nothing is connected to", async (_, hostName) => {
    const { short, step } = await run({ imap: fakeImapOf({ host: hostName }) }, { host: closed() });
    expect(short[0]).toBe("imap-dns failed blocked-network");
    expect(short.slice(1).every((line) => line.endsWith("skipped"))).toBe(true);
    expect(step("imap-dns")).toMatchObject({ theirWords: null, facts: null });
    expect(imap.commands).toEqual([]);
  });
});

test("it ends when nobody looks any more, and leaves no connection behind", async () => {
  imap.freeze();
  const stop = new AbortController();
  const { events } = await run(
    { imap: fakeImapOf() },
    {
      signal: stop.signal,
      onEvent(event) {
        if (event.kind === "started" && event.step === "imap-login") stop.abort();
      },
    },
  );
  expect(events.at(-1)).toEqual({ kind: "started", step: "imap-login" });
  for (let looks = 0; imap.connections > 0 && looks < 200; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(imap.connections).toBe(0);
});

test("a grant that has ended, in the words of the token endpoint", async () => {
  const host = new RecordingHost();
  const refuse = async () => Response.json({ error: "invalid_grant" }, { status: 400 });
  Object.defineProperty(host, "fetch", { value: refuse });
  imap.conduct.tokens = new Set(["good"]);
  const { short, step } = await run(
    {
      imap: fakeImapOf({
        password: undefined,
        oauthTokenUrl: "https://login.example.com/token",
        oauthClientId: "client",
        oauthRefreshToken: "a refresh token",
      }),
    },
    { host },
  );
  expect(short[3]).toBe("imap-login failed oauth-consent-ended");
  expect(step("imap-login")?.theirWords).toContain("invalid_grant");
});
