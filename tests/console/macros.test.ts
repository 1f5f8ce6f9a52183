import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** A supervisor makes a macro; an agent applies some, takes one back, and is told why one was refused. */
jest.setTimeout(120_000);

const CUSTOMER = "+5511900000091";
const WRITTEN = "Oi, Marina!";

let stage: ConsoleStage;
let ana: Page;
beforeAll(async () => {
  stage = await startConsoleStage("macros");
  await stage.customerSays(CUSTOMER, "Vocês já receberam?");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => {
  expect(stage.troubles.splice(0)).toEqual([]);
});

interface Kept {
  readonly id: string;
  readonly status: string;
  readonly tags: readonly string[];
}

async function conversation(): Promise<Kept> {
  const [row] = await stage.query<{ id: string; status: string; tags: string[] }>(
    "select id, status, tags from conversations where address = $1",
    [`tel:${CUSTOMER}`],
  );
  if (row === undefined) throw new Error("nobody wrote");
  return row;
}

const reply = (page: Page) => page.getByRole("textbox", { name: /^Resposta por/ });
const palette = (page: Page) => page.getByRole("dialog", { name: "Aplicar macro" });

/** To the thread, where keys are verbs: it must be drawn to be gone to. */
async function leaveReply(page: Page): Promise<void> {
  await page.getByRole("log").getByText("Vocês já receberam?").waitFor();
  await reply(page).press("Escape");
  await until("the thread has focus", () =>
    reply(page).evaluate((box) => box !== document.activeElement),
  );
}

/** Adds an act from the menu, by the keyboard; the focus is in its first field then. */
async function addAct(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: "Acrescentar ação" }).press("Enter");
  await page.getByRole("menuitem", { name: new RegExp(`^${act}`) }).press("Enter");
  await page.getByRole("button", { name: `Retirar: ${act}` }).waitFor();
}

test("a macro is put together by the keyboard; what it cannot do says why, and leaving asks", async () => {
  const page = await stage.open("fernanda", "/settings/macros");
  await page.getByRole("row", { name: /Pedir comprovante/ }).waitFor();
  await page.getByRole("button", { name: "Nova macro" }).press("Enter");
  await page.getByRole("textbox", { name: /^Nome/ }).fill("Fechar com nota");
  await addAct(page, "Resolver");
  await addAct(page, "Nota interna");
  await page.getByLabel("Texto da nota").fill("Conferido com {{cliente.cpf}}");

  // In the order they are done in, whichever was added first.
  const acts = page.getByRole("list", { name: "O que ela faz" }).getByRole("heading");
  expect(await acts.allTextContents()).toEqual(["Nota interna", "Resolver"]);
  await page.getByRole("button", { name: "Acrescentar ação" }).press("Enter");
  await page
    .getByRole("menuitem", { name: /^Adiar/ })
    .getByText("A macro já termina em “Resolver”")
    .waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Criar macro" }).press("Enter");
  await page.getByText("Não existe: cliente.cpf").waitFor();
  await page.getByLabel("Texto da nota").fill("Conferido com {{cliente.primeiro_nome}}");
  await page.getByRole("link", { name: "Respostas rápidas" }).press("Enter");
  const leaving = page.getByRole("alertdialog");
  // The cross at the top, and the button below.
  await leaving.getByRole("button", { name: "Continuar editando" }).last().press("Enter");
  await leaving.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Criar macro" }).press("Enter");
  await page.getByRole("row", { name: /Fechar com nota/ }).waitFor();
  await page.getByRole("searchbox", { name: "Buscar por nome ou ação" }).fill("conferido");
  await page.getByRole("row", { name: /Pedir comprovante/ }).waitFor({ state: "detached" });
  await page.getByRole("row", { name: /Fechar com nota/ }).waitFor();
  await page.context().close();
});

test("what is applied is said, its words go below what was written, and all of it is taken back", async () => {
  const { id } = await conversation();
  await stage.api("ana").post(`/conversations/${id}/claim`, { epoch: 0 });
  ana = await stage.open("ana", `/inbox/${id}`);
  await reply(ana).fill(WRITTEN);
  await leaveReply(ana);
  await ana.keyboard.press("m");
  await palette(ana)
    .getByRole("option", { name: /Encerrar sem retorno/ })
    .waitFor();
  await ana.keyboard.type("comprovante");
  await palette(ana).getByText("Adia até o cliente escrever").waitFor();
  await palette(ana).getByText("pode nos enviar o comprovante").waitFor();
  await ana.keyboard.press("Enter");
  await ana.getByText("Macro “Pedir comprovante” aplicada").waitFor();
  await until("the words are in the reply", async () =>
    (await reply(ana).inputValue()).includes("comprovante"),
  );
  expect((await reply(ana).inputValue()).startsWith(`${WRITTEN}\n\nOlá, `)).toBe(true);
  expect(await conversation()).toMatchObject({ status: "snoozed", tags: ["comprovante"] });

  await ana.getByRole("button", { name: "Desfazer" }).click();
  await ana.getByText("Macro desfeita.").waitFor();
  expect(await reply(ana).inputValue()).toBe(WRITTEN);
  expect(await conversation()).toMatchObject({ status: "open", tags: [] });
});

test("an act that is refused is named with its reason, and nothing of the macro is done", async () => {
  const { id } = await conversation();
  const bruno = await stage.api("bruno").get("/session");
  const { agent } = bruno as { agent: { id: string } };
  await leaveReply(ana);
  await ana.keyboard.press("Control+k");
  await ana.getByPlaceholder("O que você quer fazer?").waitFor();
  await ana.keyboard.type("aplicar macro");
  await ana.getByRole("option", { name: "Aplicar macro" }).waitFor();
  await ana.keyboard.press("Enter");
  await palette(ana).getByRole("option").first().waitFor();
  await ana.keyboard.type("encerrar");
  await palette(ana).getByText("Resolve a conversa").waitFor();
  // At the last moment: the console looks for itself each minute.
  await stage.query(
    "update conversations set assignee_id = $2, epoch = epoch + 1, version = version + 1 where id = $1",
    [id, agent.id],
  );
  await ana.keyboard.press("Enter");
  await ana
    .getByText("A macro “Encerrar sem retorno” não foi aplicada, nada mudou. Resolver:")
    .waitFor();
  expect(await conversation()).toMatchObject({ status: "open", tags: [] });
  // What the browser itself says of a refusal.
  expect(stage.troubles.splice(0)).toEqual([expect.stringContaining("409 (Conflict)")]);
});
