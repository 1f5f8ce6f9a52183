import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

jest.setTimeout(STAGE_TIMEOUT_MS);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("own-keys");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("a key of one's own does it everywhere, ours no more, and both are kept and given back", async () => {
  const page = await stage.open("ana", "/settings/shortcuts");
  await page.getByRole("button", { name: "Mudar o atalho: Atalhos de teclado" }).press("Enter");
  await page.keyboard.press("h");
  await page.reload();
  await page.getByRole("heading", { name: "Atalhos" }).waitFor();

  const help = page.getByRole("dialog", { name: "Atalhos de teclado" });
  await page.keyboard.press("?");
  await page.keyboard.press("h");
  await help.waitFor();
  await help.getByText("H", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Restaurar todas" }).press("Enter");
  await page.keyboard.press("h");
  await page.keyboard.press("?");
  await help.waitFor();
  expect(stage.troubles).toEqual([]);
});

test("a sequence is one key, and Escape changes nothing", async () => {
  const page = await stage.open("ana", "/settings/shortcuts");
  const change = page.getByRole("button", { name: /^Mudar o atalho: Ir para a caixa/ });
  await change.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByText("Aperte a nova tecla").waitFor({ state: "detached" });
  await change.press("Enter");
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.getByText("Aperte a nova tecla").waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.getByRole("heading", { name: "Caixa de entrada" }).waitFor();
  expect(stage.troubles).toEqual([]);
});
