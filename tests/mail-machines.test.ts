import { randomUUID } from "node:crypto";
import { startMailExchanger } from "../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { inboxView } from "../packages/protocol/src/index.ts";
import { deliver } from "./email/deliver.ts";
import { until } from "./email/until.ts";
import { MailStage } from "./mail-story/mail-stage.ts";
import { resolve, statusOf, talk } from "./mail-story/talk.ts";
import { type Letter, writeBounce, writeLetter } from "./mail-story/write-letter.ts";

/**
 * What machines' mails do on the built gateway: absences, reports of what did not arrive, robots that
 * answer everything; and what is left of all mail when the gateway itself is killed.
 */

jest.setTimeout(150_000);

/** What the mail server in front of these inboxes calls itself. */
const AUTHSERV_ID = "mx.example.com";

let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.start({ PRIVATE_NETWORKS: "127.0.0.0/8" });
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

test("an out-of-office is seen in its conversation, and wakes nobody", async () => {
  const one = await talk(stage);
  await resolve(stage, one.conversationId);
  const before = (await stage.letters()).length;
  const away = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    subject: `Resposta automática: ${one.answer.subject}`,
    inReplyTo: one.answer.messageId,
    headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
    text: "Estou de férias até segunda-feira.",
    envelopeFrom: "",
    vouched: true,
  });
  expect(away.row.conversationId).toBe(one.conversationId);
  expect(away.mail).toMatchObject({
    class: "out-of-office",
    verdict: { placement: { kind: "join", by: "reply-address" } },
  });
  expect(await statusOf(stage, one.conversationId)).toBe("resolved");
  expect(await stage.letters()).toHaveLength(before);
});

test("an out-of-office that answers nothing of ours is kept, in no conversation", async () => {
  const { row } = await stage.writeAndSee({
    from: `${randomUUID()}@cliente.example.com`,
    subject: "Automatic reply: holidays",
    headers: { "Auto-Submitted": "auto-replied" },
    text: "I am away.",
    envelopeFrom: "",
  });
  expect(row).toMatchObject({ state: "suppressed", conversationId: null });
});

test("a bounce that returns our Message-ID is a failed delivery of that very answer", async () => {
  const one = await talk(stage);
  const bounce = await stage.writeAndSee(
    writeBounce({
      address: one.customer,
      messageId: one.answer.messageId,
      envelopeTo: "atendimento@loja.example.com",
    }),
  );
  expect(bounce.row.conversationId).toBe(one.conversationId);
  expect(bounce.mail).toMatchObject({
    class: "bounce",
    bounce: { kind: "failed", recipients: [{ address: one.customer, status: "5.1.1" }] },
    verdict: { placement: { kind: "join", by: "own-message-id" } },
  });
  const sent = (await stage.messages(one.conversationId)).find(
    ({ direction }) => direction === "outbound",
  );
  expect(sent?.delivery).toMatchObject({
    status: "failed",
    error: expect.stringContaining("5.1.1"),
    recipients: [{ address: one.customer, status: "bounced" }],
  });
});

test("a bounce of a mail that we never sent changes no delivery", async () => {
  const one = await talk(stage);
  const { row } = await stage.writeAndSee(
    writeBounce({
      address: one.customer,
      messageId: one.answer.messageId.replace(/\.[0-9a-z]{16}@/, ".0000000000000000@"),
      envelopeTo: "atendimento@loja.example.com",
    }),
  );
  expect(row).toMatchObject({ state: "suppressed", conversationId: null });
  const sent = (await stage.messages(one.conversationId)).find(
    ({ direction }) => direction === "outbound",
  );
  expect(sent?.delivery?.recipients).toMatchObject([{ address: one.customer, status: "accepted" }]);
});

test.each([
  ["says what it is", { "Auto-Submitted": "auto-replied" }],
  ["hides that it is one", {}],
])("a robot that answers every mail and %s: two mails, and silence", async (_, headers) => {
  const robot = `${randomUUID()}@robots.example.net`;
  const shop = { address: `${randomUUID()}@shop.example.com`, authservId: AUTHSERV_ID };
  const server = await startMailExchanger();
  try {
    const inbox = await addAcknowledging(shop.address, server.port);
    const write = async (letter: Omit<Letter, "from" | "text">): Promise<string> => {
      const id = `${randomUUID()}@robots.example.net`;
      // Its domain vouches for it: nobody else is acknowledged.
      const whole = { ...letter, from: robot, text: `Olá! ${letter.subject}`, id, vouched: true };
      await deliver(stage.mailPort, shop.address, [writeLetter(whole, shop)], {
        protocol: "smtp",
        envelopeFrom: robot,
      });
      return id;
    };
    await write({ subject: "Pedido de orçamento" });
    await until(() => server.taken.length > 0, 30_000);
    const acknowledgement = server.taken[0]?.bytes ?? "";
    const [, inReplyTo = ""] = /^Message-ID:\s+<(.+)>/im.exec(acknowledgement) ?? [];
    const answer = await write({ subject: "Re: Pedido de orçamento", inReplyTo, headers });
    // What is said to a mail by itself is decided with where it belongs: nothing can come later.
    await stage.taken(answer);
    const said = await stage.query(
      `select m.id from messages m join conversations c on c.id = m.conversation_id
        where c.inbox_id = $1 and m.direction = 'outbound'`,
      [inbox],
    );
    expect(said).toHaveLength(1);
    expect(server.taken).toMatchObject([{ from: "", to: [robot] }]);
    expect(acknowledgement).toMatch(/^Auto-Submitted: auto-replied/im);
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

test("two of our own mailboxes that acknowledge everything, face to face: one letter, and silence", async () => {
  const server = await startMailExchanger();
  try {
    const [one, other] = [`${randomUUID()}@shop.example.com`, `${randomUUID()}@shop.example.com`];
    const inboxes = [
      await addAcknowledging(one, server.port),
      await addAcknowledging(other, server.port),
    ];
    const letter = { from: one, to: other, subject: "Oi", text: "Tem alguém aí?" };
    await stage.writeAndSee({ ...letter, id: `${randomUUID()}@shop.example.com` });
    const said = await stage.query(
      `select m.id from messages m join conversations c on c.id = m.conversation_id
        where c.inbox_id = any($1::uuid[]) and m.direction = 'outbound'`,
      [inboxes],
    );
    expect(said).toEqual([]);
    expect(server.taken).toEqual([]);
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

/** An inbox that says by itself that it has a mail, and sends by this server. */
async function addAcknowledging(address: string, smtpPort: number): Promise<string> {
  const id = await addMailbox(address, smtpPort);
  await stage.admin.put(`/inboxes/${id}/auto-answers`, {
    acknowledgement: { "pt-BR": "Recebemos a sua mensagem." },
    absence: {},
  });
  return id;
}

async function addMailbox(address: string, smtpPort: number): Promise<string> {
  const { id } = inboxView.parse(
    await stage.admin.post("/inboxes", {
      name: "Outra caixa",
      channel: "email",
      settings: {
        address,
        authservId: AUTHSERV_ID,
        in: "listener",
        smtpHost: "127.0.0.1",
        smtpPort,
        smtpSecurity: "none",
      },
    }),
  );
  return id;
}

test("killed while answers leave and mails come, the gateway has all of them, each once", async () => {
  const server = await startMailExchanger();
  try {
    const shop = `${randomUUID()}@shop.example.com`;
    await addMailbox(shop, server.port);
    const opened = await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        stage.writeAndSee({
          from: `${randomUUID()}@cliente.example.com`,
          to: shop,
          subject: `Pedido ${number}`,
          text: `Onde está o pedido ${number}?`,
        }),
      ),
    );
    await Promise.all(
      opened.map(({ row }, at) =>
        stage.admin.post(`/conversations/${row.conversationId}/messages`, {
          clientId: randomUUID(),
          text: `Resposta ${at + 1}`,
        }),
      ),
    );
    const last = await stage.write({
      from: `${randomUUID()}@cliente.example.com`,
      to: shop,
      subject: "Um instante antes",
      text: "Chegou a tempo?",
    });
    await stage.gateway.kill();
    await stage.gateway.start();

    expect((await stage.taken(last)).message?.text).toBe("Chegou a tempo?");
    const outcomeOf = async (conversationId: string | null) =>
      (await stage.messages(conversationId ?? "")).flatMap(
        ({ delivery }) => delivery?.status ?? [],
      );
    // What was on the wire at that moment is in doubt, and says so until it is sent once more, a
    // quarter of an hour later (design, invariant 10).
    for (const { row } of opened) {
      await until(async () => {
        const [status] = await outcomeOf(row.conversationId);
        return status === "sent" || status === "unknown";
      }, CRASH_WAIT_MAX_MS);
    }
    const outcomes = await Promise.all(opened.map(({ row }) => outcomeOf(row.conversationId)));
    const sent = outcomes.flat().filter((status) => status === "sent").length;
    const ids = server.taken.map(({ bytes }) => /^Message-ID:\s+<(.+)>/im.exec(bytes)?.[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(sent);
    expect(outcomes.flat()).toHaveLength(5);
  } finally {
    await server[Symbol.asyncDispose]();
  }
});

/** A claim of the dead process runs out by itself. */
const CRASH_WAIT_MAX_MS = 100_000;

test("every mail of these tests is accounted for", async () => {
  await until(async () => {
    const { channels } = Object(await stage.admin.get("/ledger/balance"));
    const mail = channels.find(({ channel }: { channel: string }) => channel === "email");
    return mail.inFlight === 0 && mail.parked === 0 && mail.difference === 0 && mail.received > 0;
  }, 30_000);
});
