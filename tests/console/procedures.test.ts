import type { Locator, Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/* A procedure that runs in a conversation, on the built gateway, with a browser for each person. */

/** Two browsers on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("procedures");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
// What is refused on purpose the browser calls a failure.
const REFUSED = /status of 409 \(Conflict\).*\/resolve\)$/;
afterEach(() => expect(stage.troubles.filter((text) => !REFUSED.test(text))).toEqual([]));

/** A conversation in the queue where the demo's "Troca de produto" is offered. */
async function begin(from: string): Promise<string> {
  await stage.customerSays(from, "A cafeteira chegou com defeito");
  let id = "";
  await until("the conversation is there", async () => {
    const [row] = await stage.query<{ id: string }>(
      "select id from conversations where address = $1 and queue_id is not null",
      [`tel:${from}`],
    );
    id = row?.id ?? "";
    return id !== "";
  });
  return id;
}

const statusOf = async (id: string) =>
  (await stage.query<{ status: string }>("select status from conversations where id = $1", [id]))[0]
    ?.status;
const runOf = (page: Page) => page.getByRole("region", { name: "Troca de produto" });
const replyBox = (page: Page) => page.getByRole("textbox", { name: "Resposta por SMS" });
const focused = (locator: Locator, page: Page) => locator.and(page.locator(":focus")).waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Where `y` leads: what can be done next has focus. */
async function goToProcedures(page: Page, first: Locator): Promise<void> {
  await first.waitFor();
  await page.keyboard.press("y");
  await focused(first, page);
}

test("a procedure is run by keys alone, seen by a colleague, and holds the solution back until its required steps", async () => {
  const id = await begin("+5511900008101");
  const page = await stage.open("ana", `/inbox/${id}`);
  const colleague = await stage.open("bruno", `/inbox/${id}`);
  await replyBox(page).waitFor();
  await replyBox(page).pressSequentially("Bom dia!");
  await button(colleague, "Começar Troca de produto").waitFor();
  await page.keyboard.press("Escape");

  await goToProcedures(page, button(page, "Começar Troca de produto"));
  await page.keyboard.press("Enter");
  const answer = runOf(page).getByRole("textbox", { name: "Anote aqui" });
  await focused(answer, page);
  await page.keyboard.press("Enter");
  await runOf(page).getByText("Falta a resposta").waitFor();
  await page.keyboard.type("# 12-a");
  await page.keyboard.press("Enter");
  // What is not required is left out: when it came.
  await runOf(page).getByRole("heading", { name: "Quando o produto chegou?" }).waitFor();
  await runOf(page).getByRole("button", { name: "Pular" }).press("Enter");
  const choice = runOf(page).getByRole("radio", { name: "Defeito ou avaria" });
  await focused(choice, page);
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");

  // Words for the customer stand after what was written, and are not put in twice.
  await focused(button(page, "Pôr na resposta"), page);
  await page.keyboard.press("Enter");
  await focused(replyBox(page), page);
  expect(await replyBox(page).inputValue()).toMatch(/^Bom dia!\n\n.*uma foto do produto/s);
  await button(page, "Pôr na resposta").waitFor({ state: "detached" });

  // A colleague sees how far it is, with what was answered, and whose it is now.
  await runOf(colleague).getByText("Passo 4").waitFor();
  await runOf(colleague).getByText("3 passos dados").press("Enter");
  await runOf(colleague).getByText("12-A").waitFor();
  await runOf(colleague).getByText("Quem segue o procedimento é Ana Souza.").waitFor();

  // Not solved yet: the refusal leads to the step.
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.getByText("Falta um passo obrigatório do procedimento: Peça uma foto").waitFor();
  await button(page, "Ir ao passo").press("Enter");
  await focused(runOf(page).getByRole("button", { name: "Feito" }), page);
  await page.keyboard.press("Enter");

  await focused(answer, page);
  await page.keyboard.type("Alça quebrada");
  await page.keyboard.press("Enter");
  await runOf(page).getByRole("heading", { name: "Gere a etiqueta de devolução" }).waitFor();
  await focused(runOf(page).getByRole("button", { name: "Feito" }), page);
  await page.keyboard.press("Enter");
  await runOf(page).getByRole("button", { name: "Concluir" }).press("Enter");
  await page
    .getByRole("list", { name: "Procedimentos anteriores" })
    .getByText("Concluído")
    .waitFor();
  await colleague.getByText("O procedimento “Troca de produto” chegou ao fim").first().waitFor();

  await page.getByRole("article").first().focus();
  await page.keyboard.press("e");
  await until("it is solved", async () => (await statusOf(id)) === "resolved");
});

test("a procedure that does not help is left with a reason, and another may be begun", async () => {
  const id = await begin("+5511900008102");
  const page = await stage.open("ana", `/inbox/${id}`);
  await button(page, "Começar Troca de produto").press("Enter");
  await runOf(page).getByRole("heading", { name: "Qual é o número do pedido?" }).waitFor();
  await runOf(page).getByRole("button", { name: "Mais do procedimento" }).press("Enter");
  await page.getByRole("menuitem", { name: "Deixar o procedimento" }).press("Enter");
  const reason = page.getByRole("textbox", { name: "Por que não serve aqui?" });
  await reason.fill("...");
  await runOf(page).getByRole("button", { name: "Deixar o procedimento" }).press("Enter");
  await page.getByText("Diga o motivo em palavras").waitFor();
  await reason.fill("É só uma dúvida");
  await runOf(page).getByRole("button", { name: "Deixar o procedimento" }).press("Enter");
  const past = page.getByRole("list", { name: "Procedimentos anteriores" });
  await past.getByText("Deixado").waitFor();
  await past.getByText("“É só uma dúvida”").waitFor();
  await button(page, "Começar Troca de produto").waitFor();
});

test("an admin writes a procedure by keys, is shown what says nothing, and publishes it", async () => {
  const page = await stage.open("gustavo", "/settings/procedures/new");
  await page.getByRole("textbox", { name: "Título" }).fill("Senha esquecida");
  await button(page, "Adicionar passo").press("Enter");
  await page.getByRole("menuitem", { name: /^Tarefa/ }).press("Enter");
  const title = page.getByRole("textbox", { name: "O que fazer, em uma linha" });
  await focused(title, page);
  await page.keyboard.type("Confirme o e-mail");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Passo 2" }).waitFor();
  await focused(title, page);
  await page.keyboard.type("Mande o link");

  // One that says nothing is told of beside it, and gone again.
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Passo 3" }).waitFor();
  const rows = page.getByRole("grid", { name: "Passos" }).getByRole("row");
  await rows.nth(2).getByText("Falta texto no passo ou em uma opção").waitFor();
  await button(page, "Excluir passo").press("Enter");
  await rows.nth(2).waitFor({ state: "detached" });

  await button(page, "Subir Mande o link").press("Enter");
  await rows.nth(0).getByText("Mande o link").waitFor();
  await button(page, "Descer Mande o link").press("Enter");
  await rows.nth(0).getByText("Confirme o e-mail").waitFor();

  // Whoever leaves with it unsaved is asked.
  await page.getByRole("link", { name: "Motivos" }).press("Enter");
  const asked = page.getByRole("alertdialog");
  await asked.getByRole("button", { name: "Continuar editando" }).last().press("Enter");
  await asked.waitFor({ state: "detached" });
  await page.keyboard.press("Control+s");
  await page.getByText("Procedimento salvo").waitFor();
  await page.waitForURL(/\/settings\/procedures\/[0-9a-f-]{36}$/);
  await button(page, "Publicar").press("Enter");
  await page.getByText("Publicado · v1").waitFor();
  const [procedure] = await stage.query<{ titles: string[] }>(
    `select array(select jsonb_array_elements(content->'steps')->>'title') as titles
     from procedure_versions where content->>'name' = 'Senha esquecida'`,
  );
  expect(procedure?.titles).toEqual(["Confirme o e-mail", "Mande o link"]);
});

test("a procedure begins with a sample, which can be saved as it is", async () => {
  const page = await stage.open("gustavo", "/settings/procedures/new?sample=copy");
  await page.getByText("O boleto já venceu?").first().waitFor();
  await button(page, "Salvar").press("Enter");
  await page.getByText("Procedimento salvo").waitFor();
  const rows = await stage.query<{ steps: number }>(
    "select jsonb_array_length(draft->'steps') as steps from procedures where draft->>'name' = '2ª via de boleto'",
  );
  expect(rows).toEqual([{ steps: 4 }]);
  await page.context().close();
});
