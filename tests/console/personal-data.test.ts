import { readFile } from "node:fs/promises";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** A customer's data, given to them and erased, on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("personal-data");
  await stage.customerSays("+5511930000071", "Canario71 quer os dados");
  await stage.customerSays("+5511930000072", "Canario72 pergunta");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

async function pathOf(number: string): Promise<string> {
  const found = () =>
    stage.query<{ id: string }>("select contact_id as id from identities where address = $1", [
      `tel:${number}`,
    ]);
  await until("the message is routed", async () => (await found()).length > 0);
  return `/contacts/${(await found())[0]?.id}`;
}

/** Tables of any schema in which something is said, as it is or as bytes. */
async function holding(words: string): Promise<readonly string[]> {
  const tables = await stage.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const hex = Buffer.from(words).toString("hex");
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await stage.query(
      `select from ${name} t where t::text ilike $1 or t::text like $2 limit 1`,
      [`%${words}%`, `%${hex}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

test("an admin exports a customer's data, holds them, and erases them by writing a word", async () => {
  const path = await pathOf("+5511930000071");
  const page = await stage.open("gustavo", path);
  await page.getByRole("heading", { name: "Dados pessoais" }).waitFor();

  await page.getByRole("button", { name: "Exportar dados" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Baixar" }).click(),
  ]);
  const archive = (await readFile(await download.path())).toString("latin1");
  expect(archive).toContain("Canario71");
  expect(archive).toContain("data.json");

  await page.getByRole("button", { name: "Apagar dados" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Há conversas abertas").waitFor();
  expect(await dialog.getByRole("button", { name: "Apagar para sempre" }).count()).toBe(0);
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await stage.query(
    "update conversations set status = 'resolved', resolved_at = now() where contact_id = $1",
    [path.split("/").at(-1)],
  );

  await page.getByRole("button", { name: "Impedir apagamento" }).click();
  await page.getByLabel("Motivo").fill("processo 71");
  await page.getByRole("dialog").getByRole("button", { name: "Impedir apagamento" }).click();
  await page.getByText("O apagamento está impedido: processo 71").waitFor();
  await page.getByRole("button", { name: "Liberar apagamento" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Liberar apagamento" }).click();
  await page.getByText("O apagamento está impedido").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Apagar dados" }).click();
  await dialog.getByRole("button", { name: "Apagar para sempre" }).click();
  await dialog.getByText("Para confirmar, escreva APAGAR.").waitFor();
  await dialog.getByLabel("Escreva APAGAR para confirmar").fill("apagar");
  await dialog.getByRole("button", { name: "Apagar para sempre" }).click();
  await page.getByRole("heading", { name: /^Dados apagados em/ }).waitFor();
  expect(await page.getByRole("button", { name: "Editar" }).count()).toBe(0);

  await until(
    "the gateway erased what was said",
    async () => (await holding("Canario71")).length === 0,
  );
  // Nor the number, in whatever table: jobs are in the same database.
  expect(await holding("11930000071")).toEqual([]);
  await page.goto("/contacts");
  await page.getByRole("row", { name: /Dados apagados em/ }).waitFor();
  // Whoever writes from the same number is somebody new.
  await stage.customerSays("+5511930000071", "Voltei");
  expect(await pathOf("+5511930000071")).not.toBe(path);
  expect(stage.troubles).toEqual([]);
});

test("nobody but an admin is offered it", async () => {
  const page = await stage.open("fernanda", await pathOf("+5511930000072"));
  await page.getByRole("heading", { name: "(11) 93000-0072" }).waitFor();
  expect(await page.getByRole("heading", { name: "Dados pessoais" }).count()).toBe(0);
});
