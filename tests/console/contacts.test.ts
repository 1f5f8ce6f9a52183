import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** Three customers and a few screens in one go, on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("contacts");
  await stage.customerSays("+5511930000001", "Onde está meu pedido?");
  await stage.customerSays("+5511930000002", "É sobre o mesmo pedido, do outro telefone");
  await stage.customerSays("+5511930000003", "Quero trocar o produto");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("a customer is found, named, merged with their other number and taken apart again", async () => {
  const page = await stage.open("fernanda", "/contacts");
  await page.getByRole("row", { name: /93000-0001/ }).waitFor();
  await page.getByLabel("Buscar por nome ou endereço").fill("30000001");
  await page.getByRole("row", { name: /93000-0002/ }).waitFor({ state: "detached" });
  await page.getByRole("row", { name: /93000-0001/ }).press("Enter");
  await page.getByRole("heading", { name: "(11) 93000-0001" }).waitFor();

  await page.getByRole("button", { name: "Editar" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Nome", { exact: true }).fill("Dora Prado");
  await form.getByLabel("Segmentos").fill("Atacado");
  await form.getByRole("button", { name: "Salvar" }).click();
  await page.getByRole("heading", { name: "Dora Prado" }).waitFor();

  await page.getByRole("button", { name: "Juntar com outro" }).click();
  await page.keyboard.type("30000002");
  const other = page.getByRole("option", { name: /93000-0002/ });
  await other.waitFor();
  await page.getByRole("option", { name: /93000-0003/ }).waitFor({ state: "detached" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("Contatos juntados", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "Conversas 2" }).waitFor();
  await page.getByRole("link", { name: /É sobre o mesmo pedido/ }).waitFor();

  await page.getByRole("tab", { name: "Tudo o que foi dito" }).click();
  await page.getByRole("button", { name: /Onde está meu pedido/ }).waitFor();
  await page.getByRole("button", { name: "Separar de (11) 93000-0002" }).click();
  await page.getByRole("tab", { name: "Conversas 1" }).waitFor();

  await page.keyboard.press("Escape");
  await page.waitForURL("**/contacts");
  await page.getByRole("combobox", { name: "Segmento" }).click();
  await page.getByRole("option", { name: "atacado" }).click();
  await page.getByRole("row", { name: /93000-0003/ }).waitFor({ state: "detached" });
  await page.getByRole("row", { name: /Dora Prado/ }).waitFor();
  expect(new URL(page.url()).search).toBe("?segment=atacado");
  expect(stage.troubles).toEqual([]);
});

test("who serves no queue of theirs sees nothing of a customer, not even by their address", async () => {
  // Once they are routed there is something to hide.
  const supervisor = await stage.open("fernanda", "/contacts");
  await supervisor.getByRole("row", { name: /93000-0002/ }).waitFor();
  await supervisor.getByRole("row", { name: /93000-0003/ }).waitFor();
  const [row] = await stage.query<{ contact_id: string }>(
    "select contact_id from identities where address = 'tel:+5511930000003'",
  );
  const [queue] = await stage.query<{ id: string }>(
    "select id from queues where name = 'Financeiro'",
  );
  await stage.query("update conversations set queue_id = $1 where contact_id = $2", [
    queue?.id,
    row?.contact_id,
  ]);
  const page = await stage.open("ana", "/contacts");
  await page.getByRole("row", { name: /93000-0002/ }).waitFor();
  expect(await page.getByRole("row", { name: /93000-0003/ }).count()).toBe(0);
  await page.goto(`/contacts/${row?.contact_id}`);
  await page.getByText("Isto não existe mais.").waitFor();
});
