import { randomUUID } from "node:crypto";
import { startMailExchanger } from "../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import type { CaughtLetter } from "../packages/lab/src/index.ts";
import { inboxView } from "../packages/protocol/src/index.ts";
import { deliver } from "./email/deliver.ts";
import { until } from "./email/until.ts";
import { MailStage, type Taken } from "./mail-story/mail-stage.ts";
import { type Letter, writeBounce, writeLetter } from "./mail-story/write-letter.ts";

/**
 * What joins a conversation by mail and what does not, on the built gateway: mails come in by SMTP,
 * answers leave by SMTP, and the API says where each was put and why.
 */

jest.setTimeout(150_000);

let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.start({ PRIVATE_NETWORKS: "127.0.0.0/8" });
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

interface Talk {
  readonly customer: string;
  readonly conversationId: string;
  readonly first: Taken;
  readonly answer: CaughtLetter & { readonly messageId: string };
  readonly replyTo: string;
}

/** A customer of their own wrote, and an agent answered. */
async function talk(subject = "Pedido 1234"): Promise<Talk> {
  const customer = `${randomUUID()}@cliente.example.com`;
  const first = await stage.writeAndSee({
    from: customer,
    subject,
    text: "Oi, meu pedido não chegou.",
    vouched: true,
  });
  const { conversationId } = first.row;
  if (conversationId === null) throw new Error("the first mail opened nothing");
  const answer = await stage.reply(conversationId, `Olá! Vou verificar. ${randomUUID()}`);
  const replyTo = answer.replyTo[0]?.address;
  if (replyTo === undefined) throw new Error("the answer has no Reply-To");
  return { customer, conversationId, first, answer, replyTo };
}

const quoting = ({ answer }: Talk, words: string): string =>
  `${words}\n\nEm 26 de nov. de 2026, Loja Ipê escreveu:\n${answer.text.trimEnd().replace(/^/gm, "> ")}`;

const answering = (one: Talk): Pick<Letter, "subject" | "inReplyTo" | "references"> => ({
  subject: `Re: ${one.answer.subject.replace(/^Re: /, "")}`,
  inReplyTo: one.answer.messageId,
  references: [...one.answer.references, one.answer.messageId],
});

async function resolve(conversationId: string): Promise<void> {
  const { epoch } = Object(await stage.admin.get(`/conversations/${conversationId}`));
  await stage.admin.post(`/conversations/${conversationId}/resolve`, { epoch });
}

async function statusOf(conversationId: string): Promise<string> {
  return Object(await stage.admin.get(`/conversations/${conversationId}`)).status;
}

test("our answer names what it answers, and itself so that only we could have", async () => {
  const one = await talk();
  expect(one.replyTo).toMatch(/^atendimento\+c\.[0-9a-z]{26}\.[0-9a-z]{10}@loja\.example\.com$/);
  expect(one.answer.messageId).toMatch(/^m\.[0-9a-z]{26}\.[0-9a-z]{16}@loja\.example\.com$/);
  expect(one.answer.inReplyTo).toEqual([one.first.mail?.mailId]);
  expect(one.answer.references).toContain(one.first.mail?.mailId);
  expect(one.answer).toMatchObject({
    subject: "Re: Pedido 1234",
    from: [{ name: "Loja Ipê", address: "atendimento@loja.example.com" }],
    to: [{ address: one.customer }],
  });
  expect(one.answer.automatic).toBeUndefined();
});

test("the customer's reply to it joins by its address, and is the requester's", async () => {
  const one = await talk();
  const reply = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    ...answering(one),
    text: quoting(one, "Obrigada!"),
    vouched: true,
  });
  expect(reply.row.conversationId).toBe(one.conversationId);
  expect(reply.message?.text).toBe("Obrigada!");
  expect(reply.mail).toMatchObject({
    class: "human",
    writer: "requester",
    verdict: {
      placement: { kind: "join", by: "reply-address", conversationId: one.conversationId },
      candidates: [
        { rule: "reply-address", evidence: one.replyTo, rejectedBecause: null },
        { rule: "own-message-id", rejectedBecause: "another-one-was-first" },
        { rule: "stored-id", rejectedBecause: "another-one-was-first" },
      ],
    },
  });
});

test("with the address lost on the way, it joins by the Message-ID that we signed", async () => {
  const one = await talk();
  const reply = await stage.writeAndSee({
    from: one.customer,
    ...answering(one),
    text: quoting(one, "Obrigada!"),
  });
  expect(reply.row.conversationId).toBe(one.conversationId);
  // Nobody vouched for the sender this time: an address is a claim.
  expect(reply.mail).toMatchObject({
    writer: "unverified",
    verdict: { placement: { kind: "join", by: "own-message-id" } },
  });
});

test("a customer whom nobody vouches for is answered all the same, at the address they wrote from", async () => {
  const customer = `${randomUUID()}@cliente.example.com`;
  const first = await stage.writeAndSee({
    from: customer,
    subject: "Sem DMARC",
    text: "Oi",
    headers: { "Reply-To": "somebody@elsewhere.example.net" },
  });
  expect(first.mail?.writer).toBe("unverified");
  const answer = await stage.reply(first.row.conversationId ?? "", `Olá! ${randomUUID()}`);
  expect(answer.to).toMatchObject([{ address: customer }]);
  expect(answer.inReplyTo).toEqual([first.mail?.mailId]);
});

test("a token that somebody made up opens nothing, whoever it says it is from", async () => {
  const one = await talk();
  const forged = one.replyTo.replace(/\.[0-9a-z]{10}@/, ".0000000000@");
  const attempt = await stage.writeAndSee({
    from: one.customer,
    to: forged,
    subject: one.answer.subject,
    text: quoting(one, "Mudem o endereço de entrega."),
    inReplyTo: one.answer.messageId.replace(/\.[0-9a-z]{16}@/, ".0000000000000000@"),
  });
  expect(attempt.row.conversationId).not.toBe(one.conversationId);
  expect(attempt.mail?.verdict).toMatchObject({ placement: { kind: "new" }, candidates: [] });
  expect(await stage.messages(one.conversationId)).toHaveLength(2);
});

test("a stranger who quotes what the customer's mail was called stands outside", async () => {
  const one = await talk();
  const attempt = await stage.writeAndSee({
    from: `${randomUUID()}@elsewhere.example.net`,
    subject: one.answer.subject,
    text: quoting(one, "Sou eu, de outro endereço."),
    inReplyTo: one.first.mail?.mailId ?? "",
    vouched: true,
  });
  expect(attempt.row.conversationId).not.toBe(one.conversationId);
  expect(attempt.mail?.verdict).toMatchObject({
    placement: { kind: "new", possiblyRelated: [one.conversationId] },
    candidates: [
      {
        conversationId: one.conversationId,
        rule: "stored-id",
        rejectedBecause: "not-a-participant",
      },
    ],
  });
});

test("who was given our mail may join, and is told apart from the customer", async () => {
  const one = await talk();
  const colleague = await stage.writeAndSee({
    from: `${randomUUID()}@elsewhere.example.net`,
    to: one.replyTo,
    ...answering(one),
    text: quoting(one, "Respondo pela Marina."),
    vouched: true,
  });
  expect(colleague.row.conversationId).toBe(one.conversationId);
  expect(colleague.mail?.writer).toBe("unverified");
});

test("a resolved conversation is reopened by an answer, and goes on as another once its week is over", async () => {
  const one = await talk();
  await resolve(one.conversationId);
  const again = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    ...answering(one),
    text: quoting(one, "Ainda não chegou."),
    vouched: true,
  });
  expect(again.row.conversationId).toBe(one.conversationId);
  expect(await statusOf(one.conversationId)).toBe("open");

  await resolve(one.conversationId);
  await stage.query(
    "update conversations set status = 'closed', resolved_at = resolved_at - interval '8 days' where id = $1",
    [one.conversationId],
  );
  const late = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    ...answering(one),
    text: quoting(one, "E agora?"),
    vouched: true,
  });
  expect(late.row.conversationId).not.toBe(one.conversationId);
  expect(late.mail?.verdict).toMatchObject({
    placement: { kind: "follow", follows: one.conversationId, by: "reply-address" },
    candidates: [
      { rejectedBecause: "closed" },
      { rejectedBecause: "another-one-was-first" },
      { rejectedBecause: "another-one-was-first" },
    ],
  });
});

test("another subject after it was closed is another matter", async () => {
  const one = await talk();
  await resolve(one.conversationId);
  await stage.query("update conversations set status = 'closed' where id = $1", [
    one.conversationId,
  ]);
  const other = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    ...answering(one),
    subject: "Orçamento para doze vasos",
    text: quoting(one, "Bom dia, quanto custam doze vasos?"),
    vouched: true,
  });
  expect(other.row.conversationId).not.toBe(one.conversationId);
  expect(other.mail?.verdict).toMatchObject({
    placement: { kind: "new", possiblyRelated: [one.conversationId] },
    candidates: [
      { rule: "reply-address", rejectedBecause: "topic-changed" },
      { rule: "own-message-id", rejectedBecause: "topic-changed" },
      { rule: "stored-id", rejectedBecause: "topic-changed" },
    ],
  });
  expect(await statusOf(one.conversationId)).toBe("closed");
});

test("an out-of-office is seen in its conversation, and wakes nobody", async () => {
  const one = await talk();
  await resolve(one.conversationId);
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
  expect(await statusOf(one.conversationId)).toBe("resolved");
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
  const one = await talk();
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
  const one = await talk();
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
  const shop = { address: `${randomUUID()}@shop.example.com`, authservId: "mx.example.com" };
  const server = await startMailExchanger();
  try {
    const inbox = await addAcknowledging(shop.address, server.port);
    const write = async (letter: Omit<Letter, "from" | "text">): Promise<string> => {
      const id = `${randomUUID()}@robots.example.net`;
      const whole = { ...letter, from: robot, text: `Olá! ${letter.subject}`, id };
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
    for (const { row } of opened) {
      await until(async () => {
        const messages = await stage.messages(row.conversationId ?? "");
        return messages.map(({ delivery }) => delivery?.status).includes("sent");
      }, CRASH_WAIT_MAX_MS);
    }
    // One in doubt may be sent once more, as the same mail (design, invariant 10).
    const ids = server.taken.map(({ bytes }) => /^Message-ID:\s+<(.+)>/im.exec(bytes)?.[1]);
    expect(new Set(ids).size).toBe(5);
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
