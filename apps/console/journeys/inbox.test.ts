import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("the list follows the server: order, groups, news and departures, without reloading", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  const rows = page.getByRole("grid", { name: "Conversas" }).getByRole("row");
  const names = async () =>
    (await rows.allInnerTexts()).map((text) =>
      text.split("\n").find((line) => /^[A-ZÁÉ(]/.test(line)),
    );
  await rows.first().getByText("Lúcia Ferraz").or(rows.first().getByText("Marina Costa")).waitFor();
  const before = await rows.count();

  world.customerSays(conversations.marina.id, "E a tampa também veio riscada.");
  await rows.getByText("E a tampa também veio riscada.").waitFor();
  gateway.verbs.resolve(agents.bruno, conversations.others.id, { epoch: 1 });
  await rows.getByText("Helena Brandão").waitFor({ state: "detached" });
  expect(await rows.count()).toBe(before - 1);
  expect(await names()).not.toContain("Helena Brandão");

  await page.getByRole("tab", { name: /Resolvidas/ }).click();
  await rows.getByText("Helena Brandão").waitFor();
  await page.waitForURL("**/inbox?group=resolved");
  await page.reload();
  await rows.getByText("Helena Brandão").waitFor();
  await page.getByRole("searchbox").fill("Júlio");
  await rows.getByText("Helena Brandão").waitFor({ state: "detached" });
  await page.waitForURL(/q=J/);
  await page.reload();
  await rows.getByText("Júlio Meireles").waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("Júlio");
  expect(here.errors).toEqual([]);
});

test("while the pointer is on the list its order stands still and says what came", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  await logIn(page, gateway.url);
  const grid = page.getByRole("grid", { name: "Conversas" });
  await grid.getByText("Marina Costa").hover();
  const waiting = world.conversation(conversations.rafael.id);
  world.open({
    ...waiting,
    id: crypto.randomUUID(),
    contact: { ...waiting.contact, name: "Ivo Neri" },
  });
  await page.getByRole("button", { name: "1 nova" }).waitFor();
  expect(await grid.getByText("Ivo Neri").count()).toBe(0);
  await page.getByRole("button", { name: "1 nova" }).click();
  await grid.getByText("Ivo Neri").waitFor();
});

test("colleagues see who has a conversation open and who writes in it", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  const other = await browser.newContext({
    locale: "pt-BR",
    viewport: { width: 1280, height: 800 },
  });
  const colleague = await other.newPage();
  await logIn(colleague, gateway.url, "bruno@example.com");
  await colleague.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByLabel("Também aqui: Bruno Alves").first().waitFor();
  // Told as soon as the address is known; keys are for what is drawn.
  await colleague.getByRole("log").getByRole("article").first().waitFor();
  await colleague.keyboard.press("n");
  await colleague.keyboard.type("Conferindo o cadastro.");
  await page.getByText("Bruno Alves está escrevendo").waitFor();
  await other.close();
  await page.getByLabel("Também aqui: Bruno Alves").first().waitFor({ state: "detached" });
});

test("a conversation opens where reading stopped, and the line stays until it is left", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { id } = conversations.rafael;
  await logIn(page, gateway.url);
  // Until it is kept how far one has read: what is loaded next begins there.
  const told = page.waitForRequest((request) => request.url().endsWith(`/${id}/read`));
  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await told;
  expect(await page.getByRole("separator", { name: "Novas mensagens" }).count()).toBe(0);
  await page.goto(`${gateway.url}/inbox`);
  await page.getByRole("grid", { name: "Conversas" }).waitFor();
  world.customerSays(id, "Funcionou!");
  await page.getByRole("row", { name: /Rafael Moura.*não lida/ }).click();
  const line = page.getByRole("separator", { name: "Novas mensagens" });
  await line.waitFor();
  await page.getByRole("log").getByText("Funcionou!").waitFor();
  world.customerSays(id, "Obrigado.");
  await page.getByRole("log").getByText("Obrigado.").waitFor();
  expect(await line.count()).toBe(1);
});

test("what was not scrolled to is not read, and stays unread in the list", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { id } = conversations.rafael;
  await logIn(page, gateway.url);
  // Until it is kept how far one has read: what is loaded next begins there.
  const told = page.waitForRequest((request) => request.url().endsWith(`/${id}/read`));
  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await told;
  await page.goto(`${gateway.url}/inbox`);
  await page.getByRole("grid", { name: "Conversas" }).waitFor();
  for (let n = 1; n <= 30; n += 1) world.customerSays(id, `Passo ${n} ${"do teste ".repeat(20)}`);
  const row = page.getByRole("row", { name: /Rafael Moura/ });
  const unread = page.getByRole("row", { name: /Rafael Moura.*não lida/ });
  // All of them, or the end would be followed while they come.
  await row.getByText("Passo 30").waitFor();
  await unread.click();
  await page.getByRole("separator", { name: "Novas mensagens" }).waitFor();
  await page.getByRole("row", { name: /Marina Costa/ }).click();
  await unread.click();
  await page.getByRole("button", { name: /Ir para o fim|nova/ }).click();
  await page.getByRole("log").getByText("Passo 30 ").waitFor();
  await page.getByRole("row", { name: /Marina Costa/ }).click();
  await row.waitFor();
  await unread.waitFor({ state: "detached" });
});

test("focus comes to what is still on its way, unless one went elsewhere meanwhile", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  await page.getByRole("log").getByRole("article").first().waitFor();
  let letThrough = () => {};
  const wanted = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/messages\?|\/messages$/, async (route) => {
    await wanted;
    await route.continue();
  });
  await page.getByRole("log").focus();
  await page.keyboard.press("e");
  await page.getByText("Carregando mensagens").or(page.getByRole("status")).first().waitFor();
  await page.getByRole("searchbox").click();
  letThrough();
  await page.getByRole("log").getByRole("article").first().waitFor();
  await page.keyboard.type("Jú");
  expect(await page.getByRole("searchbox").inputValue()).toBe("Jú");
});

test("a notification of the desktop leads to its conversation, and nothing is loaded anew", async () => {
  await using here = await stage(browser, { permissions: ["notifications"] });
  const { page, gateway, world, conversations } = here;
  await page.addInitScript(() => {
    Object.assign(globalThis, { shown: [] });
    class Shown {
      static permission = "granted";
      onclick: (() => void) | null = null;
      constructor(readonly title: string) {
        (globalThis as unknown as { shown: Shown[] }).shown.push(this);
      }
      close(): void {}
    }
    Object.defineProperty(globalThis, "Notification", { value: Shown });
    Object.defineProperty(document, "hasFocus", { value: () => false });
  });
  await logIn(page, gateway.url);
  await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }));
  await until("somebody is told", async () => {
    world.customerSays(conversations.rafael.id, "Ainda está aí?");
    return page.evaluate(() => (globalThis as unknown as { shown: [] }).shown.length > 0);
  });
  await page.evaluate(() =>
    (globalThis as unknown as { shown: { onclick: () => void }[] }).shown[0]?.onclick(),
  );
  await page.waitForURL(`**/inbox/${conversations.rafael.id}`);
  await page.getByRole("log").getByText("Ainda está aí?").first().waitFor();
  expect(await page.evaluate(() => "isSameDocument" in globalThis)).toBe(true);
  expect(here.errors).toEqual([]);
});

test("news mark the title and the icon until the page is looked at, whatever else it is called meanwhile", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  await page.addInitScript(() => {
    Object.assign(globalThis, { isLookedAt: true });
    const isLookedAt = () => (globalThis as unknown as { isLookedAt: boolean }).isLookedAt;
    Object.defineProperty(document, "hasFocus", { value: isLookedAt });
  });
  await logIn(page, gateway.url);
  const icon = page.locator("link[rel=icon]");
  await page.evaluate(() => Object.assign(globalThis, { isLookedAt: false }));
  await until("the title is marked", async () => {
    world.customerSays(conversations.rafael.id, "Ainda está aí?");
    return (await page.title()).startsWith("● ");
  });
  expect(await icon.getAttribute("href")).toBe("/icon-news.svg");
  expect((await page.request.get(`${gateway.url}/icon-news.svg`)).ok()).toBe(true);
  await page.evaluate(() => {
    document.title = "(4) Caixa de entrada · Circuito";
  });
  await until("the mark is there again", async () => (await page.title()).startsWith("● (4)"));
  await page.evaluate(() => {
    Object.assign(globalThis, { isLookedAt: true });
    dispatchEvent(new Event("focus"));
  });
  await until("it is looked at", async () => !(await page.title()).startsWith("● "));
  expect(await icon.getAttribute("href")).toBe("/icon.svg");
  expect(here.errors).toEqual([]);
});

test("what is put off in one's own words is found under Adiadas", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { id } = conversations.rafael;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  // Nobody answers now, nor tomorrow: what came back then would come back to nobody.
  const opens = new Date(Date.now() + 3 * 86_400_000);
  opens.setHours(8, 0, 0, 0);
  const closes = new Date(opens.getTime() + 3_600_000);
  world.openings = [{ from: opens.toISOString(), to: closes.toISOString() }];
  await page.keyboard.press("z");
  const dialog = page.getByRole("dialog", { name: "Adiar até quando?" });
  await dialog.getByRole("button", { name: /^Quando o atendimento abrir.*0?8:00/ }).waitFor();
  expect(await dialog.getByRole("button", { name: /Amanhã cedo/ }).count()).toBe(0);
  // The focus is still on a moment.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BUTTON");
  await dialog
    .getByRole("button", { name: /Até o cliente responder.*no máximo 14 dias/ })
    .waitFor();
  const words = dialog.getByLabel("Outro momento");
  await words.fill("quando der");
  await words.press("Enter");
  await dialog.getByText("Não entendi este momento.").waitFor();
  await words.fill("depois de amanhã às 8h30");
  await dialog.getByText(/^Volta .*0?8:30/).waitFor();
  await dialog.getByRole("checkbox", { name: "Aguardando terceiro" }).press("Space");
  expect(await axeViolations(page)).toEqual([]);
  await words.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const back = new Date();
  back.setDate(back.getDate() + 2);
  back.setHours(8, 30, 0, 0);
  expect(gateway.calls.find(({ path }) => path.endsWith("/snooze"))?.body).toMatchObject({
    until: back.toISOString(),
    reason: "third-party",
  });
  expect(world.conversation(id).status).toBe("snoozed");

  await page.getByRole("grid", { name: "Conversas" }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("z");
  await page.waitForURL((url) => url.searchParams.get("snoozed") === "true");
  await page.getByRole("row", { name: /Rafael Moura/ }).waitFor();
  await page.getByRole("heading", { name: "Adiadas" }).waitFor();
  // Of what waits for its customer nothing is here.
  expect(await page.getByRole("row", { name: /Diego Farias/ }).count()).toBe(0);
  const place = page.getByRole("link", { name: /^Adiadas/ });
  expect(await place.getAttribute("aria-current")).toBe("page");
  expect(here.errors).toEqual([]);
});

test("a message that did not leave may be said where the same person writes, too", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const lucia = world.conversation(conversations.lucia.id);
  const other = world.open({
    ...lucia,
    id: randomUUID(),
    protocol: "2026-0418-98",
    channel: "webchat",
    title: null,
    handOver: null,
    lastSeq: 0,
  });
  world.customerSays(other.id, "Estou por aqui também");
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${lucia.id}`);
  await page.getByRole("button", { name: "Responder por chat do site" }).press("Enter");
  await page.waitForURL(`**/inbox/${other.id}`);
  const reply = page.getByLabel("Resposta por chat do site");
  await reply.waitFor();
  expect(await reply.inputValue()).toBe(
    "Entendo, Lúcia. Vou verificar com o financeiro e retorno ainda hoje.",
  );
  expect(gateway.calls.filter(({ path }) => path.endsWith("/messages"))).toEqual([]);
  expect(here.errors).toEqual([]);
});

test("a message that did not leave may be said by another way, in a conversation that is begun for it", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const lucia = world.conversation(conversations.lucia.id);
  gateway.contacts.change(lucia.contact.id, {
    addresses: [
      ...gateway.contacts.get(lucia.contact.id).addresses,
      {
        ...{ address: "mailto:lucia@example.com", evidence: "channel-proven", shared: false },
        since: lucia.arrivedAt,
      },
    ],
  });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${lucia.id}`);
  const failed = page.getByRole("log").getByRole("button", { name: "Nova conversa" });
  await failed.press("Enter");
  const words = page.getByRole("dialog").getByRole("textbox", { name: "Mensagem" });
  await words.waitFor();
  expect(await words.inputValue()).toBe(
    "Entendo, Lúcia. Vou verificar com o financeiro e retorno ainda hoje.",
  );
  expect(gateway.calls.filter(({ path }) => path === "/conversations")).toEqual([]);
  expect(here.errors).toEqual([]);
});

test("five thousand messages are a few dozen nodes, and older ones come in without a jump", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { id } = conversations.marina;
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  for (let n = 1; n <= 5_000; n += 1)
    world.customerSays(id, `Mensagem ${n} ${"palavra ".repeat(n % 30)}`);
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  const log = page.getByRole("log");
  await log.getByText("Mensagem 5000").waitFor();
  expect(await log.getByRole("article").count()).toBeLessThan(60);

  // Up, page by page, until a message that was not in the first fetch is on screen.
  await log.focus();
  await until("older messages came in", async () => {
    await page.keyboard.press("PageUp");
    return (await log.getByText(/^Mensagem 49[0-3]\d/).count()) > 0;
  });
  expect(await log.getByRole("article").count()).toBeLessThan(60);

  // What comes in below does not move what is being read.
  const scrolled = () => log.evaluate((box) => box.scrollTop);
  await until("scrolling came to rest", async () => {
    const before = await scrolled();
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    return before === (await scrolled());
  });
  const inView = await log.evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const articles = [...box.querySelectorAll("article")];
    return articles.findIndex((article) => article.getBoundingClientRect().top > top);
  });
  const read = await log.getByRole("article").nth(inView).textContent();
  const place = () =>
    log.evaluate((box, words) => {
      const articles = [...box.querySelectorAll("article")];
      const found = articles.find((article) => article.textContent === words);
      return (found?.getBoundingClientRect().top ?? 0) - box.getBoundingClientRect().top;
    }, read);
  const before = await place();
  world.onEvents = deliver;
  world.agentSays(id, here.agents.bruno.id, "Chegou enquanto você lia.");
  await page.getByRole("button", { name: "1 nova" }).waitFor();
  expect(await place()).toBeCloseTo(before ?? Number.NaN, 0);
  await page.getByRole("button", { name: "1 nova" }).click();
  await log.getByText("Chegou enquanto você lia.").waitFor();
});

test("a list that cannot be had says so and tries again; the rest goes on", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  gateway.failWith(/^\/conversations$/, 502);
  await page.getByRole("tab", { name: /Aguardando/ }).click();
  await page.getByText("Não foi possível falar com o servidor.").waitFor();
  gateway.recover();
  await page.getByRole("button", { name: "Tentar de novo" }).click();
  await page.getByRole("row", { name: /Diego Farias/ }).waitFor();
  await page.getByRole("row", { name: /Aline Torres.*Adiada/ }).waitFor();
});

test("whoever asks for the navigation of a phone before its code is there has it when it comes", async () => {
  await using here = await stage(browser, { viewport: { width: 390, height: 844 } });
  const { page, gateway } = here;
  let send = () => {};
  const asked = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(/navigation-drawer/, async (route) => {
    await asked;
    await route.continue();
  });
  await logIn(page, gateway.url);
  await page.getByRole("button", { name: "Navegação" }).press("Enter");
  send();
  const mine = page.getByRole("dialog").getByRole("link", { name: /Minhas conversas/ });
  await mine.press("Enter");
  await page.getByRole("heading", { name: "Minhas conversas" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("on a phone there is one pane at a time, and the way back", async () => {
  await using here = await stage(browser, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const { page, gateway, conversations } = here;
  await logIn(page, gateway.url);
  await page.getByRole("row", { name: /Rafael Moura/ }).tap();
  await page.waitForURL(`**/inbox/${conversations.rafael.id}`);
  await page.getByRole("log").waitFor();
  expect(await page.getByRole("grid", { name: "Conversas" }).count()).toBe(0);
  await page.getByRole("button", { name: "Mostrar ou ocultar contexto" }).tap();
  await page.getByRole("dialog", { name: "Contexto" }).getByText("pelo canal").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Voltar" }).tap();
  await page.getByRole("grid", { name: "Conversas" }).waitFor();
  await page.getByRole("button", { name: "Navegação" }).tap();
  await page.getByRole("link", { name: /Minhas conversas/ }).tap();
  await page.getByRole("heading", { name: "Minhas conversas" }).waitFor();
  expect(here.errors).toEqual([]);
});

test("with nothing to do the next of the queue that waits longest is one press away", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  for (const { id, assignee } of [...world.conversations.values()]) {
    if (assignee?.id === agents.carla.id) world.change(id, { assignee: null });
  }
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox?owner=me`);
  await page.getByText("Tudo em dia.").waitFor();
  const next = page.getByRole("button", { name: /Atender próxima da fila Atendimento N1 \(\d+\)/ });
  await next.press("Enter");
  await until("one is hers", () =>
    [...world.conversations.values()].some(({ assignee }) => assignee?.id === agents.carla.id),
  );
  expect(here.errors).toEqual([]);
});

test("a browser that has not sounded yet is tried once, and says whether it may", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url);
  const card = page.getByRole("region", { name: "Avisos com som" });
  await card.getByRole("button", { name: "Testar som" }).click();
  await card.getByText("O navegador permitiu o som", { exact: false }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await card.getByRole("button", { name: "Pronto" }).press("Enter");
  await card.waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Nenhuma conversa aberta").waitFor();
  expect(await card.count()).toBe(0);
  expect(here.errors).toEqual([]);
});
