import type { Page } from "playwright-core";
import { FILLED_IN_MIN_MS } from "../packages/domain/src/index.ts";
import { until } from "./email/until.ts";
import { MailStage } from "./mail-story/mail-stage.ts";
import { answer, breaches, logIn, type Pages, startPages } from "./story/pages.ts";

/**
 * A contact form from end to end, on the built gateway: a customer without JavaScript sends it, an agent
 * answers in the console, the answer goes to the address that was typed, and the customer's answer to that
 * proves the address and makes them one with whom we know by it.
 */

const CUSTOMER = "marina@cliente.example.com";
const WAIT_MAX_MS = 30_000;

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

/** People read before they write: a form that is sent faster comes back. */
async function hasBeenOpen(page: Page, forMs: number): Promise<void> {
  await page.waitForFunction((ms) => {
    const token = document.querySelector<HTMLInputElement>("[name=_page]")?.value ?? "";
    return Date.now() - Number.parseInt(token.split(".")[1] ?? "", 36) > ms;
  }, forMs);
}

const contacts = () =>
  stage.query<{ name: string; address: string; evidence: string }>(
    `select c.name, i.address, i.evidence from identities i join contacts c on c.id = i.contact_id
      where i.address like 'mailto:%' or i.address like 'form:%' order by i.address`,
  );

test("form, agent, customer: one conversation, answered by mail, whose writer is proven by their answer", async () => {
  // A customer we know by mail, with a matter of their own.
  const known = await stage.writeAndSee({
    from: CUSTOMER,
    fromName: "Marina Costa",
    subject: "Vaso trincado",
    text: "O vaso chegou trincado.",
    vouched: true,
  });
  const [form] = await stage.query<{ id: string }>("select id from inboxes where channel = 'form'");
  const desk = await pages.open("/");
  await logIn(desk, stage.login);

  const page = await pages.open(`/f/${form?.id}?name=Marina`);
  await page.getByRole("heading", { name: "Fale com a Loja Ipê" }).waitFor();
  expect(await page.getByLabel("Nome").inputValue()).toBe("Marina");
  await page.getByRole("button", { name: "Enviar" }).click();
  // Everything that is wrong, first; what was typed is still there.
  await page.getByRole("link", { name: "E-mail" }).click();
  expect(await breaches(page)).toEqual([]);
  await page.getByRole("textbox", { name: "E-mail" }).fill(CUSTOMER);
  await page.getByLabel("Motivo").selectOption("Troca");
  await page.getByLabel("Mensagem").fill("Quero trocar a luminária.");
  await hasBeenOpen(page, FILLED_IN_MIN_MS);
  await page.getByRole("button", { name: "Enviar" }).click();
  await page.getByRole("heading", { name: "Recebemos sua mensagem" }).waitFor();
  const protocol = await page.getByRole("status").locator("strong").textContent();
  await page.getByText("Recebida, na fila de atendimento").waitFor();
  expect(await breaches(page)).toEqual([]);

  const [row] = await stage.query<{ id: string; channel: string; contactId: string }>(
    'select id, channel, contact_id as "contactId" from conversations where protocol = $1',
    [protocol],
  );
  const conversationId = row?.id ?? "";
  expect(row?.channel).toBe("form");
  expect(conversationId).not.toBe(known.row.conversationId);

  await desk.getByText("Quero trocar a luminária.").first().click();
  await desk
    .getByText(/Veio de um formulário/)
    .first()
    .waitFor();
  await answer(desk, "Claro, Marina! Como prefere trocar?");
  const letter = await stage.caught(({ text }) => text.includes("Como prefere trocar"));
  expect(letter).toMatchObject({ subject: "Re: Sua mensagem", to: [{ address: CUSTOMER }] });
  await page.reload();
  await page.getByText("Respondida por e-mail").waitFor();
  expect(await page.content()).not.toContain("Como prefere trocar");

  const answered = await stage.writeAndSee({
    from: CUSTOMER,
    fromName: "Marina Costa",
    subject: "Re: Sua mensagem",
    text: "Pode ser amanhã.",
    inReplyTo: letter.messageId,
    vouched: true,
  });
  expect(answered.row.conversationId).toBe(conversationId);
  expect(answered.mail?.writer).toBe("requester");
  await until(
    async () => (await contacts()).every(({ name }) => name === "Marina Costa"),
    WAIT_MAX_MS,
  );
  expect(await contacts()).toEqual([
    expect.objectContaining({
      address: expect.stringMatching(/^form:/),
      evidence: "self-declared",
    }),
    expect.objectContaining({ address: `mailto:${CUSTOMER}`, evidence: "channel-proven" }),
  ]);
  expect(pages.troubles).toEqual([]);
}, 120_000);
