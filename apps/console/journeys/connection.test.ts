import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const REPLY = "Resposta por chat do site";

/** Logged in as Carla, with her own conversation open. */
async function atRafael() {
  const here = await stage(browser);
  await logIn(here.page, here.gateway.url);
  await here.page.goto(`${here.gateway.url}/inbox/${here.conversations.rafael.id}`);
  await here.page.getByText("Vou testar agora").last().waitFor();
  const said = () =>
    (here.world.messages.get(here.conversations.rafael.id) ?? []).map(({ text }) => text);
  return { ...here, said };
}

test("what is written offline waits in sight and is sent once when the network is back", async () => {
  await using here = await atRafael();
  const { page, context, said } = here;
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.getByText("Sem conexão. Pode continuar escrevendo.").waitFor();
  await page.getByLabel(REPLY).fill("Primeira, sem rede.");
  await page.keyboard.press("Control+Enter");
  await page.getByLabel(REPLY).fill("Segunda, sem rede.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("2 mensagens serão enviadas ao voltar").waitFor();
  expect(await page.getByRole("article", { name: /Aguardando conexão/ }).count()).toBe(2);
  // What needs the server says why it cannot be done, and stays where it is.
  const resolve = page
    .getByRole("region", { name: "Conversa", exact: true })
    .getByRole("button", { name: "Resolver" });
  expect(await resolve.getAttribute("aria-disabled")).toBe("true");

  await context.setOffline(false);
  await page
    .getByRole("article", { name: /Aguardando conexão/ })
    .first()
    .waitFor({ state: "detached" });
  await page
    .getByRole("article", { name: /Na fila/ })
    .nth(1)
    .waitFor();
  expect(said().filter((text) => text.endsWith("sem rede."))).toEqual([
    "Primeira, sem rede.",
    "Segunda, sem rede.",
  ]);
  expect(here.errors.filter((error) => !error.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
});

test("words that wait for the network are taken back to be written on, and only the others are sent", async () => {
  await using here = await atRafael();
  const { page, context, said } = here;
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.getByText("Sem conexão. Pode continuar escrevendo.").waitFor();
  for (const words of ["Primeira, sem rede.", "Segunda, sem rede."]) {
    await page.getByLabel(REPLY).fill(words);
    await page.keyboard.press("Control+Enter");
  }
  await page.getByLabel(REPLY).fill("Começada depois.");
  await page.getByRole("row", { name: /Lúcia Ferraz/ }).click();
  await page.getByText("Alguma novidade?").last().waitFor();
  await page.getByRole("button", { name: "Ver", exact: true }).click();
  const list = page.getByRole("dialog", { name: "Mensagens por enviar" });
  const first = list.getByRole("listitem").filter({ hasText: "Primeira, sem rede." });
  await first.getByRole("button", { name: "Editar" }).click();
  await list.waitFor({ state: "detached" });
  await page.waitForURL(`**/inbox/${here.conversations.rafael.id}`);
  const composer = page.getByLabel(REPLY).and(page.locator(":focus"));
  await composer.waitFor();
  expect(await composer.inputValue()).toBe("Primeira, sem rede.\n\nComeçada depois.");
  await page.getByText("1 mensagem será enviada ao voltar").waitFor();

  await context.setOffline(false);
  await until("the other one was sent", () => said().includes("Segunda, sem rede."));
  expect(said()).not.toContain("Primeira, sem rede.");
  expect(await page.getByLabel(REPLY).inputValue()).toContain("Primeira, sem rede.");
});

test("unsent words survive a reload, and an answer lost on the way does not double them", async () => {
  await using here = await atRafael();
  const { page, gateway, said } = here;
  // The server takes the words but its answer never arrives, and then nothing gets through.
  let answers = 0;
  await page.route("**/messages", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    answers += 1;
    if (answers === 1) await route.fetch();
    return route.abort();
  });
  await page.getByLabel(REPLY).fill("Dita uma vez.");
  await page.keyboard.press("Control+Enter");
  await until("the words reached the server", () => said().includes("Dita uma vez."));
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();
  await page
    .getByRole("article", { name: /^Você.*Na fila/ })
    .getByText("Dita uma vez.")
    .waitFor();
  const sent = () => gateway.calls.filter(({ path }) => path.endsWith("/messages"));
  await until("the words were said again", () => sent().length > 1);
  expect(new Set(sent().map(({ body }) => body.clientId)).size).toBe(1);
  expect(said().filter((text) => text === "Dita uma vez.")).toHaveLength(1);
});

test("what happened while the line was down is caught up with", async () => {
  await using here = await atRafael();
  const { page, gateway, world, conversations } = here;
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  gateway.dropSockets();
  world.customerSays(conversations.rafael.id, "Escrita durante a queda.");
  world.customerSays(conversations.marina.id, "Outra, em outra conversa.");
  world.onEvents = deliver;
  await page.getByRole("log").getByText("Escrita durante a queda.").waitFor();
  await page.getByRole("grid").getByText("Outra, em outra conversa.").waitFor();
  expect(here.errors).toEqual([]);
});

test("after too much was missed, what came meanwhile stands below a line until the conversation is left", async () => {
  await using here = await atRafael();
  const { page, gateway, world, conversations } = here;
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  gateway.dropSockets();
  world.hasForgottenEvents = true;
  world.customerSays(conversations.rafael.id, "Escrita durante a queda.");
  world.onEvents = deliver;
  const log = page.getByRole("log");
  const line = log.getByRole("separator", { name: "Enquanto você estava offline" });
  await line.waitFor();
  const places = await log.getByRole("separator").or(log.getByRole("article")).allTextContents();
  expect(places.at(-2)).toBe("Enquanto você estava offline");
  expect(places.at(-1)).toContain("Escrita durante a queda.");
  expect(await log.getByRole("separator", { name: "Novas mensagens" }).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/missed.png` });
  // What comes now is told as ever, below.
  world.customerSays(conversations.rafael.id, "Esta chegou na hora.");
  await log.getByText("Esta chegou na hora.").waitFor();
  expect(await line.count()).toBe(1);
  await page.getByRole("row", { name: /Marina Costa/ }).click();
  await page.getByRole("heading", { name: "Marina Costa" }).first().waitFor();
  await page.goBack();
  await log.getByText("Esta chegou na hora.").waitFor();
  expect(await line.count()).toBe(0);

  // Nothing came here meanwhile: no line.
  world.onEvents = () => undefined;
  gateway.dropSockets();
  world.customerSays(conversations.marina.id, "Em outra conversa.");
  world.onEvents = deliver;
  await page.getByText("A lista foi atualizada").waitFor();
  world.customerSays(conversations.rafael.id, "Depois de voltar.");
  await log.getByText("Depois de voltar.").waitFor();
  expect(await line.count()).toBe(0);
  expect(here.errors).toEqual([]);
});

test("an event that never arrived is noticed by the hole it leaves, and fetched", async () => {
  await using here = await atRafael();
  const { page, world, conversations } = here;
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  world.customerSays(conversations.rafael.id, "Perdida no caminho.");
  world.onEvents = deliver;
  world.customerSays(conversations.rafael.id, "Chegou depois.");
  const log = page.getByRole("log");
  await log.getByText("Chegou depois.").waitFor();
  await log.getByText("Perdida no caminho.").waitFor();
  const texts = await log.getByRole("article").allInnerTexts();
  const at = (words: string) => texts.findIndex((text) => text.includes(words));
  expect(at("Perdida no caminho.")).toBe(at("Chegou depois.") - 1);
});

test("a line of the story that was not told here is there when the conversation is opened again", async () => {
  await using here = await atRafael();
  const { page, gateway, world, conversations, queues, agents } = here;
  await page.goto(`${gateway.url}/inbox`);
  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  await page.getByRole("log").getByText("Vou testar agora").waitFor();
  await page.getByRole("row", { name: /Lúcia Ferraz/ }).click();
  await page.getByRole("log").getByText("Alguma novidade?").waitFor();
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  gateway.verbs.escalate(agents.carla, conversations.rafael.id, {
    queueId: queues.finance.id,
    tried: "Tudo.",
    result: "Nada.",
    epoch: 1,
  });
  world.onEvents = deliver;
  gateway.verbs.return(agents.ines, conversations.rafael.id, { reason: "É N1.", epoch: undefined });
  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  await page
    .getByRole("log")
    .getByText(/Carla Dias escalou/)
    .waitFor();
  await page
    .getByRole("log")
    .getByText(/Inês Prado devolveu/)
    .waitFor();
});

/** Longer than a click takes. */
const FOUND_OUT_MS = 3_000;

test("a session that ends is renewed in place, and nothing underneath is lost", async () => {
  await using here = await atRafael();
  const { page, gateway, world, conversations } = here;
  await page.getByLabel(REPLY).fill("Escrita antes de a sessão cair.");
  gateway.expireSessions();
  // A request of the page's own may find out first: then nothing underneath can be pressed.
  await page
    .getByRole("region", { name: "Conversa", exact: true })
    .getByRole("button", { name: "Resolver" })
    .click({ timeout: FOUND_OUT_MS })
    .catch(() => undefined);
  const dialog = page.getByRole("alertdialog", { name: "A sessão terminou" });
  await dialog.getByLabel("Senha").fill("circuito");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByLabel(REPLY).inputValue()).toBe("Escrita antes de a sessão cair.");
  await page.getByLabel(REPLY).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("article", { name: /^Você.*Na fila/ }).waitFor();
  // The socket is back too: what happens now is seen.
  world.customerSays(conversations.rafael.id, "Ainda está aí?");
  await page.getByRole("log").getByText("Ainda está aí?").waitFor();
});

test("a part that had not come when the network went comes when it is back; one that cannot be had says so", async () => {
  await using here = await atRafael();
  const { page, context, gateway } = here;
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.getByText("Sem conexão").first().waitFor();
  await page.getByLabel(REPLY).fill("Até logo!");
  const sendLater = async () => {
    await page.getByRole("button", { name: "Mais opções de envio" }).click();
    await page.getByRole("menuitem", { name: /Agendar envio/ }).click();
  };
  await sendLater();
  expect(await page.getByLabel(REPLY).inputValue()).toBe("Até logo!");
  await context.setOffline(false);
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");

  await page.reload();
  await page.route("**/send-later-dialog*", (route) => route.abort());
  await page.getByLabel(REPLY).waitFor();
  await sendLater();
  await page.getByText("Esta parte não carregou.").waitFor();
  expect(await page.getByLabel(REPLY).inputValue()).toBe("Até logo!");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Recarregar" }).click();
  await page.waitForURL(`${gateway.url}/inbox/**`);
  await sendLater();
  await page.getByRole("dialog").waitFor();
});
