import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { StoreUnavailable } from "../../packages/connector/src/index.ts";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { countMailsIn } from "../../packages/connectors/src/email/transport/imap/count-first-mails.ts";
import {
  ImapInbox,
  INBOX_TIMES,
  type InboxTimes,
} from "../../packages/connectors/src/email/transport/imap/imap-inbox.ts";
import { imapSettings } from "../../packages/connectors/src/email/transport/imap/imap-settings.ts";
import { ImapDoor } from "../../packages/connectors/src/email/transport/imap/open-imap.ts";
import { COMPARE_EVERY_MS } from "../../packages/domain/src/index.ts";
import { FakeImapServer, FakeMailbox } from "../../packages/lab/src/index.ts";
import { rawBytes } from "./raw-bytes.ts";
import { readPlainly } from "./read-plainly.ts";
import { until } from "./until.ts";
import { writeMail } from "./write-mail.ts";

/** Five hundred mails under new UIDs take 8 s alone on a machine, and three times that beside others. */
const WAIT_MAX_MS = 60_000;
jest.setTimeout(2 * WAIT_MAX_MS);
/** The waits of a real inbox, a hundredth as long. */
const QUICK: InboxTimes = { ...INBOX_TIMES, pollEveryMs: 600, silenceMaxMs: 1_200 };
const DAY_MS = 24 * 60 * 60_000;

let server: FakeImapServer;
let host: RecordingHost;
let open: ImapInbox[] = [];
/** Lost connections that were answered with a new start. */
let restarts = 0;

beforeEach(async () => {
  server = await FakeImapServer.start();
  host = new RecordingHost();
  restarts = 0;
});
afterEach(async () => {
  await Promise.all(open.map((inbox) => inbox.stop()));
  open = [];
  await server[Symbol.asyncDispose]();
});

function inboxOf(change: Record<string, unknown> = {}, times = QUICK): ImapInbox {
  const settings = imapSettings.parse({
    host: "127.0.0.1",
    port: server.port,
    security: "none",
    user: "support",
    ...("oauthRefreshToken" in change ? {} : { password: "pw" }),
    firstMails: { from: "everything" },
    ...change,
  });
  const inbox = new ImapInbox(settings, host, readPlainly, times);
  open.push(inbox);
  return inbox;
}

/** Starts again whenever the connection is lost, as the runner does, but at once. */
async function keepConnected(inbox: ImapInbox, holds: () => boolean): Promise<number> {
  const endsAt = Date.now() + WAIT_MAX_MS;
  let starts = 0;
  // Started by the test already, or not yet.
  let lost = host.remembered === undefined ? -1 : restarts;
  while (!holds()) {
    if (Date.now() > endsAt) throw new Error(`never held: ${holds}; ${host.outputs.join("\n")}`);
    if (host.disconnections.length > lost) {
      lost = host.disconnections.length;
      starts += 1;
      restarts = lost;
      await inbox.start();
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return starts;
}

const ids = (): string[] => host.rows.map((row) => row.externalId).sort();
const mid = (...numbers: number[]): string[] =>
  numbers.map((n) => `mid:${n}@mail.example.com`).sort();
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
const cursor = (): {
  lastUid: number;
  comparedUid: number;
  vanished: number;
  setAside: object;
} => (host.remembered as { mailboxes: { INBOX: never } }).mailboxes.INBOX;
const asideNow = (): Record<string, { attempts: number }> =>
  host.remembered === undefined ? {} : (cursor().setAside as Record<string, { attempts: number }>);
const errors = (): string[] => host.outputs.filter((line) => line.startsWith("error"));

test("cut off at every tenth of a large mail, it is complete later, once (F59)", async () => {
  const large = writeMail(1, `${"x".repeat(70)}\r\n`.repeat(70_000));
  server.inbox.add(large);
  server.inbox.add(writeMail(2));
  server.conduct.cutsAt.push(...upTo(9).map((tenth) => Math.floor((large.length * tenth) / 10)));
  const starts = await keepConnected(inboxOf(), () => host.rows.length === 2);
  expect(ids()).toEqual(mid(1, 2));
  expect(rawBytes(host.rows[0]).equals(Buffer.from(large))).toBe(true);
  expect(starts).toBe(10);
  // It goes on where it was cut off: hardly more than a piece is sent again each time.
  expect(server.mailBytesSent).toBeLessThan(large.length * 3);
});

test("a small mail that the server dies of again and again holds up no other", async () => {
  for (const number of upTo(5)) server.inbox.add(writeMail(number));
  server.conduct.cutsAt.push(...upTo(6).map(() => 40));
  const inbox = inboxOf();
  await keepConnected(inbox, () => host.rows.length === 4);
  expect(ids()).toEqual(mid(2, 3, 4, 5));
  host.advance(60_000);
  await keepConnected(inbox, () => host.rows.length === 5);
  expect(ids()).toEqual(mid(1, 2, 3, 4, 5));
});

test("all mails have new UIDs, and five are new: five are taken in (F60)", async () => {
  for (const number of upTo(500)) server.inbox.add(writeMail(number), host.now() - DAY_MS);
  const inbox = inboxOf();
  await inbox.start();
  await until(() => host.rows.length === 500, WAIT_MAX_MS);
  for (const number of upTo(5)) server.inbox.add(writeMail(500 + number), host.now());
  server.inbox.renumber((mails) => mails.reverse());
  server.deliver(writeMail(506), host.now());
  await until(() => host.rows.length === 506, WAIT_MAX_MS);
  await until(() => cursor().lastUid === 506, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(...upTo(506)));
  expect(host.disconnections).toEqual([]);
});

test("another account whose UIDs begin anew under the same number loses none of its mails", async () => {
  for (const number of upTo(3)) server.inbox.add(writeMail(number), host.now());
  const before = inboxOf();
  await before.start();
  await until(() => host.rows.length === 3 && cursor().lastUid === 3, WAIT_MAX_MS);
  await before.stop();
  // One letter came along to the new provider; its own are the first there.
  await using elsewhere = await FakeImapServer.start();
  for (const number of [4, 3, 5]) elsewhere.inbox.add(writeMail(number), host.now());
  expect(elsewhere.inbox.uidValidity).toBe(server.inbox.uidValidity);
  const after = inboxOf({ port: elsewhere.port, user: "support@new.example.org" });
  await after.start();
  await until(() => host.rows.length === 5 && cursor().lastUid === 3, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(...upTo(5)));
});

test("new UIDs in the middle of a backlog lose nothing of it", async () => {
  for (const number of upTo(300)) server.inbox.add(writeMail(number), host.now() - number * DAY_MS);
  const renumberAfter = 120;
  const inbox = inboxOf();
  host.hold = undefined;
  const receive = host.receive.bind(host);
  host.receive = async (elements) => {
    const received = await receive(elements);
    if (host.rows.length >= renumberAfter && server.inbox.uidValidity === 1) {
      server.inbox.renumber((mails) => mails.reverse());
      server.sayBye("restoring");
    }
    return received;
  };
  await keepConnected(inbox, () => host.rows.length === 300);
  expect(ids()).toEqual(mid(...upTo(300)));
});

test("a connection that died without a word is noticed, and the mail is found (F61)", async () => {
  const inbox = inboxOf();
  await inbox.start();
  await until(() => server.commands.includes("IDLE"), WAIT_MAX_MS);
  server.freeze();
  server.deliver(writeMail(1));
  const startedAt = performance.now();
  await keepConnected(inbox, () => host.rows.length === 1);
  // Poll and silence of a real inbox are a hundred times as long: three minutes are 1.8 s here.
  expect(host.disconnections).toHaveLength(1);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("a server that says goodbye is told apart, and mail goes on (F62)", async () => {
  const inbox = inboxOf();
  await inbox.start();
  await until(() => server.commands.includes("IDLE"), WAIT_MAX_MS);
  server.sayBye("autologout; idle for too long");
  await until(() => host.disconnections.length === 1, WAIT_MAX_MS);
  expect(host.disconnections[0]).toMatchObject({ kind: "transient" });
  server.deliver(writeMail(1));
  await inbox.start();
  await until(() => host.rows.length === 1, WAIT_MAX_MS);
});

test("a mail that comes after the search is told with IDLE, and does not wait for the next poll", async () => {
  server.inbox.add(writeMail(1));
  server.conduct.afterSearch = () => server.deliver(writeMail(2));
  await inboxOf({}, INBOX_TIMES).start();
  await until(() => host.rows.length === 2, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2));
});

test("a mail expunged between search and fetch is counted as vanished (F63, F64)", async () => {
  for (const number of upTo(3)) server.inbox.add(writeMail(number));
  server.conduct.afterSearch = () => server.inbox.expunge(2);
  await inboxOf().start();
  await until(() => host.rows.length === 2 && cursor().lastUid === 3, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 3));
  expect(cursor().vanished).toBe(1);
  expect(host.outputs.some((line) => /vanished.*"uids":\[2\]/.test(line))).toBe(true);
});

test("a refused login is a person's business, a busy server is not (F65, F66)", async () => {
  server.conduct.login = "NO [AUTHENTICATIONFAILED] Invalid credentials";
  await expect(inboxOf().start()).rejects.toMatchObject({ kind: "credentials" });
  for (const busy of [
    "NO [UNAVAILABLE] later",
    "NO [LIMIT] too much",
    "NO Too many simultaneous connections. (Failure)",
  ]) {
    server.conduct.login = busy;
    await expect(inboxOf().start()).rejects.toMatchObject({ kind: "transient" });
  }
  expect(errors().concat(host.outputs).join("")).not.toContain('"pw"');
});

test("an access token is asked for anew when the server no longer takes it (F65)", async () => {
  let given = 0;
  let grant = true;
  const endpoint = createServer((_, response) => {
    given += 1;
    response.statusCode = grant ? 200 : 400;
    response.end(
      JSON.stringify(
        grant ? { access_token: `token-${given}`, expires_in: 3600 } : { error: "invalid_grant" },
      ),
    );
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  const oauth = {
    oauthTokenUrl: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`,
    oauthClientId: "circuito",
    oauthRefreshToken: "a refresh token of tests",
  };
  try {
    server.conduct.tokens = new Set(["token-1"]);
    const inbox = inboxOf(oauth);
    await inbox.start();
    server.conduct.tokens = new Set(["token-2"]);
    server.deliver(writeMail(1));
    server.sayBye("bye");
    await until(() => host.disconnections.length === 1, WAIT_MAX_MS);
    await inbox.start();
    await until(() => host.rows.length === 1, WAIT_MAX_MS);
    expect(given).toBe(2);
    grant = false;
    server.conduct.tokens = new Set();
    await expect(inboxOf(oauth).start()).rejects.toMatchObject({
      kind: "credentials",
      message: "the token endpoint gave no access token: invalid_grant",
    });
    expect(host.outputs.join("")).not.toContain("a refresh token of tests");
  } finally {
    endpoint.close();
  }
});

test("a throttled fetch is tried again without a gap (F66)", async () => {
  for (const number of upTo(20)) server.inbox.add(writeMail(number));
  server.conduct.fetchRefusals.push("NO [LIMIT] slow down", "NO [LIMIT] slow down");
  const starts = await keepConnected(inboxOf(), () => host.rows.length === 20);
  expect(starts).toBe(3);
  expect(ids()).toEqual(mid(...upTo(20)));
});

test("a mailbox that is gone is told, and its cursor is kept (F67)", async () => {
  server.inbox.add(writeMail(1));
  const inbox = inboxOf();
  await inbox.start();
  await until(() => host.rows.length === 1 && cursor().lastUid === 1, WAIT_MAX_MS);
  const { inbox: mailbox } = server;
  server.mailboxes.delete("INBOX");
  server.mailboxes.set("Renamed", mailbox);
  await until(() => host.disconnections.length === 1, WAIT_MAX_MS);
  expect(host.disconnections[0]?.message).toMatch(/not there any more/);
  await expect(inbox.start()).rejects.toMatchObject({ kind: "transient" });
  server.mailboxes.set("INBOX", mailbox);
  mailbox.add(writeMail(2));
  await inbox.start();
  await until(() => host.rows.length === 2, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2));
});

test.each([["[NOMODSEQ]"], ["[HIGHESTMODSEQ 1]"]])(
  "change counters say %s, UIDs decide (F68)",
  async (extra) => {
    server.conduct.selectExtras = [extra];
    const inbox = inboxOf();
    await inbox.start();
    server.deliver(writeMail(1));
    await until(() => host.rows.length === 1, WAIT_MAX_MS);
  },
);

test("a server without UIDNEXT and UIDVALIDITY in STATUS is read all the same", async () => {
  server.conduct.tellsNoUids = true;
  server.inbox.add(writeMail(1));
  const inbox = inboxOf();
  await inbox.start();
  await until(() => host.rows.length === 1, WAIT_MAX_MS);
  server.deliver(writeMail(2));
  await until(() => host.rows.length === 2, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2));
});

const LIES: readonly (readonly [string, object])[] = [
  ["a size too large", { announcedSize: 5_000 }],
  ["a size too small", { announcedSize: 10 }],
  ["a size of nothing", { announcedSize: 0 }],
  ["a negative size", { announcedSize: -1 }],
  ["a refusal", { refusal: "NO [SERVERBUG] cannot" }],
];

test.each(LIES)(
  "%s: that mail is set aside, the others come, and it is looked for again (B-28)",
  async (_, lie) => {
    const mails = upTo(5).map((number) => server.inbox.add(writeMail(number)));
    Object.assign(mails[2] ?? {}, lie);
    await inboxOf().start();
    await until(() => host.rows.length === 4 && cursor().lastUid === 5, WAIT_MAX_MS);
    expect(ids()).toEqual(mid(1, 2, 4, 5));
    expect(Object.keys(cursor().setAside)).toEqual(["3"]);
    for (const key of Object.keys(lie)) Reflect.deleteProperty(mails[2] ?? {}, key);
    host.advance(10 * 60_000);
    await until(() => host.rows.length === 5, WAIT_MAX_MS);
    expect(cursor().setAside).toEqual({});
  },
);

test("a lie told three times is parked with what came (B-28)", async () => {
  const mail = server.inbox.add(writeMail(1));
  mail.announcedSize = 77;
  await inboxOf().start();
  for (const attempts of [1, 2]) {
    await until(
      () => Object.values(asideNow()).some((one) => one.attempts === attempts),
      WAIT_MAX_MS,
    );
    host.advance(30 * 60_000);
  }
  await until(() => host.rows.length === 1, WAIT_MAX_MS);
  expect(host.rows[0]).toMatchObject({ kind: "malformed", externalId: "uid:1:1:INBOX" });
  expect(host.rows[0]).toHaveProperty("error", expect.stringContaining("announced 77 bytes"));
});

test("a literal of two gigabytes breaks the connection once, and is set aside (B-28)", async () => {
  const mails = upTo(4).map((number) => server.inbox.add(writeMail(number)));
  Object.assign(mails[1] ?? {}, { announcedLiteral: 2_000_000_000 });
  await keepConnected(inboxOf(), () => host.rows.length === 3);
  expect(ids()).toEqual(mid(1, 3, 4));
});

test.each(["4294967296", "99999999999999999999", "-5", "0"])(
  "a UID of %s leads nowhere (B-28)",
  async (uid) => {
    server.inbox.add(writeMail(1));
    server.inbox.add(writeMail(2)).announcedUid = uid;
    server.inbox.add(writeMail(3));
    const inbox = inboxOf();
    await inbox.start();
    await until(() => host.rows.length === 2, WAIT_MAX_MS);
    server.deliver(writeMail(4));
    await until(() => host.rows.length === 3, WAIT_MAX_MS);
    expect(ids()).toEqual(mid(1, 3, 4));
  },
);

test("two mails under one UID: neither is taken for the other (B-28)", async () => {
  server.inbox.add(writeMail(1));
  server.inbox.add(writeMail(2));
  const twin = server.inbox.add(writeMail(3, "another text"));
  twin.uid = 2;
  server.inbox.add(writeMail(4));
  await inboxOf().start();
  await until(() => host.rows.length === 2 && cursor().lastUid === 4, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 4));
  expect(Object.keys(cursor().setAside)).toEqual(["2"]);
});

test("a store that is away holds the cursor, and takes everything when it is back", async () => {
  const inbox = inboxOf();
  await inbox.start();
  host.failure = new StoreUnavailable("away");
  for (const number of upTo(3)) server.deliver(writeMail(number));
  await until(
    () => host.outputs.some((line) => line.includes("mail waits for the store")),
    WAIT_MAX_MS,
  );
  expect(cursor().lastUid).toBe(0);
  host.failure = undefined;
  await until(() => host.rows.length === 3, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2, 3));
  expect(host.disconnections).toEqual([]);
});

test("the audit finds a mail that the cursor has passed and the ledger does not have (rules §1.5)", async () => {
  for (const number of upTo(3)) server.inbox.add(writeMail(number), host.now() - DAY_MS);
  const inbox = inboxOf();
  await inbox.start();
  await until(() => host.rows.length === 3 && cursor().lastUid === 3, WAIT_MAX_MS);
  host.rows.splice(1, 1);
  host.advance(6 * 60 * 60_000 + 1);
  await until(() => host.rows.length === 3, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2, 3));
  expect(errors().join("")).toMatch(/audit found.*"missing":\[2\]/);
});

test("what was taken since is looked for in the ledger every five minutes, and what is missing is taken and told (P20)", async () => {
  const inbox = inboxOf();
  for (const number of upTo(2)) server.inbox.add(writeMail(number), host.now() - DAY_MS);
  await inbox.start();
  await until(() => cursor().lastUid === 2, WAIT_MAX_MS);
  host.advance(COMPARE_EVERY_MS);
  await until(() => cursor().comparedUid === 2, WAIT_MAX_MS);
  expect(host.recoveries).toEqual([]);

  server.deliver(writeMail(3), host.now());
  server.deliver(writeMail(4), host.now());
  await until(() => cursor().lastUid === 4, WAIT_MAX_MS);
  // The first was compared before: only the longer look finds that it went.
  host.rows.splice(host.rows.length - 1, 1);
  host.rows.splice(0, 1);
  host.advance(COMPARE_EVERY_MS);
  await until(() => cursor().comparedUid === 4, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(2, 3, 4));
  expect(host.recoveries).toEqual([1]);
});

test("a backfill fetches what came before us in its time, once, and nothing that is known", async () => {
  const at = (days: number): number => host.now() - days * DAY_MS;
  for (const days of [30, 20, 10]) server.inbox.add(writeMail(days), at(days));
  const first = inboxOf();
  await first.start();
  await until(() => cursor().lastUid === 3, WAIT_MAX_MS);
  await first.stop();
  expect(ids()).toEqual(mid(10, 20, 30));
  host.rows.length = 0;
  host.remembered = undefined;

  const backfill = {
    since: new Date(at(25)).toISOString(),
    until: new Date(at(15)).toISOString(),
  };
  const change = { firstMails: { from: "now" }, backfill };
  const inbox = inboxOf(change);
  await inbox.start();
  await until(() => host.rows.length > 0, WAIT_MAX_MS);
  server.deliver(writeMail(1), host.now());
  await until(() => host.rows.length > 1, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 20));
  await inbox.stop();

  const fetched = server.mailBytesSent;
  const again = inboxOf(change);
  await again.start();
  server.deliver(writeMail(2), host.now());
  await until(() => host.rows.length > 2, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2, 20));
  expect(server.mailBytesSent - fetched).toBeLessThan(2 * writeMail(2).length);
});

test("of the last days only, mails are taken by their day of arrival", async () => {
  for (const days of [10, 5, 2, 1])
    server.inbox.add(writeMail(days), host.now() - days * DAY_MS - 1_000);
  const inbox = inboxOf({ firstMails: { from: "days", days: 5 } });
  await inbox.start();
  await until(() => cursor().lastUid === 4, WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2));
  server.deliver(writeMail(11), host.now() - 100 * DAY_MS);
  server.deliver(writeMail(12), host.now());
  await until(() => ids().includes(mid(12)[0] ?? ""), WAIT_MAX_MS);
  expect(ids()).toEqual(mid(1, 2, 12));
});

test("a mail larger than allowed is parked with its beginning", async () => {
  server.inbox.add(writeMail(1, "x".repeat(200_000)));
  server.inbox.add(writeMail(2));
  await inboxOf({ mailBytesMax: 100_000 }).start();
  await until(() => host.rows.length === 2, WAIT_MAX_MS);
  const parked = host.rows.find((row) => row.kind === "malformed");
  expect(rawBytes(parked).toString()).toMatch(/^From: Ana Souza/);
  expect(rawBytes(parked).byteLength).toBeLessThan(70_000);
});

test("mail that we sent from elsewhere is told apart from mail that came", async () => {
  const sent = new FakeMailbox();
  server.mailboxes.set("Sent", sent);
  sent.add(writeMail(1));
  server.inbox.add(writeMail(2));
  const roles: string[] = [];
  const settings = {
    host: "127.0.0.1",
    port: server.port,
    security: "none",
    user: "u",
    password: "p",
    sentMailbox: "Sent",
    firstMails: { from: "everything" },
  };
  const inbox = new ImapInbox(
    imapSettings.parse(settings),
    host,
    (mail) => {
      if (mail.arrival.kind === "mailbox")
        roles.push(`${mail.arrival.role} ${mail.arrival.mailbox}`);
      return readPlainly(mail);
    },
    QUICK,
  );
  open.push(inbox);
  await inbox.start();
  await until(() => host.rows.length === 2, WAIT_MAX_MS);
  expect(roles.sort()).toEqual(["inbox INBOX", "sent Sent"]);
});

test("nothing is ever asked for that would change the mailbox", async () => {
  server.inbox.add(writeMail(1));
  await inboxOf().start();
  await until(() => host.rows.length === 1, WAIT_MAX_MS);
  expect(server.commands).not.toEqual(expect.arrayContaining(["SELECT"]));
  expect(
    server.commands.filter((name) => /STORE|EXPUNGE|MOVE|COPY|APPEND|DELETE/.test(name)),
  ).toEqual([]);
});

test("what would be taken in is counted before anything is", async () => {
  for (const days of [10, 5, 2, 1])
    server.inbox.add(writeMail(days), host.now() - days * DAY_MS - 1_000);
  const settings = {
    host: "127.0.0.1",
    port: server.port,
    security: "none",
    user: "support",
    password: "pw",
  };
  const counts = await Promise.all(
    [{ from: "now" }, { from: "days", days: 5 }, { from: "everything" }].map(async (firstMails) => {
      const known = imapSettings.parse({ ...settings, firstMails });
      const client = await new ImapDoor(known, host).open(new AbortController().signal);
      const mails = await countMailsIn(client, "INBOX", known, host.now());
      client.close();
      return mails;
    }),
  );
  expect(counts).toEqual([0, 2, 4]);
  expect(host.rows).toEqual([]);
  expect(host.remembered).toBeUndefined();
});
