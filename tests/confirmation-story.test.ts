import { randomUUID } from "node:crypto";
import { FakeSmsProvider, Journal, postSigned } from "../packages/lab/src/index.ts";
import { type AskView, askView, inboxView } from "../packages/protocol/src/index.ts";
import { until } from "./email/until.ts";
import { MailStage } from "./mail-story/mail-stage.ts";
import { answering, quoting, resolve, statusOf, talk } from "./mail-story/talk.ts";
import { openChat, type Pages, say, startPages } from "./story/pages.ts";

/**
 * After "resolve" the customer says on their own channel whether it is solved: by mail (the page of a
 * link, and words), by SMS (numbers) and in a chat (buttons of the real widget), each with "yes" and
 * "no"; on the built gateway, which is killed between "resolve" and the question. WhatsApp is walked in
 * `whatsapp/cloud-confirmation.test.ts`.
 */

/** A busy machine, and a sweep each second. */
const PATIENCE_MS = 30_000;

let stage: MailStage;
let pages: Pages;
let provider: FakeSmsProvider;
let smsDoor: { url: string; secret: string };
let smsInbox: string;

beforeAll(async () => {
  stage = await MailStage.start({ PRIVATE_NETWORKS: "127.0.0.0/8" });
  pages = await startPages(() => stage.gateway.origin);
  const journal = new Journal({ run: "confirmation", seed: "1", actor: "provider" });
  provider = await FakeSmsProvider.start({ journal, account: "sms" });
  const { secret } = provider;
  const settings = { provider: "generic", secret, from: "+551140000000", sendUrl: provider.url };
  const made = await stage.admin.post("/inboxes", { name: "SMS", channel: "sms", settings });
  smsInbox = inboxView.pick({ id: true }).parse(made).id;
  smsDoor = { url: `${stage.gateway.origin}/webhooks/${smsInbox}`, secret };
  // The demo asks two minutes after "resolve".
  await stage.query("update confirmation_policies set delay_ms = 0");
}, 180_000);
afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

/** The demo asks how it was, too: those are other questions. */
async function asksOf(id: string): Promise<readonly AskView[]> {
  const all = askView.array();
  const asked = all.parse(Object(await stage.admin.get(`/conversations/${id}/asks`)).items);
  return asked.filter(({ kind }) => kind === "confirmation");
}

/** Waits until the newest question of a conversation is so. */
async function askIs(id: string, state: AskView["state"]): Promise<AskView> {
  let newest: AskView | undefined;
  await until(async () => {
    newest = (await asksOf(id)).at(-1);
    return newest?.state === state;
  }, PATIENCE_MS);
  if (!newest) throw new Error("nothing is asked");
  return newest;
}

describe("by mail", () => {
  /** Answered, solved, and asked. @returns the paths of the links in the letter */
  async function askedByMail() {
    const one = await talk(stage, `Pedido ${randomUUID().slice(0, 8)}`);
    await resolve(stage, one.conversationId);
    const letter = await stage.caught(
      ({ to, text }) => to[0]?.address === one.customer && text.includes("/a/"),
    );
    const links = [...letter.text.matchAll(/https?:\/\/\S+\/a\/\S+/g)].map(([url]) => url);
    return { ...one, letter, links };
  }

  test("the question is automatic mail with two links, which nobody but its reader has", async () => {
    const { conversationId, letter, links } = await askedByMail();
    expect(letter).toMatchObject({ automatic: "auto-generated" });
    expect(links.map((url) => new URL(url).searchParams.get("answer"))).toEqual(["yes", "no"]);
    const stored = JSON.stringify([
      await stage.messages(conversationId),
      await stage.query("select * from messages where conversation_id = $1", [conversationId]),
      await stage.query("select * from asks where conversation_id = $1", [conversationId]),
    ]);
    expect(stored).not.toContain(new URL(links[0] ?? "").pathname.slice("/a/".length));
  });

  test.each(["yes", "no"] as const)(
    "%s on the page counts, and what a scanner follows does not",
    async (value) => {
      const { conversationId, links } = await askedByMail();
      for (const url of links) {
        for (const method of ["GET", "HEAD"]) await fetch(url, { method });
      }
      await askIs(conversationId, "open");
      const url = links.find((link) => link.endsWith(`answer=${value}`)) ?? "";
      const page = await pages.open(new URL(url).pathname + new URL(url).search);
      await page.getByRole("button", { name: /^Confirmar/ }).click();
      await page.getByRole("heading", { name: "Obrigado pela resposta" }).waitFor();
      const ask = await askIs(conversationId, "answered");
      expect(ask).toMatchObject({ answer: value, answeredBy: "link" });
      expect(await statusOf(stage, conversationId)).toBe(value === "no" ? "open" : "resolved");
    },
  );

  test.each([
    ["Sim, obrigada!", "yes", "resolved"],
    ["Não", "no", "open"],
  ])("%j as a reply is %s", async (words, answer, status) => {
    const one = await askedByMail();
    const asked = { ...one, answer: one.letter };
    await stage.writeAndSee({
      from: one.customer,
      to: one.letter.replyTo[0]?.address ?? one.replyTo,
      ...answering(asked),
      text: quoting(asked, words),
      vouched: true,
    });
    expect(await askIs(one.conversationId, "answered")).toMatchObject({
      answer,
      answeredBy: "words",
    });
    expect(await statusOf(stage, one.conversationId)).toBe(status);
  });

  test("after an agent opened it again the page says so, and changes nothing", async () => {
    const { conversationId, links } = await askedByMail();
    await stage.admin.post(`/conversations/${conversationId}/reopen`, {});
    const page = await pages.open(new URL(links[0] ?? "").pathname);
    await page.getByRole("heading", { name: "Não é mais preciso responder" }).waitFor();
    expect(await askIs(conversationId, "withdrawn")).toMatchObject({ because: "reopened" });
  });
});

describe("by SMS", () => {
  let used = 0;
  /** Numbers of the range that is nobody's. */
  const customer = () => {
    used += 1;
    return `+551190000${String(1_000 + used)}`;
  };

  async function write(phone: string, text: string): Promise<void> {
    const id = randomUUID();
    await until(async () => {
      // An inbox that was added a moment ago has no door yet.
      const status = await postSigned(smsDoor, id, JSON.stringify({ id, from: phone, text }));
      return status === 204 || status === 200;
    }, PATIENCE_MS);
  }

  async function conversationOf(phone: string): Promise<string> {
    let found: string | undefined;
    await until(async () => {
      const rows = await stage.query<{ id: string }>(
        "select id from conversations where inbox_id = $1 and address = $2",
        [smsInbox, `tel:${phone}`],
      );
      found = rows[0]?.id;
      return found !== undefined;
    }, PATIENCE_MS);
    return found ?? "";
  }

  async function solve(conversationId: string): Promise<void> {
    await stage.admin.post(`/conversations/${conversationId}/messages`, {
      clientId: randomUUID(),
      text: "Reenviado.",
      andThen: "resolve",
    });
  }

  const sentTo = (phone: string) =>
    provider.submissions.filter(({ to }) => to === phone).map(({ text }) => text);

  test.each([
    ["1", "yes", "resolved"],
    ["2", "no", "open"],
  ])("%s is %s, once, however often the provider tells it", async (number, answer, status) => {
    const phone = customer();
    await write(phone, "Meu boleto não chegou");
    const conversationId = await conversationOf(phone);
    await solve(conversationId);
    await askIs(conversationId, "open");
    await until(
      () => sentTo(phone).some((text) => text.includes("2. Não, ainda não")),
      PATIENCE_MS,
    );
    const id = randomUUID();
    const body = JSON.stringify({ id, from: phone, text: number });
    await Promise.all([1, 2, 3].map(() => postSigned(smsDoor, id, body)));
    expect(await askIs(conversationId, "answered")).toMatchObject({ answer, answeredBy: "number" });
    expect(await statusOf(stage, conversationId)).toBe(status);
    const told = await stage.query(
      "select from activities where conversation_id = $1 and kind = 'confirmation-answered'",
      [conversationId],
    );
    expect(told).toHaveLength(1);
  });

  test("a gateway that dies after resolve asks when it is back, once", async () => {
    const phone = customer();
    await write(phone, "A entrega atrasou");
    const conversationId = await conversationOf(phone);
    await stage.query("update confirmation_policies set delay_ms = 6000");
    await solve(conversationId);
    // An answer in the hands of whoever dies would hold up what comes after it until its claim is over.
    await until(async () => {
      const [row] = await stage.query<{ status: string }>(
        "select status from deliveries where conversation_id = $1",
        [conversationId],
      );
      return row?.status === "sent";
    }, PATIENCE_MS);
    expect(await asksOf(conversationId)).toMatchObject([{ state: "planned" }]);
    await stage.gateway.kill();
    await stage.gateway.start();
    await stage.query("update confirmation_policies set delay_ms = 0");
    await askIs(conversationId, "open");
    const isAsked = (text: string) => text.includes("foi encerrado");
    await until(() => sentTo(phone).some(isAsked), PATIENCE_MS);
    expect(sentTo(phone).filter(isAsked)).toHaveLength(1);
    await write(phone, "2");
    await askIs(conversationId, "answered");
  }, 90_000);
});

test("in a chat the buttons of the widget are the answer: no, and, solved again, yes", async () => {
  const shop = await pages.open("/demo");
  const chat = await openChat(shop);
  await say(chat, "Oi, meu cupom não funciona");
  let id = "";
  await until(async () => {
    const [row] = await stage.query<{ id: string }>(
      "select id from conversations where channel = 'webchat' order by arrived_at desc limit 1",
    );
    id = row?.id ?? "";
    return id !== "";
  }, PATIENCE_MS);
  const solve = () =>
    stage.admin.post(`/conversations/${id}/messages`, {
      clientId: randomUUID(),
      text: "Corrigi o cupom.",
      andThen: "resolve",
    });
  const timeout = PATIENCE_MS;
  await solve();
  await chat.getByRole("button", { name: "Não, ainda não" }).last().click({ timeout });
  expect(await askIs(id, "answered")).toMatchObject({ answer: "no", answeredBy: "button" });
  await chat.locator(".bubble", { hasText: "foi reaberto" }).waitFor({ timeout });
  expect(await statusOf(stage, id)).toBe("open");

  await solve();
  await until(async () => (await asksOf(id)).length === 2, PATIENCE_MS);
  await askIs(id, "open");
  await chat.getByRole("button", { name: "Sim, foi resolvido" }).last().click({ timeout });
  expect(await askIs(id, "answered")).toMatchObject({ answer: "yes", answeredBy: "button" });
  expect(await statusOf(stage, id)).toBe("resolved");
}, 90_000);
