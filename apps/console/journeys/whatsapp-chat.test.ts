import { WINDOW_MARGIN_MS } from "@circuito/protocol/chat-text";
import type { Browser, Page } from "playwright-core";
import { axeViolations, chatStage, launchBrowser, logIn } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Here = Awaited<ReturnType<typeof chatStage>>;
type Chat = "nina" | "kinds" | "open24" | "over";

async function open(here: Here, which: Chat) {
  const { page, gateway, chatted } = here;
  await page.goto(`${gateway.url}/inbox/${chatted[which].id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  return page.getByRole("log");
}

const toTop = (page: Page) => page.getByRole("log").evaluate((box) => box.scrollTo(0, 0));
const toEnd = (page: Page) =>
  page.getByRole("log").evaluate((box) => box.scrollTo(0, box.scrollHeight));
const sent = ({ gateway }: Here) => gateway.calls.filter(({ path }) => /\/messages$/.test(path));

test.each([
  ["light", 1440],
  ["dark", 390],
] as const)(
  "every kind of message is shown as what it is (%s, %i px)",
  async (colorScheme, width) => {
    await using here = await chatStage(browser, { colorScheme, viewport: { width, height: 900 } });
    const { page } = here;
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    await logIn(page, here.gateway.url);
    const found: string[] = [];
    const see = async (...texts: readonly (string | RegExp)[]) => {
      for (const text of texts) {
        await page.getByRole("log").getByText(text).first().waitFor();
      }
      found.push(...(await axeViolations(page)));
    };

    const log = await open(here, "nina");
    await log.getByText("Obrigada!").waitFor();
    await toTop(page);
    await see("Veio de um anúncio", "Cafeteira Aurora com 20% de desconto", "Opções oferecidas");
    // Looks are for words that have nothing beside them, too.
    await log.locator("code", { hasText: "CAF-110" }).waitFor();
    expect(await log.locator("strong", { hasText: "cafeteira Aurora" }).count()).toBe(1);
    expect(await log.locator("em", { hasText: "grafite" }).count()).toBe(1);
    expect(await log.locator("s", { hasText: "vermelha" }).count()).toBe(1);
    expect(await log.getByText("Nina Rocha reagiu com 😍").count()).toBe(1);
    await see("Escolheu uma opção", "Rua das Flores, 100, Curitiba", "-25.42840, -49.27330");
    const map = log.getByRole("link", { name: "Abrir no mapa" });
    expect(await map.getAttribute("rel")).toBe("noopener noreferrer");

    await toEnd(page);
    await see("Encaminhada muitas vezes", /^Apagada pelo cliente às/, "Pelo celular");
    await see(/^Chegou depois: escrita às \d\d:\d\d enquanto o WhatsApp estava desconectado$/);
    await see("Mensagem de voz", "2 contatos", "(41) 3333-0000", "Ligação perdida");
    await see("Esta mensagem não está aqui.");
    await log.getByRole("button", { name: "Ouvir" }).waitFor();
    // How long it is, is known before a byte of it is asked for.
    await log.getByText("0:00 / 0:42", { exact: true }).waitFor();

    await open(here, "kinds");
    await toEnd(page);
    await see("Caio", "Entrega em qual dia?", "Pedido de 1 item", "Formulário: Entrega");
    await see("Produto CAF-110", "Promoções Aurora", "ephemeral · 131051", "Visualização única");
    expect(found).toEqual([]);
    expect(here.errors).toEqual([]);
    // Not a byte of a map, an advertisement or a voice was asked for.
    expect(fetched.filter((url) => !url.startsWith(here.gateway.url))).toEqual([]);
    expect(fetched.filter((url) => url.includes("audio.ogg"))).toEqual([]);
  },
);

test("a list says how long the recording is that came last, and words after it end that", async () => {
  await using here = await chatStage(browser);
  const { page, world, chatted } = here;
  await logIn(page, here.gateway.url);
  await open(here, "nina");
  const voice = {
    ...{ fileName: "audio/ogg", mimeType: "audio/ogg", sizeBytes: 9_000, lengthMs: 75_400 },
    ...{ state: "stored", url: "/icon.svg?v", disposition: "attachment", warning: null },
  } as const;
  world.customerSays(chatted.open24.id, "", { media: [voice] });
  const list = page.getByRole("grid", { name: "Conversas" });
  await list.getByText("Áudio · 1:15").waitFor();
  world.customerSays(chatted.open24.id, "Conseguiu ouvir?");
  await list.getByText("Conseguiu ouvir?").waitFor();
  expect(await list.getByText("1:15").count()).toBe(0);
  expect(here.errors).toEqual([]);
});

test("former words are shown when somebody asks", async () => {
  await using here = await chatStage(browser);
  const { page } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "nina");
  await log.getByText("Obrigada!").waitFor();
  await toTop(page);
  const button = log.getByRole("button", { name: "Editada · ver antes" });
  await button.waitFor();
  expect(await log.getByText("Pode deixar com o porteiro").count()).toBe(0);
  await button.press("Enter");
  await log.getByText("Pode deixar com o porteiro").waitFor();
  await log.getByRole("button", { name: "Ocultar versões anteriores" }).press("Enter");
  await log.getByText("Pode deixar com o porteiro").waitFor({ state: "detached" });
});

test("a quote leads to its message, also to one that was not loaded", async () => {
  await using here = await chatStage(browser);
  const { page, world, chatted } = here;
  const { nina, first } = chatted;
  for (let count = 0; count < 120; count += 1) {
    world.customerSays(nina.id, `Mensagem ${count}`);
  }
  const { PLAIN_CHAT } = await import("../harness/chat-seed.ts");
  world.customerSays(nina.id, "Sobre isto", {
    chat: {
      ...PLAIN_CHAT,
      answers: {
        messageId: first.id,
        conversationId: nina.id,
        seq: first.seq,
        text: first.text,
        from: "customer",
      },
    },
  });
  await logIn(page, here.gateway.url);
  const log = await open(here, "nina");
  await log.getByRole("button", { name: /^Ir para a mensagem citada: Nina Rocha/ }).press("Enter");
  await until("the first message has focus", () =>
    page.evaluate((id) => document.activeElement?.id === `message-${id}`, first.id),
  );
  expect(await page.locator(`#message-${first.id}`).isVisible()).toBe(true);
  expect(here.errors).toEqual([]);
});

test("a message is quoted from the keyboard, and the quote goes with the reply", async () => {
  await using here = await chatStage(browser);
  const { page, chatted } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "nina");
  await log.getByText("Obrigada!").waitFor();
  await log.focus();
  await page.keyboard.press("[");
  await page.keyboard.press("q");
  const strip = page.getByRole("region", { name: "Mensagem que você responde" });
  await strip.getByText("Obrigada!").waitFor();
  await until("the text box has focus", () =>
    page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"),
  );
  expect(await axeViolations(page)).toEqual([]);

  // Kept through a reload, and taken back.
  await page.keyboard.type("De nada, Nina!");
  await page.getByText("Rascunho salvo").waitFor();
  await page.reload();
  await strip.getByText("Obrigada!").waitFor();
  await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).focus();
  await page.keyboard.press("Control+Enter");
  await log
    .getByRole("button", { name: /^Ir para a mensagem citada: Nina Rocha Obrigada!/ })
    .waitFor();
  expect(sent(here)).toHaveLength(1);
  expect(sent(here)[0]?.body).toMatchObject({
    text: "De nada, Nina!",
    chat: { answers: chatted.newest.id },
  });
  await strip.waitFor({ state: "detached" });

  await log.focus();
  await page.keyboard.press("q");
  await strip.waitFor();
  await strip.getByRole("button", { name: "Não citar" }).press("Enter");
  await strip.waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("what is written offline with a quote arrives with it", async () => {
  await using here = await chatStage(browser);
  const { page, context, chatted } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "nina");
  await log.getByText("Obrigada!").waitFor();
  await page.keyboard.press("q");
  await page.getByRole("region", { name: "Mensagem que você responde" }).waitFor();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page
    .getByText(/^Sem conexão/)
    .first()
    .waitFor();
  await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).focus();
  await page.keyboard.type("Até logo!");
  await page.keyboard.press("Control+Enter");
  await log.getByText("Aguardando conexão").waitFor();
  await context.setOffline(false);
  await until("it was sent", () => sent(here).length === 1);
  expect(sent(here)[0]?.body).toMatchObject({ chat: { answers: chatted.newest.id } });
});

test("after the window a template is chosen, filled in and sent; the customer's words open it again", async () => {
  await using here = await chatStage(browser);
  const { page, world, chatted } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "over");
  await page.getByText("A janela de 24 h terminou").waitFor();
  expect(await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).count()).toBe(0);
  const search = page.getByRole("searchbox", { name: "Buscar modelo" });
  await search.waitFor();
  await page.keyboard.press("r");
  await until("the search for a template has focus", () =>
    page.evaluate(() => document.activeElement?.getAttribute("type") === "search"),
  );
  const barred = page.getByRole("option", { name: /oferta_do_mes/ });
  await barred.getByText("Indisponível aqui: o cabeçalho é um arquivo").waitFor();
  expect(await barred.getAttribute("aria-disabled")).toBe("true");
  expect(await axeViolations(page)).toEqual([]);

  await page.keyboard.type("entrega");
  await barred.waitFor({ state: "detached" });
  await until(
    "the one that is left is pointed at",
    async () => (await search.getAttribute("aria-activedescendant")) !== null,
  );
  await page.keyboard.press("Enter");
  const preview = page.getByRole("figure", { name: "Como o cliente vai ler" });
  await preview.getByText("Rastrear").waitFor();
  // Not a step by the pointer: focus follows from the list into the form.
  await until("the form has focus", () =>
    page.evaluate(() => document.activeElement?.closest("form") !== null),
  );
  await page.getByLabel("Cabeçalho {{1}}").focus();
  await page.keyboard.type("48213");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Sara");
  await preview.getByText("Pedido 48213").waitFor();
  await page.getByRole("button", { name: "Enviar modelo" }).press("Enter");
  await page.getByText("Preencha este campo.").first().waitFor();
  expect(sent(here)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel("Texto {{2}}").fill("sexta");
  await page.getByLabel("Final do endereço do botão “Rastrear”").fill("BR48213");
  await page.keyboard.press("Enter");

  await log.getByText("Olá Sara, seu pedido saiu para entrega e chega até sexta.").waitFor();
  await log.getByText("Modelo pedido_enviado").waitFor();
  const { chat, text } = sent(here)[0]?.body ?? {};
  expect(text).toBeUndefined();
  expect(chat).toEqual({
    template: {
      name: "pedido_enviado",
      language: "pt_BR",
      header: ["48213"],
      body: ["Sara", "sexta"],
      buttons: [{ index: 0, text: "BR48213" }],
    },
  });

  world.customerSays(chatted.over.id, "Chegou, obrigada!");
  await page.getByText("Janela de 24 h: restam 23 h 58").waitFor();
  await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).waitFor();
  expect(here.errors).toEqual([]);
});

test("words that come too late are a draft again, and templates take their place", async () => {
  await using here = await chatStage(browser);
  const { page, world, chats, chatted } = here;
  await logIn(page, here.gateway.url);
  await open(here, "open24");
  await page.getByText(/^Janela de 24 h: restam 23 h \d\d$/).waitFor();
  chats.closed.add(chatted.open24.id);
  await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).focus();
  await page.keyboard.type("Saiu hoje cedo, Otto.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("A janela de 24 h terminou").waitFor();
  await page.getByText("Seu rascunho está guardado:").waitFor();
  await page.getByText("Saiu hoje cedo, Otto.", { exact: true }).waitFor();

  chats.closed.clear();
  world.customerSays(chatted.open24.id, "Oi?");
  const box = page.getByRole("textbox", { name: "Resposta por WhatsApp" });
  await box.waitFor();
  expect(await box.inputValue()).toBe("Saiu hoje cedo, Otto.");

  // A template may be sent inside the window, too; what was written stays.
  await page.getByRole("button", { name: "Usar um modelo aprovado" }).press("Enter");
  await page.getByRole("option", { name: /retomar_conversa/ }).click();
  await page.getByRole("button", { name: "Enviar modelo" }).press("Enter");
  await page.getByRole("log").getByText("Oi! Podemos continuar nossa conversa?").waitFor();
  expect(await box.inputValue()).toBe("Saiu hoje cedo, Otto.");
  expect(here.errors.filter((text) => !text.includes("422"))).toEqual([]);
});

test("the window ends while one looks at it", async () => {
  await using here = await chatStage(browser);
  const { page, world, chatted } = here;
  await logIn(page, here.gateway.url);
  await open(here, "open24");
  world.change(chatted.open24.id, {
    replyWindowEndsAt: new Date(Date.now() + WINDOW_MARGIN_MS + 2_500).toISOString(),
  });
  await page.getByText("Janela de 24 h: restam menos de 1 min").waitFor();
  await page.getByRole("textbox", { name: "Resposta por WhatsApp" }).focus();
  await page.keyboard.type("Quase");
  await page.getByText("Só um modelo aprovado pode ser enviado agora").waitFor();
  await until("focus stays in the composer", () =>
    page.evaluate(() => document.activeElement?.closest("#pane-composer") != null),
  );
  await page.getByText("Seu rascunho está guardado:").waitFor();
});

test("at 320 px a chat and its templates need no scrolling sideways", async () => {
  await using here = await chatStage(browser, { viewport: { width: 320, height: 640 } });
  const { page } = here;
  await logIn(page, here.gateway.url);
  for (const which of ["nina", "kinds", "open24", "over"] as const) {
    const log = await open(here, which);
    await page
      .getByRole("option", { name: /pedido_enviado/ })
      .or(log)
      .first()
      .waitFor();
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0);
    expect(await log.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  }
  // The buttons under the words stay within their frame, on any phone.
  await open(here, "open24");
  const send = page.getByRole("button", { name: "Mais opções de envio" });
  for (const width of [320, 360, 399, 400, 480]) {
    await page.setViewportSize({ width, height: 640 });
    await until("the send button is within the frame", async () => {
      const box = await send.boundingBox();
      return box !== null && box.x + box.width <= width - 12;
    });
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await open(here, "over");
  await page.getByRole("option", { name: /pedido_enviado/ }).click();
  await page.getByRole("figure").waitFor();
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
});
