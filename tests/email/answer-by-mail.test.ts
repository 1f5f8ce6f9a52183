import { Readable } from "node:stream";
import type { Connector } from "../../packages/connector/src/index.ts";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { email } from "../../packages/connectors/src/email/email.ts";
import {
  type MailExchanger,
  startMailExchanger,
} from "../../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { type ReplyInput, reply } from "../../packages/desk/src/index.ts";
import { asId, type MessageId } from "../../packages/domain/src/index.ts";
import { type Delivery, planAutoAnswers, startDelivery } from "../../packages/router/src/index.ts";
import { createRouterWorld, silentLog } from "../../packages/router/src/testing/router-world.ts";
import { recoverExpired, saveAutoAnswers } from "../../packages/store/src/index.ts";
import { until as untilWithin } from "./until.ts";

/* From an agent's words to the bytes on the wire, and back to what the agent is told. */

type World = Awaited<ReturnType<typeof createRouterWorld>>;
/** Of any one wait; a machine under load takes seconds. */
const WAIT_MAX_MS = 60_000;
const until = (holds: () => Promise<boolean>) => untilWithin(holds, WAIT_MAX_MS);
const FILE = Buffer.from("%PDF-1.7 nota fiscal");

let world: World;
let server: MailExchanger;
let delivery: Delivery;
let connector: Connector;
let conversationId: string;
beforeEach(async () => {
  world = await createRouterWorld();
  server = await startMailExchanger();
  await world.database.pool.query(
    `update inboxes set channel = 'email', settings = '{"address":"help@example.org","displayName":"Loja"}'`,
  );
  conversationId = await aConversation();
  const settings = email.settings.parse({
    address: "help@example.org",
    displayName: "Loja",
    in: "listener",
    smtpHost: "127.0.0.1",
    smtpPort: server.port,
    smtpSecurity: "none",
    perMinuteMax: 1_000,
  });
  connector = email.open(
    { id: world.inboxId, name: "Ajuda", settings, webhookUrl: "https://x.example/" },
    new RecordingHost(),
  );
  delivery = await startDelivery({
    ownedInboxes: async () => new Set(),
    ...world,
    log: silentLog,
    files: { open: async () => Readable.from([FILE]), urlOf: () => "https://x.example/" },
    askUrl: (id, value) => `https://x.example/a/${id}?answer=${value}`,
    resolveConnector: async () => ({ connector, capabilities: email.capabilities }),
  });
});
afterEach(async () => {
  await delivery.stop();
  await connector.stop();
  await server[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function aConversation(): Promise<string> {
  const [contact, id, message] = [world.newId(), world.newId(), world.newId()];
  const { pool } = world.database;
  await pool.query("insert into contacts (id) values ($1)", [contact]);
  await pool.query(
    `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at)
     values ($1, '260105-0000000A', $2, 'email', 'mailto:ana@example.com', $3, 'open', 'agent', $4, 1, 0,
       0, 1, 1, 1, now())`,
    [id, world.inboxId, contact, world.queueId],
  );
  const people = {
    from: [{ name: "Ana", address: "ana@example.com" }],
    replyTo: [],
    to: [{ name: "", address: "help@example.org" }],
    cc: [
      { name: "", address: "bia@example.com" },
      { name: "", address: "caio@example.com" },
    ],
  };
  await pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, 1, 0, 'inbound', 'oi'))
     insert into message_mails (message_id, subject, people, mail_id, "references", class, writer)
     values ($1, 'Pedido 12', $3, '1@mail.example.com', '{0@mail.example.com}', 'human', 'requester')`,
    [message, id, people],
  );
  return id;
}

async function say(text: string, change: Partial<ReplyInput> = {}): Promise<MessageId> {
  const { database, bus, newId, now } = world;
  const desk = { database, jobs: bus.jobs, wake: bus.wake, newId, now };
  const key = { kind: "api-key", id: world.newId(), name: "test", role: "admin" } as const;
  const clientId = world.newId();
  const said = await reply(desk, key, { conversationId, clientId, text, kind: "reply", ...change });
  if (said.kind !== "done") throw new Error(JSON.stringify(said));
  return said.messageId;
}

async function rowOf(id: MessageId) {
  const { rows } = await world.database.pool.query<{
    status: string;
    error: string | null;
    recipients: { address: string; status: string; detail: string }[] | null;
    resends: number;
  }>("select status, error, recipients, resends from deliveries where message_id = $1", [id]);
  const [row] = rows;
  if (!row) throw new Error("no such delivery");
  return row;
}
const becomes = (id: MessageId, status: string) =>
  until(async () => (await rowOf(id)).status === status);
const told = async (id: MessageId) =>
  (await rowOf(id)).recipients?.map(({ address, status }) => `${address} ${status}`);
async function itsTimeComes(id: MessageId): Promise<void> {
  await world.database.pool.query(
    `update deliveries set next_attempt_at = now(),
       resend_at = case when resend_at is not null then now() end where message_id = $1`,
    [id],
  );
  await world.bus.jobs.nudge("deliver", [id]);
}
const headerOf = (bytes: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(bytes.replace(/\r\n[ \t]+/g, " "))?.[1];

test("an answer reaches everybody of the customer's mail, in its thread and under its subject", async () => {
  const id = await say("Saiu hoje.");
  await becomes(id, "sent");
  const [mail] = server.taken;
  expect(server.taken).toHaveLength(1);
  expect(mail?.to).toEqual(["ana@example.com", "bia@example.com", "caio@example.com"]);
  const bytes = mail?.bytes ?? "";
  expect(headerOf(bytes, "Subject")).toBe("Re: Pedido 12");
  expect(headerOf(bytes, "To")).toBe("Ana <ana@example.com>");
  expect(headerOf(bytes, "Cc")).toBe("bia@example.com, caio@example.com");
  expect(headerOf(bytes, "In-Reply-To")).toBe("<1@mail.example.com>");
  expect(headerOf(bytes, "References")).toBe("<0@mail.example.com> <1@mail.example.com>");
  expect(headerOf(bytes, "Auto-Submitted")).toBeUndefined();
  expect(bytes).toContain("Saiu hoje.");
});

test("one server says later, one says never: each recipient gets one copy, and the agent is told", async () => {
  server.recipients.set("bia@example.com", "451 4.7.1 greylisted");
  server.recipients.set("caio@example.com", "550 5.1.1 nobody here");
  const id = await say("Saiu hoje.");
  await becomes(id, "queued");
  await until(async () => (await rowOf(id)).recipients !== null);
  expect(await told(id)).toEqual([
    "ana@example.com accepted",
    "bia@example.com deferred",
    "caio@example.com refused",
  ]);
  await itsTimeComes(id);
  await until(
    async () =>
      (await world.database.pool.query("select attempt from deliveries")).rows[0].attempt === 2,
  );
  await becomes(id, "queued");
  server.recipients.delete("bia@example.com");
  await itsTimeComes(id);
  await becomes(id, "sent");
  // The fake server's journal: nobody twice, and the same mail for both.
  expect(server.taken.map(({ to }) => to)).toEqual([["ana@example.com"], ["bia@example.com"]]);
  expect(server.taken[1]?.bytes).toBe(server.taken[0]?.bytes);
  expect((await rowOf(id)).error).toContain("caio@example.com: 550 5.1.1 nobody here");
});

test("a server that closes after the final dot gets the same mail once more, to the last byte, and no third time", async () => {
  server.end = "drop";
  const id = await say("Saiu hoje.\nAté logo.");
  await becomes(id, "unknown");
  expect((await rowOf(id)).error).toBe("the mail was handed over and no answer came");
  expect(server.taken).toHaveLength(1);
  await itsTimeComes(id);
  await until(
    async () => (await rowOf(id)).resends === 1 && (await rowOf(id)).status === "unknown",
  );
  await itsTimeComes(id);
  await itsTimeComes(id);
  expect(server.taken).toHaveLength(2);
  const [first, second] = server.taken;
  expect(second?.bytes).toBe(first?.bytes);
  expect(second?.to).toEqual(first?.to);
  for (const name of ["Message-ID", "Date", "Reply-To", "References"]) {
    expect(headerOf(second?.bytes ?? "", name)).toBe(headerOf(first?.bytes ?? "", name));
    expect(headerOf(first?.bytes ?? "", name)).toBeDefined();
  }
  const { rows } = await world.database.pool.query(
    "select kind from activities where kind = 'sent-again'",
  );
  expect(rows).toHaveLength(1);
});

test("the resend that is answered ends the doubt", async () => {
  server.end = "drop";
  const id = await say("Saiu hoje.");
  await becomes(id, "unknown");
  server.end = undefined;
  await itsTimeComes(id);
  await becomes(id, "sent");
  expect(server.taken).toHaveLength(2);
  expect(await told(id)).toEqual([
    "ana@example.com accepted",
    "bia@example.com accepted",
    "caio@example.com accepted",
  ]);
});

test("a connection that breaks before the dot is no doubt: it is tried until it is through", async () => {
  server.dropAfterBytes = 100_000;
  // Long enough to be still on its way when the server goes.
  const id = await say("é".repeat(990_000));
  await until(async () => (await rowOf(id)).error !== null);
  await becomes(id, "queued");
  expect(await rowOf(id)).toMatchObject({ status: "queued", resends: 0 });
  server.dropAfterBytes = undefined;
  await itsTimeComes(id);
  await becomes(id, "sent");
  expect(server.taken).toHaveLength(1);
});

test("a worker that died while a server kept silent leaves a doubt, which one resend ends", async () => {
  server.end = "silence";
  const id = await say("Saiu hoje.");
  await until(async () => server.taken.length === 1);
  // Its lease runs out as a dead process's does; the sweeper finds it.
  await world.database.pool.query(
    "update deliveries set lease_until = now() - interval '1 second'",
  );
  await recoverExpired(world.database.pool, [{ channel: "email", afterMs: 0 }]);
  expect((await rowOf(id)).status).toBe("unknown");
  server.end = undefined;
  await world.bus.jobs.nudge("deliver", [id]);
  await becomes(id, "sent");
  expect(server.taken).toHaveLength(2);
  expect(server.taken[1]?.bytes).toBe(server.taken[0]?.bytes);
  // The dead one hears of it at last, and changes nothing.
  server.hangUp();
  await delivery.stop();
  expect((await rowOf(id)).status).toBe("sent");
});

test("a file goes with the mail that was written with it", async () => {
  const id = await say("Segue a nota.");
  // As the upload's side stores it, before anything is sent.
  await becomes(id, "sent");
  const file = { fileName: "nota.pdf", mimeType: "application/pdf", sizeBytes: FILE.length };
  await world.database.pool.query("update messages set media = $2 where id = $1", [
    id,
    JSON.stringify([{ ...file, state: "stored", sha256: "0".repeat(64) }]),
  ]);
  await world.database.pool.query(
    "update deliveries set status = 'queued', recipients = null, next_attempt_at = now()",
  );
  await world.bus.jobs.nudge("deliver", [id]);
  await until(async () => server.taken.length === 2);
  expect(server.taken[1]?.bytes).toContain(FILE.toString("base64"));
  expect(server.taken[1]?.bytes).toContain("filename=nota.pdf");
});

test("an acknowledgement says that nobody wrote it, and its bounces go nowhere", async () => {
  const { database, newId } = world;
  await database.pool.query(
    `update inboxes set auto_answers = '{"acknowledgement":{"pt-BR":"Recebemos {protocol}."}}'`,
  );
  const mail = {
    subject: "Pedido 12",
    from: [{ name: "Ana", address: "ana@example.com" }],
    sender: undefined,
    replyTo: [],
    to: [],
    cc: [{ name: "", address: "bia@example.com" }],
    messageId: "1@mail.example.com",
    inReplyTo: [],
    references: [],
    origin: "received",
    classification: { class: "human", evidence: [], noAnswer: false },
    keys: [],
    forged: [],
    isAuthenticated: true,
    enclosesMail: false,
    hasQuote: false,
    bounce: undefined,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: "0",
  } as const;
  const ids = await database.transaction(async ({ client }) => {
    const now = Date.now();
    const answers = await planAutoAnswers(
      client,
      [
        {
          conversationId: asId(conversationId),
          inboxId: world.inboxId,
          protocol: "260105-0000000A",
          seq: 1,
          mail,
          locale: undefined,
        },
      ],
      { newId, now },
    );
    await saveAutoAnswers(client, answers, now);
    return answers.map(({ id }) => id);
  });
  await world.bus.jobs.nudge("deliver", ids);
  await until(async () => server.taken.length === 1);
  const [sent] = server.taken;
  expect(sent).toMatchObject({ from: "", to: ["ana@example.com"] });
  const bytes = sent?.bytes ?? "";
  expect(headerOf(bytes, "Auto-Submitted")).toBe("auto-replied");
  expect(headerOf(bytes, "X-Auto-Response-Suppress")).toBe("All");
  expect(headerOf(bytes, "Precedence")).toBe("bulk");
  expect(headerOf(bytes, "Subject")).toBe("Re: Pedido 12");
  expect(bytes).toContain("Recebemos 260105-0000000A.");
});
