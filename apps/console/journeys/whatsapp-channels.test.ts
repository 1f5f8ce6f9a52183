import type { Browser, Page } from "playwright-core";
import { axeViolations, chatStage, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const ADMIN = "dora@example.com";
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.each(["light", "dark"] as const)(
  "an admin pairs a phone by scanning, with every state in words (%s)",
  async (colorScheme) => {
    await using here = await chatStage(browser, { colorScheme });
    const { page, gateway, world, chats } = here;
    const found: string[] = [];
    const look = async (name: string) =>
      found.push(...(await axeViolations(page)).map((text) => `${name}: ${text}`));
    await logIn(page, gateway.url, ADMIN);
    await page.getByRole("link", { name: "Configurações" }).press("Enter");
    await page.getByRole("list", { name: "Canais" }).getByText("(41) 99900-0001").waitFor();
    await look("channels");

    await page.getByRole("link", { name: /^WhatsApp pelo celular O número/ }).press("Enter");
    await page.getByText("Não é oficial: a conta pode ser bloqueada").waitFor();
    await look("new by phone");
    await page.getByRole("button", { name: "Criar e parear" }).press("Enter");
    await page.getByText("Preencha este campo.").waitFor();
    await page.getByLabel("Nome do canal").fill("Balcão");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Balcão" }).waitFor();
    await page.getByText("Gerando o código…").waitFor();
    const created = gateway.calls.find(({ path }) => path === "/inboxes");
    expect(created?.body).toEqual({
      name: "Balcão",
      channel: "whatsapp",
      settings: { transport: "web" },
    });
    const id = world.inboxes.find(({ name }) => name === "Balcão")?.id ?? "";

    const tell = (told: Parameters<typeof chats.tell>[2]) => chats.tell(world, id, told);
    tell({
      state: "awaiting-scan",
      pairing: { method: "qr", value: "2@first,code", expiresAt: inSeconds(20) },
    });
    const code = page.getByRole("img", { name: /^Código QR/ });
    await code.waitFor();
    await page.getByText(/^vale por \d+ s$/).waitFor();
    await look("code to scan");
    const drawn = await code.locator("path").getAttribute("d");
    tell({
      state: "awaiting-scan",
      pairing: { method: "qr", value: "2@second,code", expiresAt: inSeconds(20) },
    });
    await until(
      "the next code is drawn",
      async () => (await code.locator("path").getAttribute("d")) !== drawn,
    );

    tell({ state: "syncing" });
    await page.getByText("Código lido. Conectando…").waitFor();
    expect(await code.count()).toBe(0);
    tell({ state: "ready", account: { phone: "+5541999000002", name: "Balcão" }, backlog: 2 });
    await page.getByText("Faltam ler 2 conversas do tempo sem conexão.").waitFor();
    await page.getByText("Balcão · (41) 99900-0002").waitFor();
    await look("connected");

    for (const [state, because, words] of [
      ["degraded", "no-answer", "A página do WhatsApp parou de responder"],
      ["backing-off", "disconnected", "O WhatsApp encerrou a conexão"],
      ["failed", "blocked-by-whatsapp", "O WhatsApp bloqueou esta conta"],
      ["failed", "some-new-reason", "some new reason"],
      ["logged-out", "by-phone", "A conexão foi removida no celular"],
    ] as const) {
      tell({ state, because, account: { phone: "+5541999000002", name: null } });
      await page.getByText(words, { exact: false }).last().waitFor();
    }
    await look("logged out");
    await page.getByRole("button", { name: "Parear de novo" }).press("Enter");
    await code.waitFor();
    expect(found).toEqual([]);
    expect(here.errors).toEqual([]);
  },
);

test("who cannot scan gets a code for the number, in groups, to copy", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, chats } = here;
  const inbox = chats.create(world, "Balcão", { transport: "web" });
  await logIn(page, gateway.url, ADMIN);
  await page.goto(`${gateway.url}/settings/channels/whatsapp/${inbox.id}`);
  const phone = page.getByLabel("Sem câmera? Número do celular");
  await phone.fill("99912-3388");
  await page.keyboard.press("Enter");
  await page.getByText("Informe o número inteiro, com DDD.").waitFor();
  expect(gateway.calls.filter(({ path }) => path.endsWith("/session"))).toEqual([
    expect.objectContaining({ path: "/session", method: "POST" }),
  ]);

  await phone.fill("(41) 99912-3388");
  await page.keyboard.press("Enter");
  await page.getByText("K7TQ-2M9W").waitFor();
  expect(gateway.calls.at(-1)?.body).toEqual({ kind: "pair-by-code", phone: "+5541999123388" });
  await page.getByRole("button", { name: "Copiar código" }).press("Enter");
  await page.getByText("Código copiado").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("K7TQ2M9W");
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole("button", { name: "Usar o código QR" }).press("Enter");
  await page.getByRole("img", { name: /^Código QR/ }).waitFor();
  expect(here.errors).toEqual([]);
});

test("a connected phone shows what goes through it, and is given up only after saying what that does", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, chatted } = here;
  await logIn(page, gateway.url, ADMIN);
  await page.goto(`${gateway.url}/settings/channels/whatsapp/${chatted.inboxes.phone.id}`);
  await page.getByText("Loja Aurora · (41) 99900-0001").waitFor();
  await page.getByText("41 status").waitFor();
  await page.getByText("3 mensagens de grupos").waitFor();

  await page.getByLabel("Respostas por minuto").fill("90");
  await page.getByRole("button", { name: "Salvar configurações" }).press("Enter");
  await page.getByText("Um número de 1 a 60.").waitFor();
  await page.getByLabel("Respostas por minuto").fill("6");
  await page.getByRole("button", { name: "Salvar configurações" }).press("Enter");
  await page.getByText("Configurações salvas").waitFor();
  expect(gateway.calls.at(-1)).toMatchObject({
    method: "PATCH",
    body: { enabled: true, settings: { transport: "web", groups: true, sendsPerMinuteMax: 6 } },
  });

  await page.getByRole("button", { name: "Desconectar a conta" }).press("Enter");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("O celular esquece este aparelho conectado").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Cancelar" }).press("Enter");
  expect(gateway.calls.at(-1)?.method).toBe("PATCH");
  await page.getByRole("button", { name: "Desconectar a conta" }).press("Enter");
  await dialog.getByRole("button", { name: "Desconectar a conta" }).press("Enter");
  await page.getByText("Um administrador desconectou a conta", { exact: false }).waitFor();
  expect(gateway.calls.at(-1)?.body).toEqual({ kind: "log-out" });
  expect(here.errors).toEqual([]);
});

test("an official number: its account, a webhook to paste, a test with words, changes without secrets", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, world, chats } = here;
  await logIn(page, gateway.url, ADMIN);
  await page.goto(`${gateway.url}/settings/channels/whatsapp/new`);
  await page.getByText("WhatsApp Cloud API").click();
  const create = page.getByRole("button", { name: "Criar e continuar" });
  await create.press("Enter");
  expect(await page.getByText("Preencha este campo.").count()).toBe(6);
  await page.getByLabel("Nome do canal").fill("Oficial");
  await page.getByLabel("ID do número de telefone").fill("106540352242922");
  await page.getByLabel("ID da conta do WhatsApp Business").fill("102290129340398");
  await page.getByLabel("Token de acesso").fill("EAAG-token-of-a-test-account");
  await page.getByLabel("Chave secreta do app").fill("errada");
  await page.getByRole("button", { name: "Gerar um token" }).press("Enter");
  const token = await page.getByLabel("Token de verificação").inputValue();
  expect(token).toMatch(/^[\w-]{32}$/);
  await page.getByText("Não está no formato esperado.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel("Chave secreta do app").fill("0123456789abcdef0123456789abcdef");
  await create.press("Enter");

  await page.getByRole("heading", { name: "Oficial" }).waitFor();
  const inbox = world.inboxes.find(({ name }) => name === "Oficial");
  expect(JSON.stringify(inbox?.settings)).not.toContain("EAAG");
  await page.getByRole("button", { name: "Copiar: Endereço do webhook" }).press("Enter");
  await page.getByText("Texto copiado").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(inbox?.webhookUrl);
  await page.getByRole("button", { name: "Copiar: Token de verificação" }).press("Enter");
  await until(
    "the token is in the clipboard",
    async () => (await page.evaluate(() => navigator.clipboard.readText())) === token,
  );

  chats.checks.set(inbox?.id ?? "", {
    steps: [
      { step: "token", ok: true, detail: "+55 41 3000-0000" },
      { step: "subscription", ok: false, detail: "no app is subscribed" },
    ],
  });
  await page.getByRole("button", { name: "Testar" }).press("Enter");
  const steps = page.getByRole("list", { name: "Passos do teste" });
  await steps.getByText("Nenhum app recebe os avisos desta conta").waitFor();
  await page.getByText("Algum passo falhou.").waitFor();
  // A tooltip that fades has no contrast yet.
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  expect(await axeViolations(page)).toEqual([]);

  // Where the token goes changes: it is asked for again before anything is sent.
  await page.getByRole("button", { name: "Avançado" }).press("Enter");
  await page.getByLabel("Endereço da API").fill("https://graph.example.com");
  const save = page.getByRole("button", { name: "Salvar configurações" });
  await save.press("Enter");
  await page.getByText("Digite de novo: o lugar para onde este segredo vai mudou.").waitFor();
  expect(gateway.calls.filter(({ method }) => method === "PATCH")).toEqual([]);
  await page.getByLabel("Token de acesso").fill("EAAG-token-of-another-place");
  await save.press("Enter");
  await page.getByText("Configurações salvas").waitFor();
  const sent = gateway.calls.findLast(({ method }) => method === "PATCH")?.body;
  expect(Object.keys(sent?.settings ?? {})).not.toContain("appSecret");

  // Switches have inputs that nobody sees: they must not make the page taller than its window.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);

  // Gone with the page; who needs one makes another, and is told where it goes.
  await page.reload();
  await page.getByText("O token de verificação não é mostrado depois de guardado").waitFor();
  expect(await page.getByText(token).count()).toBe(0);
  await page.getByRole("button", { name: "Gerar outro token" }).press("Enter");
  await page.getByText("O token de verificação mudou: cole-o na Meta").waitFor();
  const another = gateway.calls.findLast(({ method }) => method === "PATCH")?.body.settings;
  // The whole of the settings: what is left out of them would be as at first.
  expect(another).toMatchObject({
    graphBaseUrl: "https://graph.example.com",
    verifyToken: expect.stringMatching(/^[\w-]{32}$/),
  });
  await page.getByText((another as { verifyToken: string }).verifyToken).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // Typed in the settings, it is shown in the same place.
  await page.getByRole("button", { name: "Gerar um token" }).press("Enter");
  const typed = await page.getByRole("textbox", { name: "Token de verificação" }).inputValue();
  await page.getByRole("button", { name: "Salvar configurações" }).press("Enter");
  await page.getByText(typed).waitFor();
  expect(here.errors).toEqual([]);
});

test("a session that is down is told in its conversations, and everywhere to admins with the way there, until it is back", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, world, chats, chatted } = here;
  const { phone } = chatted.inboxes;
  const account = { phone: "+5541999000001", name: "Loja Aurora" };
  const tell = (told: Parameters<typeof chats.tell>[2]) =>
    chats.tell(world, phone.id, { account, ...told });
  const banner = page.getByText(/^WhatsApp da loja não está recebendo:/);
  const notice = page.getByText("O que você escrever espera e é enviado quando a conexão voltar.");
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${chatted.nina.id}`);
  tell({ state: "backing-off", because: "disconnected", since: inSeconds(-30) });
  tell({ state: "logged-out", because: "by-phone", since: inSeconds(-90) });
  await notice.waitFor();
  expect(await banner.count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  tell({ state: "stopped", since: inSeconds(-90) });
  await notice.waitFor({ state: "detached" });

  tell({ state: "failed", because: "blocked-by-whatsapp", since: inSeconds(-90) });
  await notice.waitFor();
  await page.context().clearCookies();
  await logIn(page, gateway.url, ADMIN);
  await page.getByText(/^WhatsApp da loja não está recebendo: o WhatsApp bloqueou/).waitFor();
  await page.getByRole("link", { name: "Ver o canal" }).press("Enter");
  await page.getByRole("heading", { name: "WhatsApp da loja" }).waitFor();
  tell({ state: "ready" });
  await banner.waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("at 320 px the channels need no scrolling sideways", async () => {
  await using here = await chatStage(browser, { viewport: { width: 320, height: 640 } });
  const { page, gateway, world, chats, chatted } = here;
  const fresh = chats.create(world, "Balcão", { transport: "web" });
  chats.tell(world, fresh.id, {
    state: "awaiting-scan",
    pairing: { method: "code", value: "K7TQ2M9W", expiresAt: inSeconds(60) },
  });
  await logIn(page, gateway.url, ADMIN);
  for (const [path, words] of [
    ["/settings/channels", "Adicionar canal"],
    ["/settings/channels/whatsapp/new?transport=web", "Não é oficial"],
    ["/settings/channels/whatsapp/new?transport=cloud", "Chave secreta do app"],
    [`/settings/channels/whatsapp/${fresh.id}`, "K7TQ-2M9W"],
    [`/settings/channels/whatsapp/${chatted.inboxes.phone.id}`, "Loja Aurora"],
    [`/settings/channels/whatsapp/${chatted.inboxes.cloud.id}`, "Endereço do webhook"],
  ] as const) {
    await page.goto(gateway.url + path);
    await page.getByText(words).first().waitFor();
    expect([path, await overflow(page)]).toEqual([path, 0]);
    expect([path, await axeViolations(page)]).toEqual([path, []]);
  }
  expect(here.errors).toEqual([]);
});

test("who is no admin finds no channels, whatever the address", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, chatted } = here;
  await logIn(page, gateway.url);
  for (const path of ["", "/whatsapp/new", `/whatsapp/${chatted.inboxes.phone.id}`]) {
    await page.goto(`${gateway.url}/settings/channels${path}`);
    await page.getByText("Só administradores mudam isto.").waitFor();
  }
});

test("a channel that is turned off says so, and is turned on where it says it", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, world, chatted } = here;
  const { phone } = chatted.inboxes;
  world.putInbox({ ...world.inbox(phone.id), enabled: false });
  await logIn(page, gateway.url, ADMIN);
  await page.goto(`${gateway.url}/settings/channels/whatsapp/${phone.id}`);
  await page.getByText("Desligado", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Ligar o canal" }).press("Enter");
  await page.getByText("Loja Aurora · (41) 99900-0001").waitFor();
  expect(gateway.calls.at(-1)).toMatchObject({ method: "PATCH", body: { enabled: true } });
  expect(here.errors).toEqual([]);
});

test("on a small screen the drawer leads to the channels, and closes", async () => {
  await using here = await chatStage(browser, { viewport: { width: 390, height: 800 } });
  const { page, gateway } = here;
  await logIn(page, gateway.url, ADMIN);
  await page.waitForURL(/\/inbox/);
  await page.getByRole("row").first().waitFor();
  await page.getByRole("button", { name: "Navegação" }).press("Enter");
  await page.getByRole("dialog").getByRole("link", { name: "Configurações" }).press("Enter");
  await page.getByRole("link", { name: "Canais" }).press("Enter");
  await page.getByRole("heading", { name: "Canais" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Voltar" }).press("Enter");
  await page.getByRole("navigation", { name: "Configurações" }).waitFor();
});

test.each([
  ["English", "Settings", "Add a channel", "Connected", "It is unofficial"],
  ["Español", "Configuración", "Agregar canal", "Conectado", "No es oficial"],
])("the channels speak %s", async (name, settings, add, state, notice) => {
  await using here = await chatStage(browser);
  const { page, gateway, chatted } = here;
  await page.goto(gateway.url);
  await page.getByRole("button", { name: "Português" }).click();
  await page.getByRole("menuitemradio", { name }).click();
  await page.locator("input[type=email]").fill(ADMIN);
  await page.locator("input[type=password]").fill("circuito");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/inbox/);
  await page.getByRole("link", { name: settings, exact: true }).press("Enter");
  await page.waitForURL(/settings/);
  await page.goto(`${gateway.url}/settings/channels`);
  await page.getByText(add).waitFor();
  await page.goto(`${gateway.url}/settings/channels/whatsapp/${chatted.inboxes.phone.id}`);
  await page.getByText(state, { exact: true }).first().waitFor();
  await page.getByText(notice).waitFor();
  expect(here.errors).toEqual([]);
});
