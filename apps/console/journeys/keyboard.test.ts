import type { Browser } from "playwright-core";
import { command } from "../harness/command.ts";
import { launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("without a pointer: log in, open, claim, reply, note, transfer, resolve, undo", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations, world, queues, agents } = here;
  const press = (key: string) => page.keyboard.press(key);
  await logIn(page, gateway.url);

  // To the list, first row, open it.
  while (!(await page.evaluate(() => document.activeElement?.closest("[role=row]") != null))) {
    await press("F6");
  }
  await press("Home");
  await press("Enter");
  await page.waitForURL(`**/inbox/${conversations.marina.id}`);
  await page.getByText("trocar só a jarra").last().waitFor();

  await press("Shift+A");
  await page.getByText("Carla Dias assumiu o atendimento").first().waitFor();
  await page.getByLabel("Resposta por SMS").and(page.locator(":focus")).waitFor();
  expect(world.conversation(conversations.marina.id).assignee?.id).toBe(agents.carla.id);

  await page.keyboard.type("Oi, Marina! Já pedi a troca da jarra.");
  await press("Control+Enter");
  const said = page.getByRole("article", { name: /^Você.*Na fila/ });
  await said.getByText("Já pedi a troca da jarra").waitFor();
  const reply = gateway.calls.find(({ path }) => path.endsWith("/messages"));
  expect(reply?.body).toMatchObject({
    kind: "reply",
    text: "Oi, Marina! Já pedi a troca da jarra.",
  });
  gateway.world.deliver(conversations.marina.id, 3, "delivered");
  await page.getByRole("article", { name: /^Você.*Entregue/ }).waitFor();

  await press("Escape");
  await press("n");
  await page
    .getByLabel("Nota interna", { exact: true })
    .and(page.locator("textarea:focus"))
    .waitFor();
  await page.keyboard.type("Jarra 48213-B, estoque de Curitiba.");
  await press("Control+Enter");
  await page.getByRole("article", { name: /^Nota interna de Você/ }).waitFor();
  // What was read is told meanwhile.
  expect(gateway.calls.map(({ body }) => body)).toContainEqual(
    expect.objectContaining({ kind: "note" }),
  );

  await press("Escape");
  await press("t");
  const dialog = page.getByRole("dialog", { name: "Transferir" });
  await dialog.waitFor();
  // One level at a time: the list of queues, then the dialog.
  await page.getByRole("option").first().waitFor();
  await press("Escape");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  await press("Escape");
  await dialog.waitFor({ state: "detached" });
  await press("t");
  await page
    .getByRole("combobox", { name: "Fila de destino" })
    .and(page.locator(":focus"))
    .waitFor();
  await page.keyboard.type("Direc");
  await page.getByRole("option", { name: /Direcionamento/ }).waitFor();
  await press("Enter");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  expect(await dialog.getByRole("combobox").inputValue()).toBe("Direcionamento");
  await press("Tab");
  await press("Tab");
  await page.getByLabel("Nota para quem recebe").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Troca pedida; falta escolher a transportadora.");
  await press("Control+Enter");
  await page.getByText("Conversa transferida").waitFor();
  expect(world.conversation(conversations.marina.id)).toMatchObject({
    queueId: queues.triage.id,
    assignee: null,
    handOver: { kind: "transfer", note: "Troca pedida; falta escolher a transportadora." },
  });

  // The next conversation of the list is open; mine is resolved with one key and undone with two.
  await page.waitForURL((url) => !url.pathname.endsWith(conversations.marina.id));
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await press("e");
  // Focus went along to the conversation that came next.
  await page.waitForURL((url) => !url.pathname.endsWith(conversations.rafael.id));
  await page.getByRole("log", { name: "Mensagens" }).and(page.locator(":focus")).waitFor();
  await page.getByText("Conversa com Rafael Moura resolvida").waitFor();
  expect(world.conversation(conversations.rafael.id).status).toBe("resolved");
  await press("Control+z");
  await page.getByText("Conversa de volta em A fazer").waitFor();
  expect(world.conversation(conversations.rafael.id).status).toBe("open");
  expect(here.errors).toEqual([]);
});

test("a director registers and directs without a pointer, and the area reads it first", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations, world, queues } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.triaged.id}`);
  await page.getByText("valor errado").last().waitFor();
  await page.keyboard.press("d");
  await page
    .getByRole("combobox", { name: "Área de destino" })
    .and(page.locator(":focus"))
    .waitFor();
  // Sent too early it says what is missing and keeps what is there.
  await page.keyboard.press("Control+Enter");
  await page.getByText("Preencha este campo.").first().waitFor();
  await page.keyboard.type("Financ");
  await page.getByRole("option", { name: /Financeiro/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  const area = page.getByRole("combobox", { name: "Área de destino" });
  expect(await area.inputValue()).toBe("Financeiro N2");
  for (const words of [
    "Boleto com valor errado",
    "Cobrança",
    "Valor 30 reais acima do contrato.",
  ]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(words);
  }
  await page.keyboard.press("Control+Enter");
  await page.getByText("Conversa direcionada").waitFor();
  expect(world.conversation(conversations.triaged.id)).toMatchObject({
    queueId: queues.finance.id,
    level: 2,
    title: "Boleto com valor errado",
    category: "Cobrança",
    urgency: "normal",
    handOver: { kind: "direct", byName: "Carla Dias" },
  });

  await page.goto(`${gateway.url}/inbox/${conversations.triaged.id}`);
  const card = page.getByRole("region", { name: "Passagem de atendimento" });
  await card.getByText("Carla Dias direcionou de Direcionamento").waitFor();
  await card.getByText("Valor 30 reais acima do contrato.").waitFor();
  expect(here.errors).toEqual([]);
});

test("the palette leads to a page of the settings by its name, and by what is on it", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  await command(page, "Notificações");
  await page.waitForURL("**/settings/notifications");
  await page.getByRole("heading", { name: "Notificações" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.locator("[role=dialog] input:focus").waitFor();
  await page.keyboard.type("configurações");
  const pages = page.getByRole("group", { name: "Configurações" }).getByRole("option");
  await pages.first().waitFor();
  // What an agent may not open is not among them.
  expect(await pages.filter({ hasText: "Canais" }).count()).toBe(0);
  expect(here.errors).toEqual([]);
});

test("a letter is a letter while writing, and a shortcut everywhere else", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await page.keyboard.press("r");
  await page.getByLabel("Resposta por chat do site").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("entre ?[]/ e @ n t z");
  expect(await page.getByLabel("Resposta por chat do site").inputValue()).toBe(
    "entre ?[]/ e @ n t z",
  );
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Atalhos de teclado" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("O que você quer fazer?").waitFor();
  await page.keyboard.type("Adiar");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Adiar até quando?" }).waitFor();
  await page.keyboard.press("Enter");
  await page
    .getByText(/^Adiada: volta/)
    .first()
    .waitFor();
  expect(gateway.world.conversation(conversations.rafael.id).status).toBe("snoozed");
  expect(here.errors).toEqual([]);
});
