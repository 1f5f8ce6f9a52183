import { MailStage } from "./mail-story/mail-stage.ts";
import { answer, breaches, logIn, type Pages, startPages } from "./story/pages.ts";

/**
 * A conversation by mail from end to end, on the built gateway and in a real browser: a customer writes
 * by SMTP, an agent answers in the console, the customer answers that on the demo's own mail page; the
 * server is killed on the way.
 */

/** Recovery of a page after a kill, on a busy machine. */
const timeout = 30_000;
const CUSTOMER = "marina@cliente.example.com";

let stage: MailStage;
let pages: Pages;

beforeAll(async () => {
  stage = await MailStage.start();
  pages = await startPages(() => stage.gateway.origin);
}, 120_000);
afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

test("customer, agent, customer: one conversation by mail, over a kill; nothing is missing or double", async () => {
  const desk = await pages.open("/");
  await logIn(desk, stage.login);
  const first = await stage.writeAndSee({
    from: CUSTOMER,
    fromName: "Marina Costa",
    subject: "Vaso chegou trincado",
    text: "Oi, o vaso do pedido 1234 chegou trincado.",
    vouched: true,
  });
  await desk.getByText("Oi, o vaso do pedido").first().click();
  await desk.getByText("Vaso chegou trincado").first().waitFor();
  const log = desk.getByRole("log");
  await log.getByText("chegou trincado.").first().waitFor();

  await stage.gateway.kill();
  await answer(desk, "Que pena, Marina! Enviamos outro hoje.");
  await stage.gateway.start();

  const shop = await pages.open("/demo/mail");
  await shop
    .getByRole("link", { name: /Vaso chegou trincado/ })
    .first()
    .click({ timeout });
  await shop.getByText("Enviamos outro hoje.").first().waitFor({ timeout });
  const [letter] = (await stage.letters()).filter(({ direction }) => direction === "received");
  expect(letter).toMatchObject({
    subject: "Re: Vaso chegou trincado",
    to: [{ address: CUSTOMER }],
    inReplyTo: [first.mail?.mailId],
    messageId: expect.stringMatching(/^m\.[0-9a-z]{26}\.[0-9a-z]{16}@loja\.example\.com$/),
    replyTo: [{ address: expect.stringMatching(/^atendimento\+c\.[0-9a-z]{26}\.[0-9a-z]{10}@/) }],
  });

  await shop.getByText("Como HTML").click();
  await shop.frameLocator("iframe").getByText("Enviamos outro hoje.").waitFor({ timeout });
  expect(await breaches(shop)).toEqual([]);
  await shop.getByLabel("Mensagem").fill("Obrigada pela rapidez!");
  await shop.getByRole("button", { name: "Enviar resposta" }).click();
  await shop.getByText(/^Enviada\./).waitFor({ timeout });
  await log.getByText("Obrigada pela rapidez!").first().waitFor({ timeout });

  const conversationId = first.row.conversationId ?? "";
  const messages = await stage.messages(conversationId);
  expect(messages.map(({ seq, direction, text }) => [seq, direction, text])).toEqual([
    [1, "inbound", "Oi, o vaso do pedido 1234 chegou trincado."],
    [2, "outbound", "Que pena, Marina! Enviamos outro hoje."],
    [3, "inbound", "Obrigada pela rapidez!"],
  ]);
  expect(messages[1]?.delivery).toMatchObject({
    status: "sent",
    recipients: [{ address: CUSTOMER, status: "accepted" }],
  });
  expect(messages[2]?.mail?.writer).toBe("requester");
  const received = (await stage.letters()).filter(({ direction }) => direction === "received");
  expect(received).toHaveLength(1);
  expect(await stage.query("select 1 from ledger where state = 'accepted'")).toEqual([]);
  expect(pages.troubles).toEqual([]);
}, 180_000);
