import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { StoreUnavailable } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import type { IncomingMail, ReadMail } from "../incoming-mail.ts";
import { SmtpSender } from "../smtp/smtp-sender.ts";
import { smtpSettings } from "../smtp/smtp-settings.ts";
import { type MailListener, startMailListener } from "./mail-listener.ts";
import type { ListeningInbox } from "./take-mail.ts";

const MAX_BYTES = 1_000_000;

interface Inbox extends ListeningInbox {
  readonly host: RecordingHost;
  readonly mails: IncomingMail[];
}

let support: Inbox;
let billing: Inbox;
let lookUpFails = false;
const open: MailListener[] = [];
const sockets: Socket[] = [];

beforeEach(() => {
  support = inboxNamed("support");
  billing = inboxNamed("billing");
  lookUpFails = false;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
});

function inboxNamed(id: string): Inbox {
  const mails: IncomingMail[] = [];
  const readMail: ReadMail = async (mail) => {
    mails.push(mail);
    const raw = "path" in mail.source ? await readFile(mail.source.path) : mail.source.bytes;
    const text = Buffer.from(raw).toString();
    if (text.includes("poison")) throw new Error("a defect of ours");
    const [, externalId = ""] = /^Message-ID: <(.*)>/m.exec(text) ?? [];
    return [
      {
        kind: "message",
        externalId,
        idMadeBy: "sender",
        raw,
        from: "mailto:ana@example.com",
        text,
        media: [],
      },
    ];
  };
  return { id, readMail, host: new RecordingHost(), mails };
}

async function listen(protocol: "smtp" | "lmtp"): Promise<MailListener> {
  const listener = await startMailListener({
    port: 0,
    bindAddress: "127.0.0.1",
    protocol,
    mailBytesMax: MAX_BYTES,
    inboxOf: async (address) => {
      if (lookUpFails) throw new Error("no database");
      if (address.startsWith("support")) return support;
      return address.startsWith("billing") ? billing : undefined;
    },
    log: new RecordingHost().log,
  });
  open.push(listener);
  return listener;
}

/** Says lines and collects the answer to each. */
class Client {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;
  constructor(port: number) {
    this.#socket = connect(port, "127.0.0.1");
    sockets.push(this.#socket);
    this.#lines = createInterface({ input: this.#socket })[Symbol.asyncIterator]();
  }
  async answer(): Promise<string> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) return "closed";
      if (String(value).charAt(3) === " ") return String(value);
    }
  }
  async say(line: string): Promise<string> {
    this.#socket.write(`${line}\r\n`);
    return this.answer();
  }
  write(bytes: string): void {
    this.#socket.write(bytes);
  }
  async hangUp(): Promise<void> {
    this.#socket.destroy();
    await once(this.#socket, "close");
  }
}

const mail = (id: string, body = "hello"): string =>
  `From: ana@example.com\r\nMessage-ID: <${id}>\r\n\r\n${body}\r\n`;

async function begin(
  port: number,
  hello: string,
  recipients: readonly string[],
): Promise<[Client, string[]]> {
  const client = new Client(port);
  await client.answer();
  await client.say(hello);
  await client.say("MAIL FROM:<ana@example.com>");
  const answers: string[] = [];
  for (const recipient of recipients) answers.push(await client.say(`RCPT TO:<${recipient}>`));
  return [client, answers];
}

test("250 is said after the commit, not before", async () => {
  const { port } = await listen("smtp");
  const [client] = await begin(port, "EHLO test", ["support@example.org"]);
  let release: () => void = () => {};
  support.host.hold = new Promise((resolve) => {
    release = resolve;
  });
  await client.say("DATA");
  let said: string | undefined;
  const answered = client.say(`${mail("1@a")}.`).then((line) => {
    said = line;
  });
  while (support.mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(said).toBeUndefined();
  expect(support.host.rows).toEqual([]);
  release();
  await answered;
  expect(said).toMatch(/^250 /);
  expect(support.host.rows).toMatchObject([{ externalId: "1@a" }]);
});

test("a store that is away asks the sender to come again, and nothing is doubled then", async () => {
  const { port } = await listen("smtp");
  const [client] = await begin(port, "EHLO test", ["support@example.org", "billing@example.org"]);
  billing.host.failure = new StoreUnavailable("no database");
  await client.say("DATA");
  expect(await client.say(`${mail("1@a")}.`)).toMatch(/^451 4\.3\.0/);
  billing.host.failure = undefined;
  const [again] = await begin(port, "EHLO test", ["support@example.org", "billing@example.org"]);
  await again.say("DATA");
  expect(await again.say(`${mail("1@a")}.`)).toMatch(/^250/);
  expect([support.host.rows.length, billing.host.rows.length]).toEqual([1, 1]);
});

test("a recipient that cannot be looked up now is asked for again", async () => {
  const { port } = await listen("smtp");
  lookUpFails = true;
  const [, answers] = await begin(port, "EHLO test", ["support@example.org"]);
  expect(answers).toEqual([expect.stringMatching(/^451 4\.3\.0/)]);
});

test("mail to several of our inboxes is one for each, with its own recipients (B-29)", async () => {
  const { port } = await listen("smtp");
  const recipients = ["support@example.org", "billing@example.org", "support+c.1.x@example.org"];
  const [client, answers] = await begin(port, "EHLO test", [...recipients, "nobody@example.org"]);
  expect(answers.map((line) => line.slice(0, 3))).toEqual(["250", "250", "250", "550"]);
  await client.say("DATA");
  expect(await client.say(`${mail("1@a")}.`)).toMatch(/^250/);
  expect(support.mails.map(({ arrival }) => arrival)).toEqual([
    {
      kind: "listener",
      envelopeFrom: "ana@example.com",
      recipients: ["support@example.org", "support+c.1.x@example.org"],
    },
  ]);
  expect(billing.mails).toHaveLength(1);
});

test("by LMTP each recipient gets the answer of its own inbox", async () => {
  const { port } = await listen("lmtp");
  billing.host.failure = new StoreUnavailable("no database");
  const [client] = await begin(port, "LHLO test", ["support@example.org", "billing@example.org"]);
  await client.say("DATA");
  const answers = [await client.say(`${mail("1@a")}.`), await client.answer()];
  expect(answers.map((line) => line.slice(0, 3))).toEqual(["250", "451"]);
});

test("a large mail goes by a file, a larger one is refused, and neither stays on the disk", async () => {
  const { port } = await listen("smtp");
  const line = `${"x".repeat(70)}\r\n`;
  const [client] = await begin(port, "EHLO test", ["support@example.org"]);
  await client.say("DATA");
  expect(await client.say(`${mail("1@a", line.repeat(10_000))}.`)).toMatch(/^250/);
  const [taken] = support.mails;
  const path = taken && "path" in taken.source ? taken.source.path : "";
  await expect(readFile(path)).rejects.toThrow("ENOENT");
  await client.say("MAIL FROM:<ana@example.com>");
  await client.say("RCPT TO:<support@example.org>");
  await client.say("DATA");
  expect(await client.say(`${mail("2@a", line.repeat(20_000))}.`)).toMatch(/^552/);
  expect(await client.say(`MAIL FROM:<ana@example.com> SIZE=${MAX_BYTES + 1}`)).toMatch(/^552/);
  expect(support.host.rows).toMatchObject([{ externalId: "1@a" }]);
});

test("a client that hangs up in the middle of a mail has sent none", async () => {
  const { port } = await listen("smtp");
  for (const body of ["half a line", "x".repeat(400_000)]) {
    const [client] = await begin(port, "EHLO test", ["support@example.org"]);
    await client.say("DATA");
    client.write(mail("half@a", body));
    await new Promise((resolve) => setImmediate(resolve));
    await client.hangUp();
  }
  const [client] = await begin(port, "EHLO test", ["support@example.org"]);
  await client.say("DATA");
  await client.say(`${mail("whole@a")}.`);
  expect(support.host.rows).toMatchObject([{ externalId: "whole@a" }]);
});

test.each(["\n.\n", "\r\n.\n", "\n.\r\n", "\r.\r\n", "\r\n.\r"])(
  "an end that is none to others is none to us: %j",
  async (end) => {
    const { port } = await listen("smtp");
    const [client] = await begin(port, "EHLO test", ["support@example.org"]);
    await client.say("DATA");
    const smuggled = `MAIL FROM:<boss@example.org>\r\nRCPT TO:<billing@example.org>\r\nDATA\r\n${mail("2@a")}.\r\n`;
    client.write(`${mail("1@a")}words${end}${smuggled}`);
    expect(await client.answer()).toMatch(/^250/);
    expect(support.mails).toHaveLength(1);
    expect(billing.mails).toEqual([]);
  },
);

test("a mail that we fail to read is kept for a person", async () => {
  const { port } = await listen("smtp");
  const [client] = await begin(port, "EHLO test", ["support@example.org"]);
  await client.say("DATA");
  expect(await client.say(`${mail("1@a", "poison")}.`)).toMatch(/^250/);
  expect(support.host.rows).toMatchObject([{ kind: "malformed", error: "could not be read" }]);
});

test("what our own sender sends, our listener takes", async () => {
  const { port } = await listen("smtp");
  const settings = smtpSettings.parse({ host: "127.0.0.1", port, security: "none" });
  const sender = new SmtpSender(settings, new RecordingHost());
  await sender.send(
    {
      envelope: { from: "", to: ["support@example.org"] },
      from: { name: "Ana", address: "ana@example.com" },
      to: [{ name: "", address: "support@example.org" }],
      cc: [],
      subject: "Olá",
      text: ".\nwords",
      messageId: "m9@example.com",
      references: [],
      date: 0,
      headers: {},
      attachments: [],
    },
    new AbortController().signal,
  );
  await sender.stop();
  expect(support.host.rows).toMatchObject([{ externalId: "m9@example.com" }]);
});
