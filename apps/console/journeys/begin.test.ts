import type { Browser } from "playwright-core";
import { axeViolations, chatStage, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Marina's conversation is solved, and on the screen. */
async function solvedStage() {
  const here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  world.change(conversations.marina.id, { status: "resolved" });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.marina.id}`);
  await page.getByText("Conversa resolvida.").waitFor();
  return here;
}

test("by keyboard alone: a key, the words, Ctrl+Enter, and one is in the new conversation", async () => {
  await using here = await solvedStage();
  const { page, gateway, errors } = here;
  await page.keyboard.press("Shift+N");
  const dialog = page.getByRole("dialog", { name: "Nova conversa com Marina Costa" });
  await dialog.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const words = dialog.getByRole("textbox", { name: "Mensagem" });
  for (let tries = 0; tries < 8; tries += 1) {
    if (await words.evaluate((box) => box === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("Sua jarra nova chegou à loja.");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("log").getByText("Sua jarra nova chegou à loja.").waitFor();
  await until("the address names it", () => /\/inbox\/[0-9a-f-]{36}/.test(page.url()));
  expect(page.url()).not.toContain(here.conversations.marina.id);
  await until("one goes on writing there", () =>
    page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"),
  );
  const [said] = gateway.calls.filter(({ path }) => path === "/conversations");
  expect(said?.body).toMatchObject({ text: "Sua jarra nova chegou à loja." });
  expect(errors).toEqual([]);
});

test("the words survive a closed dialog and a reload, and are gone once they were sent", async () => {
  await using here = await solvedStage();
  const { page } = here;
  await page.getByRole("button", { name: "Nova conversa" }).click();
  const words = page.getByRole("textbox", { name: "Mensagem" });
  await words.fill("Ainda não sei");
  await page.keyboard.press("Escape");
  await words.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Nova conversa" }).click();
  await until(
    "the words are there again",
    async () => (await words.inputValue()) === "Ainda não sei",
  );
  await words.press("Control+Enter");
  await words.waitFor({ state: "detached" });
  expect(
    await page.evaluate(() =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith("circuito.begin."))
        .map(([, kept]) => kept),
    ),
  ).toEqual(["{}"]);
});

test("somebody new is written to by the number that was typed, through the palette", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Nova conversa");
  await page.keyboard.press("Enter");
  const search = page.getByRole("searchbox", { name: "Nome, telefone ou e-mail" });
  await until("whom to write to is asked", () =>
    search.evaluate((box) => box === document.activeElement),
  );
  await page.keyboard.type("41 98888-7777");
  await page.getByRole("option", { name: "Escrever para (41) 98888-7777" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Nova conversa com (41) 98888-7777" });
  await dialog.getByRole("textbox", { name: "Mensagem" }).fill("Olá!");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("log").getByText("Olá!").waitFor();
});

test("where one is open it is gone on with, and what was written stays", async () => {
  await using here = await solvedStage();
  const { page, world, conversations } = here;
  await page.getByRole("button", { name: "Nova conversa" }).click();
  const dialog = page.getByRole("dialog", { name: "Nova conversa com Marina Costa" });
  await dialog.getByRole("textbox", { name: "Mensagem" }).fill("Chegou.");
  // A colleague is faster.
  world.change(conversations.marina.id, { status: "open" });
  await page.keyboard.press("Control+Enter");
  await dialog.getByText("Já há uma conversa aberta com este endereço").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await dialog.getByRole("textbox", { name: "Mensagem" }).inputValue()).toBe("Chegou.");
  await dialog.getByRole("button", { name: "Ir para a conversa" }).click();
  await page.waitForURL(`**/inbox/${conversations.marina.id}*`);
  await dialog.waitFor({ state: "detached" });
});

test("a mail wants a subject, and says so at the field", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  await page.keyboard.press("Shift+N");
  await page.getByRole("dialog", { name: "Nova conversa" }).waitFor();
  await page.keyboard.type("nova@example.com");
  await page.getByRole("option", { name: "Escrever para nova@example.com" }).waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Nova conversa com nova@example.com" });
  await dialog.getByRole("textbox", { name: "Mensagem" }).fill("Bom dia.");
  await page.keyboard.press("Control+Enter");
  const subject = dialog.getByRole("textbox", { name: "Assunto" });
  await until(
    "the field says so",
    async () => (await subject.getAttribute("aria-invalid")) === "true",
  );
  await subject.fill("Seu pedido");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const [said] = gateway.calls.filter(({ path }) => path === "/conversations");
  expect(said?.body).toMatchObject({ subject: "Seu pedido", address: "mailto:nova@example.com" });
});

test("who has not written to a business number lately gets an approved text, with its places filled in", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, world, chatted } = here;
  world.change(chatted.over.id, { status: "closed" });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${chatted.over.id}`);
  await page.getByRole("button", { name: "Nova conversa" }).click();
  const dialog = page.getByRole("dialog", { name: "Nova conversa com Sara Pinto" });
  await dialog.getByRole("radio", { name: /Só com um modelo aprovado/ }).waitFor();
  await dialog.getByText(/não escreveu nas últimas 24 horas/).waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog.getByText("Escolha um modelo.").first().waitFor();
  await dialog.getByRole("option", { name: /pedido_enviado/ }).click();
  expect(await axeViolations(page)).toEqual([]);
  const places = dialog.getByRole("textbox");
  for (const place of await places.all()) await place.fill("Sara");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const [said] = gateway.calls.filter(({ path }) => path === "/conversations");
  expect(said?.body).toMatchObject({ template: { name: "pedido_enviado" } });
  expect(said?.body.text).toBeUndefined();
});
