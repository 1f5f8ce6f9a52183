import { randomUUID } from "node:crypto";
import { MailStage } from "./mail-story/mail-stage.ts";
import { answering, quoting, resolve, statusOf, talk } from "./mail-story/talk.ts";

/**
 * What people's mails join and what they do not, on the built gateway: mails come in by SMTP, answers
 * leave by SMTP, and the API says where each was put and why.
 */

jest.setTimeout(150_000);

let stage: MailStage;

beforeAll(async () => {
  stage = await MailStage.start();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

test("our answer names what it answers, and itself so that only we could have", async () => {
  const one = await talk(stage);
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
  const one = await talk(stage);
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
  const one = await talk(stage);
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
  const one = await talk(stage);
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
  const one = await talk(stage);
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
  const one = await talk(stage);
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
  const one = await talk(stage);
  await resolve(stage, one.conversationId);
  const again = await stage.writeAndSee({
    from: one.customer,
    to: one.replyTo,
    ...answering(one),
    text: quoting(one, "Ainda não chegou."),
    vouched: true,
  });
  expect(again.row.conversationId).toBe(one.conversationId);
  expect(await statusOf(stage, one.conversationId)).toBe("open");

  await resolve(stage, one.conversationId);
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
  const one = await talk(stage);
  await resolve(stage, one.conversationId);
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
  expect(await statusOf(stage, one.conversationId)).toBe("closed");
});
