import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const option = (page: Page, name: string | RegExp) =>
  page.getByRole("dialog").getByRole("option", { name });

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator("[role=dialog] input:focus").waitFor();
}

/** Types, and takes the first row once it is the one that was meant. */
async function take(page: Page, words: string, row: string | RegExp = words): Promise<void> {
  await page.keyboard.type(words);
  await page.locator("[role=option][data-focused]", { hasText: row }).waitFor();
  await page.keyboard.press("Enter");
}

test("a transfer is said queue first, then to whom, and its dialog asks only for the note", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, queues, agents } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByText("Vou testar agora").last().waitFor();

  await openPalette(page);
  await take(page, "Transferir");
  await option(page, /Direcionamento.*2 esperando/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await take(page, "Atend", "Atendimento N1");
  await option(page, "Qualquer pessoa da fila").waitFor();
  // Outward is one page back, by either key, and only then out of the palette.
  await page.keyboard.press("Escape");
  await option(page, /Direcionamento.*2 esperando/).waitFor();
  await page.keyboard.press("Backspace");
  await option(page, "Resolver").waitFor();
  await take(page, "Transferir");
  await take(page, "Atend", "Atendimento N1");
  await take(page, "Bruno", "Bruno Alves");

  const dialog = page.getByRole("dialog", { name: "Transferir" });
  await dialog.getByLabel("Nota para quem recebe").and(page.locator(":focus")).waitFor();
  expect(await dialog.getByRole("combobox").inputValue()).toBe("Atendimento N1");
  await dialog.getByRole("button", { name: /Bruno Alves/ }).waitFor();
  await page.keyboard.type("Falta confirmar se entrou.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Conversa transferida").waitFor();
  expect(world.conversation(conversations.rafael.id)).toMatchObject({
    queueId: queues.support.id,
    assignee: { id: agents.bruno.id },
    handOver: { note: "Falta confirmar se entrou." },
  });
  expect(here.errors).toEqual([]);
});

test("people and conversations are looked for on the server, from the second letter on", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    const words = url.searchParams.get("search");
    if (words !== null) asked.push(`${url.pathname} ${words}`);
  });
  await logIn(page, gateway.url);
  await openPalette(page);
  await page.keyboard.type("j");
  await option(page, /Júlio/).waitFor({ state: "detached" });
  await page.keyboard.type("úlio");
  // He is in none of the lists on screen: what he asked is over.
  const people = page.getByRole("group", { name: "Clientes" }).getByRole("option");
  await people.filter({ hasText: "Júlio Meireles" }).waitFor();
  const found = page.getByRole("group", { name: "Conversas" }).getByRole("option");
  await found.filter({ hasText: "Júlio Meireles" }).waitFor();
  expect(asked.sort()).toEqual(["/api/v1/contacts júlio", "/api/v1/conversations júlio"]);
  expect(await axeViolations(page)).toEqual([]);
  await found.first().click();
  await page.getByText("Deu certo, obrigado!").last().waitFor();
  expect(here.errors).toEqual([]);
});

test("what was chosen last comes first the next time, without its name lying in the browser", async () => {
  await using here = await stage(browser);
  const { page, gateway, world } = here;
  const tereza = [...world.conversations.values()].find(
    ({ contact }) => contact.name === "Tereza Campos",
  );
  const theirPage = `**/contacts/${tereza?.contact.id}`;
  await logIn(page, gateway.url);
  await openPalette(page);
  await page.keyboard.type("Tereza");
  await page.getByRole("group", { name: "Clientes" }).getByRole("option").click();
  await page.waitForURL(theirPage);
  await openPalette(page);
  await take(page, "Adiadas");
  await page.waitForURL("**/inbox?*snoozed*");

  await page.reload();
  await page.getByRole("grid", { name: "Conversas" }).waitFor();
  await openPalette(page);
  const recent = page.getByRole("group", { name: "Recentes" }).getByRole("option");
  await recent.nth(1).waitFor();
  expect(await recent.allInnerTexts()).toEqual([
    expect.stringContaining("Adiadas"),
    expect.stringContaining("Tereza Campos"),
  ]);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain("Tereza");
  await recent.nth(1).click();
  await page.waitForURL(theirPage);

  // Of six things the first is forgotten.
  for (const [words, path] of [
    ["Menções", "**/mentions"],
    ["Sem responsável", "**/inbox?*owner=none*"],
    ["Direcionamento", "**/triage"],
    ["Seguindo", "**/inbox?*following*"],
    ["Financeiro N2", "**/inbox?*queue=*"],
  ] as const) {
    await openPalette(page);
    await take(page, words);
    await page.waitForURL(path);
  }
  await openPalette(page);
  await recent.first().waitFor();
  expect(await recent.count()).toBe(5);
  expect(await recent.filter({ hasText: "Tereza" }).count()).toBe(0);

  // Another person at this computer has their own.
  await page.evaluate(() =>
    fetch("/api/v1/session", { method: "DELETE", headers: { "x-circuito-csrf": "1" } }),
  );
  await logIn(page, gateway.url, "bruno@example.com");
  await openPalette(page);
  await option(page, "Adiadas").waitFor();
  expect(await recent.count()).toBe(0);
});

test("what can be done with the selected rows stands before everything else", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  const grid = page.getByRole("grid", { name: "Conversas" });
  await grid.getByRole("row").first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await page.getByRole("status").filter({ hasText: "2 selecionadas" }).waitFor();
  await openPalette(page);
  const chosen = page.getByRole("group", { name: "2 selecionadas" });
  expect(await chosen.getByRole("option").allInnerTexts()).toEqual([
    "Resolver",
    "Atribuir",
    "Transferir…",
    "Etiquetas",
    "Motivo",
    "Prioridade",
    "Adiar",
    "Limpar seleção",
  ]);
  const everything = page.getByRole("dialog").getByRole("option");
  expect(await everything.first().textContent()).toBe("Resolver");
  await take(page, "Transferir");
  await take(page, "Direc", "Direcionamento");
  const dialog = page.getByRole("dialog", { name: "Transferir 2 conversas" });
  await dialog.getByLabel("Nota para quem recebe").and(page.locator(":focus")).waitFor();
  expect(await dialog.getByRole("combobox").inputValue()).toBe("Direcionamento");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await openPalette(page);
  await take(page, "Limpar seleção");
  await page
    .getByRole("status")
    .filter({ hasText: "2 selecionadas" })
    .waitFor({ state: "detached" });
  await openPalette(page);
  await option(page, "Adiadas").waitFor();
  expect(await chosen.count()).toBe(0);
});

test("lists that somebody made, and the stretches of this one, are places as well", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  world.views.push({
    id: randomUUID(),
    name: "Cobranças do cartão",
    isShared: true,
    ownerName: "Dora Nunes",
    canChange: false,
    filter: { group: "to-do", label: "cartão" },
  });
  await logIn(page, gateway.url);
  await openPalette(page);
  await take(page, "cobranças do", "Cobranças do cartão");
  await page.waitForURL("**/inbox?*label=*view=*");
  await openPalette(page);
  await take(page, "Aguardando");
  await page.waitForURL("**/inbox?*group=waiting*");
  expect(new URL(page.url()).searchParams.get("label")).toBe("cartão");

  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await openPalette(page);
  await take(page, "Marcar como não lida");
  await openPalette(page);
  await option(page, "Atender próxima").waitFor();
  await option(page, /Marcar como não lida.*U$/).waitFor();
  await option(page, /^Direcionamento.*G.*D$/).waitFor();
  await take(page, "Minhas conversas");
  await page.getByRole("row", { name: /Rafael Moura.*não lida/ }).waitFor();
});
