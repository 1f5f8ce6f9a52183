import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/* How a conversation ends: what its queue asks for is asked in one dialog, and with no rule nothing is. */

jest.setTimeout(120_000);

const CUSTOMERS = {
  quick: ["+5511900000071", "Qual o horário de vocês?"],
  asked: ["+5511900000072", "Recebi a cor errada"],
  sent: ["+5511900000073", "O cupom não funciona"],
} as const;

let stage: ConsoleStage;
let page: Page;
let queueId: string;
beforeAll(async () => {
  stage = await startConsoleStage("closing");
  for (const [from, text] of Object.values(CUSTOMERS)) await stage.customerSays(from, text);
  page = await stage.open("ana", "/inbox");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => expect(stage.troubles.splice(0)).toEqual([]));

const conversationOf = async (address: string) => {
  const [row] = await stage.query<{
    id: string;
    status: string;
    resolution: string | null;
    queueId: string;
    category: string | null;
    data: unknown;
  }>(
    `select c.id, c.status, c.resolution, c.queue_id as "queueId", c.category,
       (select a.data from activities a where a.conversation_id = c.id and a.kind = 'resolved') as data
     from conversations c where c.address = $1`,
    [`tel:${address}`],
  );
  if (row === undefined) throw new Error(`no conversation of ${address}`);
  return row;
};

async function take([address, text]: readonly [string, string]): Promise<void> {
  await until("it is routed", async () =>
    Boolean(
      (await stage.query("select 1 from conversations where address = $1", [`tel:${address}`]))[0],
    ),
  );
  const { id } = await conversationOf(address);
  await stage.api("ana").post(`/conversations/${id}/claim`, {});
  await page.goto(`/inbox/${id}`);
  const thread = page.getByRole("log", { name: "Mensagens" });
  await thread.getByText(text).waitFor();
  await thread.focus();
}

const dialog = () => page.getByRole("dialog", { name: "Antes de resolver" });
const isResolved = (address: string) =>
  until("it is resolved", async () => (await conversationOf(address)).status === "resolved");

test("with no rule the end is one key", async () => {
  const [address] = CUSTOMERS.quick;
  await take(CUSTOMERS.quick);
  await page.keyboard.press("e");
  await isResolved(address);
  expect(await conversationOf(address)).toMatchObject({ resolution: null, data: {} });
});

test("an admin says what a queue asks before the end", async () => {
  ({ queueId } = await conversationOf(CUSTOMERS.asked[0]));
  const admin = await stage.open("gustavo", `/settings/queues/${queueId}`);
  await admin.getByText("Exigir um motivo").click();
  await admin.getByRole("radio", { name: "Exigir", exact: true }).press("Space");
  await admin.getByText("Quem encerra pode deixar de enviar a pesquisa").click();
  await admin.getByRole("button", { name: "Salvar" }).press("Enter");
  await admin.getByText(/salva/).first().waitFor();
  const [row] = await stage.query(
    `select closing_needs_category as category, closing_resolution as resolution,
       closing_survey_may_be_left_out as survey from queues where id = $1`,
    [queueId],
  );
  expect(row).toEqual({ category: true, resolution: "required", survey: true });
  await admin.context().close();
});

test("what it asks is asked in one dialog, and what was said is in the story", async () => {
  const [address] = CUSTOMERS.asked;
  await take(CUSTOMERS.asked);
  await page.keyboard.press("e");
  await dialog().waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog().getByText("Preencha este campo").first().waitFor();
  expect(await dialog().getByText("Preencha este campo").count()).toBe(2);
  expect(await conversationOf(address)).toMatchObject({ status: "open" });
  await dialog()
    .getByRole("combobox", { name: /Motivo/ })
    .fill("reemb");
  await page.keyboard.press("Enter");
  await dialog()
    .getByRole("button", { name: /Forma de pagamento/ })
    .click();
  await page.getByRole("option", { name: "Pix" }).click();
  await dialog()
    .getByRole("textbox", { name: /Como foi resolvida/ })
    .fill("Troca enviada hoje");
  await dialog().getByText("Enviar a pesquisa de satisfação").click();
  await page.keyboard.press("Control+Enter");
  await isResolved(address);
  expect(await conversationOf(address)).toMatchObject({
    resolution: "Troca enviada hoje",
    category: expect.any(String),
    data: { resolution: "Troca enviada hoje", survey: "left-out" },
  });
  const { id } = await conversationOf(address);
  await page.goto(`/inbox/${id}`);
  await page.getByText("Ana Souza resolveu, sem pesquisa: Troca enviada hoje").first().waitFor();
});

test("an answer that ends it asks the same, and leaves once with the end", async () => {
  const [address] = CUSTOMERS.sent;
  await take(CUSTOMERS.sent);
  const writing = page.getByRole("textbox", { name: /^Resposta/ });
  await writing.fill("Mandei um cupom novo.");
  await writing.press("Control+Shift+Enter");
  await dialog().waitFor();
  // The list of categories first, then the dialog.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(await writing.inputValue()).toBe("Mandei um cupom novo.");
  await writing.press("Control+Shift+Enter");
  await dialog()
    .getByRole("combobox", { name: /Motivo/ })
    .fill("defeito");
  await page.keyboard.press("Enter");
  await dialog()
    .getByRole("textbox", { name: /Como foi resolvida/ })
    .fill("Cupom novo");
  await page.keyboard.press("Control+Enter");
  await isResolved(address);
  expect(await conversationOf(address)).toMatchObject({ data: { resolution: "Cupom novo" } });
  const sent = await stage.query(
    `select m.text from messages m join conversations c on c.id = m.conversation_id
     where c.address = $1 and m.direction = 'outbound' and m.agent_id is not null`,
    [`tel:${address}`],
  );
  expect(sent).toEqual([{ text: "Mandei um cupom novo." }]);
});
