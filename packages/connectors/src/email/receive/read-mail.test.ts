import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StoreUnavailable } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import {
  asId,
  automaticMailHeaders,
  type InboundElement,
  type InboxId,
  type KeptMedia,
  type MessageElement,
  replyAddress,
  SELF_TEST_CLASSIFICATION,
  SELF_TEST_HEADER,
  selfTestMark,
  signedMessageId,
} from "@circuito/domain";
import { loopMark } from "../loop-mark.ts";
import { ParserUnavailable, ParseWorkers } from "../parse/parse-workers.ts";
import { emailSettings } from "../settings.ts";
import type { MailArrival } from "../transport/incoming-mail.ts";
import { RAW_INLINE_MAX_BYTES } from "./keep-raw.ts";
import { createReadMail } from "./read-mail.ts";

const INBOX = asId<InboxId>("00000000-0000-7000-8000-0000000000aa");
const CONVERSATION = "00000000-0000-7000-8000-0000000000cc";
const MESSAGE = "00000000-0000-7000-8000-0000000000dd";
const settings = emailSettings.parse({
  address: "help@example.org",
  aliases: ["sac@example.org"],
  in: "listener",
  authservId: "mx.example.org",
});
const IN_MAILBOX: MailArrival = {
  kind: "mailbox",
  mailbox: "INBOX",
  role: "inbox",
  uidValidity: "7",
  uid: 12,
  arrivedAt: Date.UTC(2026, 0, 4),
  threadId: undefined,
};

let workers: ParseWorkers;
let host: RecordingHost;

beforeAll(() => {
  workers = new ParseWorkers({ size: 1, now: () => Date.UTC(2026, 0, 5) });
});
beforeEach(() => {
  host = new RecordingHost();
});
afterAll(async () => workers[Symbol.asyncDispose]());

async function read(
  mail: string | Buffer,
  arrival: MailArrival = IN_MAILBOX,
): Promise<InboundElement> {
  const bytes = Buffer.from(mail);
  const source = { bytes };
  const readMail = createReadMail({ id: INBOX, settings }, host, workers);
  const [element, ...more] = await readMail({ source, sizeBytes: bytes.length, arrival });
  if (!element || more.length > 0) throw new Error("one mail is one element");
  return element;
}

async function message(mail: string, arrival?: MailArrival) {
  const element = await read(mail, arrival);
  if (element.kind !== "message" || !element.mail) throw new Error(`a ${element.kind} element`);
  return { ...element, mail: element.mail };
}

const USUAL = {
  From: "Ana Souza <Ana@Example.com>",
  To: "Help <help@example.org>",
  Subject: "Pedido 12",
  Date: "Sun, 4 Jan 2026 10:00:00 +0000",
  "Message-ID": "<1@mail.example.com>",
};
function write(
  headers: Readonly<Record<string, string | undefined>> = {},
  body = "Bom dia!\r\n",
): string {
  const fields = Object.entries({ ...USUAL, ...headers });
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

test("an ordinary mail is its writer's message, with everything that rules ask of it", async () => {
  const mail = write(
    {},
    "Bom dia!\r\n\r\nOn Sat, Jan 3, 2026 at 9:00 AM Help <help@example.org> wrote:\r\n> Olá\r\n",
  );
  const element = await message(mail);
  expect(element).toMatchObject({
    externalId: "mid:1@mail.example.com",
    idMadeBy: "sender",
    from: "mailto:ana@example.com",
    fromName: "Ana Souza",
    to: "help@example.org",
    sentAt: Date.UTC(2026, 0, 4, 10),
    text: "Bom dia!",
    media: [],
    mail: {
      subject: "Pedido 12",
      origin: "received",
      classification: { class: "human", noAnswer: false },
      hasQuote: true,
      enclosesMail: false,
      isAuthenticated: false,
      html: undefined,
      keys: [],
      forged: [],
    },
  });
  expect(element.mail.fullText).toContain("> Olá");
  expect(Buffer.from(element.raw as Uint8Array).toString()).toBe(mail);
});

test.each<[string, Record<string, string | undefined>, string]>([
  ["an answer of a machine", { "Auto-Submitted": "auto-replied" }, "auto-reply"],
  ["a newsletter", { "List-Id": "<news.example.com>" }, "bulk"],
  ["our own address, or one with a plus", { From: "sac+x@example.org" }, "loop"],
  ["`Auto-Submitted: no`", { "Auto-Submitted": "no" }, "human"],
])("%s is classed by what its bytes say", async (_, headers, expected) => {
  expect((await message(write(headers))).mail.classification.class).toBe(expected);
});

test("our own mail is known again by its id, and by the mark of what nobody wrote", async () => {
  const id = signedMessageId(MESSAGE, "example.org", host.signer);
  const own = await message(write({ "Message-ID": `<${id}>` }));
  expect(own.mail.classification.class).toBe("loop");
  const automatic = automaticMailHeaders("auto-replied", loopMark(host.signer));
  expect((await message(write({ ...automatic }))).mail.classification.class).toBe("loop");
});

test("signed names of ours become keys, forged ones are told, wherever they stand", async () => {
  const reply = replyAddress("help@example.org", CONVERSATION, INBOX, host.signer) ?? "";
  const ours = signedMessageId(MESSAGE, "example.org", host.signer);
  const forged = ours.replace(/.{4}@/, "0000@");
  const headers = {
    To: reply,
    "In-Reply-To": `<${ours}>`,
    References: `<x@a.example> <${forged}>`,
  };
  const { mail, to } = await message(write(headers));
  expect(mail.keys.map(({ rule, id }) => [rule, id])).toEqual([
    ["reply-address", CONVERSATION],
    ["own-message-id", MESSAGE],
    ["stored-id", "x@a.example"],
  ]);
  expect(mail.forged).toEqual([forged]);
  expect(to).toBe("help@example.org");
  const blind = await message(write(), {
    kind: "listener",
    envelopeFrom: "ana@example.com",
    recipients: [reply],
  });
  expect(blind.mail.keys.map(({ rule }) => rule)).toEqual(["reply-address"]);
});

const VOUCHED = "mx.example.org; dmarc=pass header.from=example.com";
test.each<[string, Record<string, string | undefined>, boolean]>([
  ["our server vouches for From", { "Authentication-Results": VOUCHED }, true],
  ["another server does", { "Authentication-Results": VOUCHED.replace("mx.", "smtp.") }, false],
  [
    "it vouches for a list that somebody wrote through",
    {
      "Authentication-Results": VOUCHED,
      From: "no-reply@example.com",
      "Reply-To": "eva@example.net",
    },
    false,
  ],
  [
    "it vouches for one of two in From",
    { "Authentication-Results": VOUCHED, From: "ana@example.com, eva@example.net" },
    false,
  ],
])("when %s, authenticated is %#", async (_, headers, expected) => {
  expect((await message(write(headers))).mail.isAuthenticated).toBe(expected);
});

test("a mail that names nobody is kept, each as a stranger of its own", async () => {
  const first = await message(write({ From: undefined, "Message-ID": "<a@x.example>" }));
  const second = await message(write({ From: "", "Message-ID": "<b@x.example>" }));
  expect(first.from).toMatch(/^mailto:nobody\.[0-9a-f]{16}@unknown\.invalid$/);
  expect(second.from).not.toBe(first.from);
  expect(first.mail.remarks).toContain("no-sender");
});

test("a Date that cannot be is replaced by when it came", async () => {
  const { sentAt, mail } = await message(write({ Date: "Fri, 1 Jan 2099 00:00:00 +0000" }));
  expect(sentAt).toBe(Date.UTC(2026, 0, 4));
  expect(mail.remarks).toContain("implausible-date");
});

test("a mail of our own people from the Sent folder is theirs, and no loop", async () => {
  const sent: MailArrival = { ...IN_MAILBOX, mailbox: "Sent", role: "sent" };
  const headers = { From: "help@example.org", To: "ana@example.com" };
  const { mail, from } = await message(write(headers), sent);
  expect(mail).toMatchObject({ origin: "sent", classification: { class: "human" } });
  expect(from).toBe("mailto:help@example.org");
});

test("the mail that a test of this mailbox sent to itself is kept out, in the Sent folder too", async () => {
  const mark = selfTestMark("nonce1234", settings.address, host.signer);
  const tested = { From: "help@example.org", [SELF_TEST_HEADER]: mark };
  const sent: MailArrival = { ...IN_MAILBOX, mailbox: "Sent", role: "sent" };
  for (const arrival of [IN_MAILBOX, sent]) {
    const { mail } = await message(write(tested), arrival);
    expect(mail.classification).toEqual(SELF_TEST_CLASSIFICATION);
  }
  const forged = { ...tested, [SELF_TEST_HEADER]: `${mark.slice(0, -1)}0` };
  expect((await message(write(forged), sent)).mail.classification.class).toBe("human");
});

test("our own mail in the Sent folder is no message: it proves that it left", async () => {
  const sent: MailArrival = { ...IN_MAILBOX, mailbox: "Sent", role: "sent" };
  const id = signedMessageId(MESSAGE, "example.org", host.signer);
  const element = await read(write({ From: "help@example.org", "Message-ID": `<${id}>` }), sent);
  expect(element).toMatchObject({
    kind: "receipt",
    externalId: `mid:${id}`,
    of: MESSAGE,
    status: "sent",
    at: Date.UTC(2026, 0, 4),
  });
});

const PNG = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
function withFiles(...files: readonly (readonly [type: string, name: string, bytes: Buffer])[]) {
  const parts = files.map(([type, name, bytes]) =>
    [
      "--B",
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      "Content-Transfer-Encoding: base64",
      "",
      bytes.toString("base64"),
    ].join("\r\n"),
  );
  const body = ["--B\r\nContent-Type: text/plain\r\n\r\nveja", ...parts, "--B--\r\n"].join("\r\n");
  return write({ "MIME-Version": "1.0", "Content-Type": 'multipart/mixed; boundary="B"' }, body);
}

test("files go to the media store with the type of their bytes, and a warning where one is due", async () => {
  const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const { media } = await message(
    withFiles(
      ["application/octet-stream", "foto.png", PNG],
      ["image/png", "foto2.png", Buffer.from("MZ\x90\0\x03", "latin1")],
      [docx, "contrato.docx", Buffer.from("PK\x03\x04\x14\0\x06\0", "latin1")],
      ["text/html", "pagina.txt", Buffer.from("<html><script>1</script>")],
      ["application/pdf", "recibo.pdf.exe", Buffer.from("%PDF-1.7\n%\xe2\xe3", "latin1")],
      ["text/csv", "vazio.csv", Buffer.alloc(0)],
    ),
  );
  expect(
    media.map((file) => [kept(file).fileName, kept(file).mimeType, kept(file).warning]),
  ).toEqual([
    ["foto.png", "image/png", undefined],
    ["foto2.png", "application/octet-stream", "dangerous"],
    ["contrato.docx", docx, undefined],
    ["pagina.txt", "text/plain", "dangerous"],
    ["recibo.pdf.exe", "application/pdf", "dangerous"],
    ["vazio.csv", "text/csv", undefined],
  ]);
  for (const file of media) {
    const { sha256, sizeBytes } = kept(file).stored;
    expect(host.kept.get(sha256)?.byteLength).toBe(sizeBytes);
  }
});

function kept(file: MessageElement["media"][number]): KeptMedia {
  if (!("stored" in file)) throw new Error("not kept");
  return file;
}

test("of HTML the pictures are told that will be held back, and nothing is made of it before somebody looks", async () => {
  const html =
    '<p>Oi <img src="https://b.example.net/2.png"><img src="cid:a"></p>' +
    '<blockquote class="gmail_quote"><img src="https://a.example.net/1.png">Olá</blockquote>';
  const headers = { "MIME-Version": "1.0", "Content-Type": "text/html; charset=utf-8" };
  const before = host.kept.size;
  const { mail } = await message(write(headers, html));
  expect(mail.html).toEqual({
    version: 0,
    remoteImages: ["https://b.example.net/2.png", "https://a.example.net/1.png"],
  });
  expect(host.kept.size).toBe(before);
  expect((await message(write(headers, "<p>Oi</p>"))).mail.html?.remoteImages).toEqual([]);
  expect((await message(write({}, "Oi"))).mail.html).toBeUndefined();
});

test("a large mail is never an array of bytes: it streams from its file into the media store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "circuito-test-"));
  try {
    const large = write({}, `${"palavras ".repeat(8)}\r\n`.repeat(RAW_INLINE_MAX_BYTES / 64));
    const path = join(folder, "large.eml");
    await writeFile(path, large);
    const readMail = createReadMail({ id: INBOX, settings }, host, workers);
    const [element] = await readMail({
      source: { path },
      sizeBytes: large.length,
      arrival: IN_MAILBOX,
    });
    if (!element || element.raw instanceof Uint8Array) throw new Error("the bytes are in memory");
    expect(element.raw.sizeBytes).toBe(large.length);
    expect(host.kept.get(element.raw.sha256)?.toString()).toBe(large);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a mail beyond the limits is parked with its bytes and its reason", async () => {
  const deep = Array.from({ length: 40 }, (_, at) => {
    return `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`;
  }).join("");
  const element = await read(`${write({}, "").trimEnd()}\r\n${deep}`);
  expect(element).toMatchObject({
    kind: "malformed",
    externalId: "uid:7:12:INBOX",
    error: expect.stringContaining("too-deep"),
  });
  expect((element.raw as Uint8Array).byteLength).toBeGreaterThan(1_000);
});

test("a mail without Message-ID has the same name whenever it comes", async () => {
  const once = await message(write({ "Message-ID": undefined }));
  const again = await message(
    `Received: by mx.example.org\r\n${write({ "Message-ID": undefined })}`,
  );
  const other = await message(write({ "Message-ID": undefined }, "Outra coisa\r\n"));
  expect(once.externalId).toMatch(/^syn:sha256:/);
  expect(again.externalId).toBe(once.externalId);
  expect(other.externalId).not.toBe(once.externalId);
});

test("what was said is the same by whatever way it came, and other words are not", async () => {
  const once = await message(write());
  const again = await message(`Received: by b.example.net\r\nX-Spam: no\r\n${write()}`);
  const other = await message(write({}, "Quero cancelar.\r\n"));
  expect(again.contentSha256).toBe(once.contentSha256);
  expect(other.contentSha256).not.toBe(once.contentSha256);
});

test.each([
  ["a disk that is full", new Error("parse mail: Error: ENOSPC: no space left")],
  ["a thread that does not start", new ParserUnavailable("no thread started")],
])("%s is no reason to park a mail: it comes again", async (_, failure) => {
  const failing = { parse: () => Promise.reject(failure) };
  const bytes = Buffer.from(write());
  const readMail = createReadMail({ id: INBOX, settings }, host, failing);
  await expect(
    readMail({ source: { bytes }, sizeBytes: bytes.length, arrival: IN_MAILBOX }),
  ).rejects.toBeInstanceOf(StoreUnavailable);
});

test("a media store that is away is no reason to park a mail: it comes again", async () => {
  host.failure = new StoreUnavailable("away");
  await expect(read(withFiles(["image/png", "foto.png", PNG]))).rejects.toBe(host.failure);
});
