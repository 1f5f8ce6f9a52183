import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/* What a category asks for: told by whoever works on the conversation, and in time for its end. */

jest.setTimeout(120_000);

const CUSTOMERS = {
  refund: ["+5511900000061", "Quero meu dinheiro de volta"],
  early: ["+5511900000063", "Vocês abrem no sábado?"],
  answered: ["+5511900000062", "Posso desistir da compra?"],
} as const;

let stage: ConsoleStage;
let page: Page;
beforeAll(async () => {
  stage = await startConsoleStage("about");
  for (const [from, text] of Object.values(CUSTOMERS)) await stage.customerSays(from, text);
  page = await stage.open("ana", "/inbox");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => {
  expect(stage.troubles.splice(0)).toEqual([]);
});

const conversationOf = async (address: string) => {
  const [row] = await stage.query<{ id: string; status: string; fields: unknown; told: unknown }>(
    `select c.id, c.status, c.category_fields as fields,
       (select json_agg(a.data->'fields' order by a.id) from activities a
         where a.conversation_id = c.id and a.kind = 'categorized') as told
     from conversations c where c.address = $1`,
    [`tel:${address}`],
  );
  if (row === undefined) throw new Error(`no conversation of ${address}`);
  return row;
};

/** Opens one and takes it, and says by keys what it is about. */
async function takeAsRefund([address, text]: readonly [string, string]): Promise<void> {
  const row = page.getByRole("row").filter({ hasText: text });
  await row.waitFor();
  const { id } = await conversationOf(address);
  await stage.api("ana").post(`/conversations/${id}/claim`, {});
  await page.goto(`/inbox/${id}`);
  const thread = page.getByRole("log", { name: "Mensagens" });
  await thread.getByText(text).waitFor();
  await thread.focus();
  await page.keyboard.press("c");
  await page.getByPlaceholder("Buscar motivo").waitFor();
  await page.keyboard.type("reemb");
  await page.getByRole("option", { name: /Reembolso/ }).waitFor();
  await page.keyboard.press("Enter");
}

const dialog = () => page.getByRole("dialog", { name: "Financeiro › Reembolso" });

async function choosePayment(name: string): Promise<void> {
  await dialog()
    .getByRole("button", { name: /Forma de pagamento/ })
    .click();
  await page.getByRole("option", { name }).click();
}

test("what a category needs at the end is asked for when it is chosen, can wait, and is asked for at the end", async () => {
  const [address] = CUSTOMERS.refund;
  await takeAsRefund(CUSTOMERS.refund);
  await dialog().getByLabel("Número do pedido").fill("não sei!");
  await page.keyboard.press("Control+Enter");
  await dialog().getByText("Confira: não parece certo.").waitFor();
  expect(stage.troubles.splice(0)).toEqual([expect.stringContaining("400")]);
  await dialog().getByLabel("Número do pedido").fill("#98-1");
  await page.keyboard.press("Control+Enter");
  await dialog().waitFor({ state: "detached" });
  await page.getByText("98-1").first().waitFor();

  await page.getByRole("log", { name: "Mensagens" }).focus();
  await page.keyboard.press("e");
  await dialog().getByRole("button", { name: "Salvar e resolver" }).click();
  await dialog().getByText("Preencha este campo").waitFor();
  expect(await conversationOf(address)).toMatchObject({ status: "open" });
  await choosePayment("Pix");
  await dialog().getByRole("button", { name: "Salvar e resolver" }).click();
  await dialog().waitFor({ state: "detached" });
  await until("it is resolved", async () => (await conversationOf(address)).status === "resolved");
  expect(await conversationOf(address)).toMatchObject({
    fields: { pedido: "98-1", forma: "Pix" },
    told: [null, ["Número do pedido"], ["Forma de pagamento"]],
  });
});

test("an answer that is to end it waits for what is missing, and leaves once with the end", async () => {
  const [address] = CUSTOMERS.answered;
  await takeAsRefund(CUSTOMERS.answered);
  await dialog().waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  await page.getByText("Financeiro › Reembolso").first().waitFor();
  const writing = page.getByRole("textbox", { name: /^Resposta/ });
  await writing.fill("Seu dinheiro já está a caminho.");
  await writing.press("Control+Shift+Enter");
  await dialog().waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(await writing.inputValue()).toBe("Seu dinheiro já está a caminho.");
  await writing.press("Control+Shift+Enter");
  await choosePayment("Cartão");
  await dialog().getByRole("button", { name: "Salvar, enviar e resolver" }).click();
  await until("it is resolved", async () => (await conversationOf(address)).status === "resolved");
  const sent = await stage.query(
    `select m.text from messages m join conversations c on c.id = m.conversation_id
     where c.address = $1 and m.direction = 'outbound' and m.agent_id is not null`,
    [`tel:${address}`],
  );
  expect(sent).toEqual([{ text: "Seu dinheiro já está a caminho." }]);
});

test("what is typed before the list is there opens nothing else and is no answer to the customer", async () => {
  const [address, text] = CUSTOMERS.early;
  const { id } = await conversationOf(address);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/layers-[^/]*\.js$/, (route) => held.then(() => route.continue()));
  await page.goto(`/inbox/${id}`);
  const thread = page.getByRole("log", { name: "Mensagens" });
  await thread.getByText(text).waitFor();
  await thread.focus();
  await page.keyboard.press("c");
  await page.keyboard.type("reemb");
  release();
  await page.getByPlaceholder("Buscar motivo").waitFor();
  await page.keyboard.press("Escape");
  await page.getByPlaceholder("Buscar motivo").waitFor({ state: "detached" });
  expect(await page.getByRole("textbox", { name: /^Resposta/ }).inputValue()).toBe("");
});

test("whoever gets it by a direction reads what was registered", async () => {
  const { id } = await conversationOf(CUSTOMERS.refund[0]);
  await page.goto(`/inbox/${id}`);
  const facts = page.getByRole("complementary");
  await facts.getByText("98-1").first().waitFor();
  await facts.getByText("Forma de pagamento").first().waitFor();
});
