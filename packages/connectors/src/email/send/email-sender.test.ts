import { Readable } from "node:stream";
import { type OutboundMail, type OutboundMessage, SendError } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import {
  asId,
  type ConversationId,
  type InboxId,
  LOOP_HEADER,
  type MessageId,
  readMessageId,
  readReplyAddress,
} from "@circuito/domain";
import { loopMark } from "../loop-mark.ts";
import { emailSettings } from "../settings.ts";
import { type MailExchanger, startMailExchanger } from "../transport/testing/mail-exchanger.ts";
import { FILES_BYTES_MAX } from "./compose-mail.ts";
import { EmailSender } from "./email-sender.ts";

const INBOX = asId<InboxId>("00000000-0000-7000-8000-0000000000aa");
const MESSAGE = asId<MessageId>("00000000-0000-7000-8000-0000000000dd");
const CONVERSATION = asId<ConversationId>("00000000-0000-7000-8000-0000000000cc");
const MAIL: OutboundMail = {
  subject: "Re: Pedido 12",
  to: [{ name: "Ana Souza", address: "ana@example.com" }],
  cc: [{ name: "", address: "rui@example.com" }],
  inReplyTo: "1@mail.example.com",
  references: ["0@mail.example.com", "no\u2028id", "1@mail.example.com"],
  automatic: undefined,
  only: undefined,
};

let server: MailExchanger;
let host: RecordingHost;
const senders: EmailSender[] = [];

beforeEach(async () => {
  server = await startMailExchanger();
  host = new RecordingHost();
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  await server[Symbol.asyncDispose]();
});

function senderOf(change: object = {}): EmailSender {
  const settings = emailSettings.parse({
    address: "help@example.org",
    displayName: "Loja: Ajuda",
    in: "listener",
    smtpHost: "127.0.0.1",
    smtpPort: server.port,
    smtpSecurity: "none",
    ...change,
  });
  const inbox = { id: INBOX, name: "Help", settings, webhookUrl: "https://x.example/" };
  const sender = new EmailSender(inbox, host);
  senders.push(sender);
  return sender;
}

function message(mail: Partial<OutboundMail> | undefined, more: Partial<OutboundMessage> = {}) {
  return {
    id: MESSAGE,
    conversationId: CONVERSATION,
    to: "mailto:ana@example.com",
    text: "Bom dia <Ana>!\nVeja https://example.org/p?a=1&b=2\n\nAté",
    media: [],
    writtenAt: Date.UTC(2026, 0, 5, 12),
    ...(mail && { mail: { ...MAIL, ...mail } }),
    ...more,
  } satisfies OutboundMessage;
}

const signal = new AbortController().signal;
const taken = (at = 0): string => server.taken[at]?.bytes ?? "";
function header(name: string, at = 0): string | undefined {
  const head =
    taken(at)
      .split("\r\n\r\n", 1)[0]
      ?.replace(/\r\n[ \t]+/g, " ") ?? "";
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1];
}

test("a reply names its conversation and itself, and answers what it answers", async () => {
  const receipt = await senderOf().send(message({}), signal);
  expect(server.taken[0]).toMatchObject({
    from: "help@example.org",
    to: ["ana@example.com", "rui@example.com"],
  });
  expect(header("From")).toBe('"Loja: Ajuda" <help@example.org>');
  expect(header("To")).toBe("Ana Souza <ana@example.com>");
  expect(header("Cc")).toBe("rui@example.com");
  expect(header("Subject")).toBe("Re: Pedido 12");
  expect(header("In-Reply-To")).toBe("<1@mail.example.com>");
  expect(header("References")).toBe("<0@mail.example.com> <1@mail.example.com>");
  expect(header("Auto-Submitted")).toBeUndefined();
  const replyTo = /<(.+)>/.exec(header("Reply-To") ?? "")?.[1] ?? "";
  expect(readReplyAddress(replyTo, INBOX, host.signer)).toEqual({
    kind: "valid",
    id: CONVERSATION,
  });
  const id = header("Message-ID")?.slice(1, -1) ?? "";
  expect(readMessageId(id, host.signer)).toEqual({ kind: "valid", id: MESSAGE });
  expect(receipt.externalId).toBe(id);
  expect(receipt.recipients?.map(({ address, status }) => [address, status])).toEqual([
    ["ana@example.com", "accepted"],
    ["rui@example.com", "accepted"],
  ]);
});

test("marks are looks in the HTML; a link has its address behind its words in the plain text", async () => {
  const text = "*Traga* <já>:\n- RG\n- [guia](https://example.org/?a=1&b=2)\n\n1_2_3";
  await senderOf().send(message({}, { text }), signal);
  const bytes = taken().replace(/=\r\n/g, "").replaceAll("=3D", "=");
  expect(bytes).toContain("- guia (https://example.org/?a=1&b=2)");
  expect(bytes).toMatch(/<p><strong>Traga<\/strong> &lt;j.+&gt;:<\/p>/);
  expect(bytes).toContain('<li><a href="https://example.org/?a=1&amp;b=2">guia</a></li>');
  expect(bytes).toContain("<p>1_2_3</p>");
});

test("the words go twice: as they are, and as HTML that is nothing but them", async () => {
  await senderOf().send(message({}, { text: "a <b>&\nhttps://example.org/x" }), signal);
  expect(taken()).toContain("text/plain");
  expect(taken()).toContain("a <b>&");
  expect(taken()).toContain("<p>a &lt;b&gt;&amp;<br>");
  expect(taken()).toContain(
    '<a href=3D"https://example.org/x">'.replace("3D", taken().includes("=3D") ? "3D" : ""),
  );
});

test("sent again, it is the same mail to the last byte", async () => {
  const sender = senderOf();
  const file = {
    url: "https://x.example/1",
    mimeType: "image/png",
    fileName: "a.png",
    sizeBytes: 4,
    open: async () => Readable.from([Buffer.from("\x89PNG", "latin1")]),
  };
  await sender.send(message({}, { media: [file] }), signal);
  await sender.send(message({}, { media: [file] }), signal);
  expect(taken(1)).toBe(taken(0));
  expect(taken()).toContain(Buffer.from("\x89PNG", "latin1").toString("base64"));
});

test("what nobody wrote says so, and its bounces go nowhere", async () => {
  await senderOf().send(message({ automatic: "auto-generated" }), signal);
  expect(server.taken[0]?.from).toBe("");
  expect(header("Auto-Submitted")).toBe("auto-generated");
  expect(header("Precedence")).toBe("bulk");
  expect(header(LOOP_HEADER)).toBe(loopMark(host.signer));
});

test("a message that is no mail yet becomes an automatic one to its one address", async () => {
  await senderOf().send(message(undefined), signal);
  expect(server.taken[0]).toMatchObject({ from: "", to: ["ana@example.com"] });
  expect(header("Auto-Submitted")).toBe("auto-replied");
  expect(header("Subject")).toBe("Loja: Ajuda");
});

test("every recipient has an answer of their own, in the spelling they were given in", async () => {
  server.recipients.set("rui@example.com", "450 4.2.1 later");
  server.recipients.set("eva@exämple.com", "550 5.1.1 nobody");
  const cc = [...MAIL.cc, { name: "", address: "eva@exämple.com" }];
  const { recipients } = await senderOf().send(message({ cc }), signal);
  expect(recipients).toEqual([
    { address: "ana@example.com", status: "accepted", detail: expect.any(String) },
    { address: "rui@example.com", status: "deferred", detail: "450 4.2.1 later" },
    { address: "eva@exämple.com", status: "refused", detail: "550 5.1.1 nobody" },
  ]);
});

test("told to try some again, it tries those alone, and the mail stays what it was", async () => {
  await senderOf().send(message({ only: ["rui@example.com"] }), signal);
  expect(server.taken[0]?.to).toEqual(["rui@example.com"]);
  expect(header("To")).toBe("Ana Souza <ana@example.com>");
});

test.each<[string, object, boolean]>([
  ["mail comes in", {}, true],
  ["nothing comes in", { in: "none" }, false],
  ["names with a plus are nobody's", { plusAddresses: false }, false],
])("where %s, Reply-To is set: %#", async (_, change, expected) => {
  await senderOf(change).send(message({}), signal);
  expect(header("Reply-To") !== undefined).toBe(expected);
});

test.each<[string, string, () => Promise<unknown>]>([
  [
    "nobody takes it",
    "unreachable-address",
    () => {
      server.recipients.set("ana@example.com", "550 5.1.1 nobody");
      return senderOf().send(message({ cc: [] }), signal);
    },
  ],
  [
    "the connection ends after the final dot",
    "unknown",
    () => {
      server.end = "drop";
      return senderOf().send(message({}), signal);
    },
  ],
  [
    "the server is busy",
    "retry",
    () => {
      server.sender = "421 4.3.2 come back later";
      return senderOf().send(message({}), signal);
    },
  ],
  [
    "there is no server",
    "credentials",
    () => senderOf({ smtpHost: undefined }).send(message({}), signal),
  ],
  [
    "the address is another channel's",
    "unreachable-address",
    () => senderOf().send(message(undefined, { to: "tel:+5511999990000" }), signal),
  ],
  [
    "its files are larger than a mail may be",
    "unsupported",
    () => {
      const sizeBytes = FILES_BYTES_MAX + 1;
      const file = {
        url: "https://x.example/1",
        mimeType: "video/mp4",
        fileName: "v.mp4",
        sizeBytes,
      };
      const open = async () => Readable.from([]);
      return senderOf().send(message({}, { media: [{ ...file, open }] }), signal);
    },
  ],
  [
    "a subject carries a line of its own",
    "rejected",
    () => senderOf().send(message({ subject: "x\r\nBcc: eva@example.net" }), signal),
  ],
])("when %s, it is %s", async (_, kind, attempt) => {
  const outcome = await attempt().catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(SendError);
  expect(outcome).toMatchObject({ kind });
});
