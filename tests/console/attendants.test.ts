import { openChat } from "../story/pages.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("attendants");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("a menu is written by keyboard, played, switched on, and a visitor of the site meets it", async () => {
  const page = await stage.open("gustavo", "/settings/attendants");
  await page.getByRole("link", { name: /Chat do site/ }).press("Enter");
  await page.getByRole("button", { name: "Criar menu" }).press("Enter");
  await page.getByLabel("Saudação").fill("Olá! Aqui é a Loja Ipê.");
  const second = page.getByRole("textbox", { name: "Opção 2" });
  await second.fill("Assistência");
  await second.press("Enter");
  await page.keyboard.type("Trocas");
  await page.getByText("nas regras: trocas").waitFor();

  // The simulator is the flow as it is written.
  await page.getByRole("button", { name: "Trocas", exact: true }).press("Enter");
  await page.getByText("Uma pessoa assume (resposta completa). Para as regras: trocas.").waitFor();

  await page.keyboard.press("Control+s");
  await page.getByText("Menu salvo e em uso.").waitFor();
  await page.getByText("Ligado · versão 1").waitFor();

  const visitor = await stage.open("ana", "/demo");
  const chat = await openChat(visitor);
  const words = chat.getByRole("textbox", { name: "Escreva sua mensagem" });
  await words.fill("oi");
  await words.press("Enter");
  await chat.getByText("Olá! Aqui é a Loja Ipê.").first().waitFor();
  await chat.getByRole("button", { name: "Trocas" }).first().waitFor();
  await visitor.context().close();

  // Switched off, it is kept.
  await page.getByRole("switch", { name: "Ligado" }).press(" ");
  await page.getByRole("button", { name: "Retomar a versão 1" }).press("Enter");
  await page.getByRole("textbox", { name: "Opção 3" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Opção 3" }).inputValue()).toBe("Trocas");
  await page.context().close();
});

test("what a channel does not take is told at its place, and is not saved", async () => {
  const page = await stage.open("gustavo", "/settings/attendants");
  await page.getByRole("link", { name: /SMS da loja/ }).press("Enter");
  await page.getByRole("button", { name: "Criar menu" }).press("Enter");
  await page.getByRole("textbox", { name: "Opção 1" }).fill("Cancelar");
  await page.getByRole("textbox", { name: "Opção 2" }).fill("Uma opção com um nome longo demais");
  await page.getByText("Longo demais: no máximo 24 caracteres.").waitFor();
  await page.keyboard.press("Control+s");
  await page
    .getByText("O canal entende esta palavra como pedido para parar ou de ajuda.")
    .waitFor();
  await page.getByText("2 textos a corrigir").waitFor();
  const saved = await stage.query(
    "select 1 from attendant_flows f join inboxes i on i.id = f.inbox_id where i.channel = 'sms'",
  );
  expect(saved).toEqual([]);
  await page.context().close();
});
