import type { Locator, Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { FakeImapServer } from "../../packages/lab/src/index.ts";
import { API_ROUTES, inboxView } from "../../packages/protocol/src/index.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** A mailbox that moves is let go, and opened at its new server: seconds on a busy machine. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("channels");
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
afterEach(() => {
  expect(stage?.troubles ?? []).toEqual([]);
});

const routingOf = (page: Page) => page.getByRole("region", { name: "Para onde vão as mensagens" });

async function chooseQueue(page: Page, name: string): Promise<void> {
  await routingOf(page).getByRole("button", { name: /Fila/ }).press("Enter");
  await page.getByRole("option", { name, exact: true }).press("Enter");
}

/** Goes to another page of the settings. @returns what is asked meanwhile */
async function leave(page: Page): Promise<Locator> {
  const index = page.getByRole("navigation", { name: "Configurações" });
  await index.getByRole("link", { name: "Filas", exact: true }).press("Enter");
  const question = page.getByRole("alertdialog");
  await question.waitFor();
  return question;
}

const arrived = (page: Page) => page.getByRole("heading", { name: "Filas", level: 1 }).waitFor();

const WAYS = [
  { way: "form", path: "/settings/channels/form/new" },
  { way: "sms", path: "/settings/channels/sms/new" },
  { way: "webchat", path: "/settings/channels/webchat/new" },
  { way: "whatsapp by a phone", path: "/settings/channels/whatsapp/new?transport=web" },
  { way: "whatsapp by Meta", path: "/settings/channels/whatsapp/new?transport=cloud" },
];

test.each(WAYS)(
  "whoever leaves a new channel ($way) with something typed is asked",
  async ({ path }) => {
    const page = await stage.open("gustavo", path);
    const name = page.getByLabel("Nome do canal");
    await name.fill("Meio feito");
    const question = await leave(page);
    await question.getByRole("button", { name: "Continuar editando" }).last().press("Enter");
    await question.waitFor({ state: "detached" });
    expect(await name.inputValue()).toBe("Meio feito");
    await (await leave(page)).getByRole("button", { name: "Descartar" }).press("Enter");
    await arrived(page);
  },
);

test("what is typed on a page of the settings stays while the window becomes a phone's, and wide again", async () => {
  const page = await stage.open("gustavo", "/settings/channels/sms/new");
  const name = page.getByLabel("Nome do canal");
  const index = page.getByRole("navigation", { name: "Configurações" });
  await name.fill("Meio feito");
  await page.setViewportSize({ width: 390, height: 844 });
  await index.waitFor({ state: "detached" });
  expect(await name.inputValue()).toBe("Meio feito");
  await page.setViewportSize({ width: 1440, height: 900 });
  await index.waitFor();
  expect(await name.inputValue()).toBe("Meio feito");
});

test("a new mailbox that is left is asked about, and is not made before it was tested", async () => {
  const page = await stage.open("gustavo", "/settings/channels/email");
  await page.getByLabel("Endereço de e-mail").fill("sac@example.invalid");
  await page.getByRole("button", { name: "Procurar configurações" }).press("Enter");
  await page.getByLabel("Senha", { exact: true }).fill("uma senha");
  await (await leave(page)).getByRole("button", { name: "Salvar" }).press("Enter");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await page.getByLabel("Senha", { exact: true }).inputValue()).toBe("uma senha");
  await (await leave(page)).getByRole("button", { name: "Descartar" }).press("Enter");
  await arrived(page);
});

const letter = (subject: string) =>
  [
    "From: Ana Souza <ana@example.com>",
    "To: sac@example.org",
    `Subject: ${subject}`,
    "Message-ID: <moved@mail.example.com>",
    "",
    "Bom dia, ainda não chegou.",
    "",
  ].join("\r\n");

test("a mailbox moves to another server: tried with the new password, saved, and read there without a restart", async () => {
  await using before = await FakeImapServer.start();
  await using after = await FakeImapServer.start();
  const { id } = inboxView.pick({ id: true }).parse(
    await stage.api("gustavo").post("/inboxes", {
      name: "SAC",
      channel: "email",
      settings: {
        address: "sac@example.org",
        imapHost: "127.0.0.1",
        imapPort: before.port,
        imapSecurity: "none",
        imapUser: "sac@example.org",
        imapPassword: "a senha antiga",
        firstMails: { from: "everything" },
      },
    }),
  );
  const page = await stage.open("gustavo", `/settings/channels/email/${id}`);
  await page.getByText("Conectada", { exact: true }).waitFor();
  const panel = page.getByRole("region", { name: "Conexão" });
  const save = panel.getByRole("button", { name: "Salvar conexão" });
  const test = panel.getByRole("button", { name: "Testar" });
  expect(await panel.getByLabel("Senha", { exact: true }).inputValue()).toBe("");

  // The kept password is nobody else's to have: another server is told nothing.
  await panel.getByLabel("Porta").fill(String(after.port));
  await test.press("Enter");
  await panel.getByText("Digite de novo: o lugar para onde este segredo vai mudou.").waitFor();
  expect(after.commands).toEqual([]);
  expect(await save.getAttribute("aria-disabled")).toBe("true");

  after.conduct.login = "NO [AUTHENTICATIONFAILED] Invalid credentials";
  await panel.getByLabel("Senha", { exact: true }).fill("quase");
  await test.press("Enter");
  await panel.getByText("Usuário ou senha não conferem.").waitFor();
  await panel.getByRole("button", { name: "Salvar mesmo assim" }).waitFor();

  after.conduct.login = undefined;
  await panel.getByLabel("Senha", { exact: true }).fill("a senha nova");
  await test.press("Enter");
  await panel.getByText("Funciona: recebe.").waitFor();
  await save.press("Enter");
  await page.getByText("Configurações salvas").waitFor();
  expect(await panel.getByLabel("Senha", { exact: true }).inputValue()).toBe("");

  after.deliver(letter("Mudamos de provedor"));
  await page.goto("/inbox");
  await page.getByText("Mudamos de provedor").first().waitFor();
});

test("a channel's last step sends what it gets to a queue: tried in words, published, and the next customer is there", async () => {
  const page = await stage.open("gustavo", `/settings/channels/sms/${stage.inboxId}`);
  const panel = routingOf(page);
  await panel.getByText(/vai agora para Solucionadores/).waitFor();
  await panel.getByRole("radio", { name: /^Uma fila/ }).press(" ");
  await chooseQueue(page, "Técnico");
  await panel.getByText(/^Publicar cria a regra/).waitFor();
  await chooseQueue(page, "Financeiro");
  await panel.getByText(/vai para Financeiro, pela regra \d+, “SMS”/).waitFor();
  await panel.getByText(/Publicar cria a regra “SMS” na posição \d+/).waitFor();
  await panel.getByRole("button", { name: "Publicar" }).press("Enter");
  await page.getByText("Publicado: vale a partir da próxima conversa.").waitFor();
  await panel.getByText(/vai agora para Financeiro/).waitFor();
  // The rule is there now: what was said of another queue before is true no more.
  await chooseQueue(page, "Técnico");
  await panel.getByText(/vai para Técnico/).waitFor();
  expect(await panel.getByText(/^Publicar cria a regra/).count()).toBe(0);

  await stage.customerSays("+5511900000088", "Bom dia, tudo certo?");
  const gustavo = stage.api("gustavo");
  const queues = API_ROUTES.listQueues.response.parse(await gustavo.get("/queues"));
  const finance = queues.items.find(({ name }) => name === "Financeiro")?.id;
  await until("it is in the queue", async () => {
    const found = await gustavo.get("/conversations?search=900000088");
    return API_ROUTES.listConversations.response.parse(found).items[0]?.queueId === finance;
  });
});

test("rules that were published meanwhile are told of, and what was chosen stays to be published again", async () => {
  const page = await stage.open("gustavo", `/settings/channels/sms/${stage.inboxId}`);
  const panel = routingOf(page);
  await panel.getByText(/vai agora para Financeiro/).waitFor();
  await chooseQueue(page, "Técnico");
  await panel.getByText(/vai para Técnico/).waitFor();

  const route = `/inboxes/${stage.inboxId}/routing`;
  const { inForce } = API_ROUTES.getInboxRouting.response.parse(
    await stage.api("gustavo").get(`${route}?as=in-force`),
  );
  await stage.api("gustavo").put(route, { queueId: null, inForce, note: "Como antes" });
  await panel.getByRole("button", { name: "Publicar" }).press("Enter");
  await panel.getByText(/^Publicar cria a regra “SMS”/).waitFor();
  await panel.getByText(/^Outras regras foram publicadas/).waitFor();
  await panel.getByRole("button", { name: "Publicar" }).press("Enter");
  await panel.getByText(/vai agora para Técnico/).waitFor();
  expect(await panel.getByText(/^Outras regras foram publicadas/).count()).toBe(0);
  // What the browser itself says of a refusal.
  expect(stage.troubles.splice(0)).toEqual([expect.stringContaining("409 (Conflict)")]);
});

test("a card tells how its channel did of late, and looks again after half a minute", async () => {
  await stage.customerSays("+5511900000071", "Tem alguém aí?");
  const page = await stage.open("gustavo", "/settings/channels");
  await page.clock.install();
  await page.reload();
  const card = page.getByRole("link", { name: /SMS/ });
  await card.getByText("há menos de 1 min").waitFor();
  const errors = card
    .locator("div", { has: page.getByText("Erros em 24 h", { exact: true }) })
    .last();
  expect(await errors.textContent()).toMatch(/0$/);
  await stage.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
      values ($1, 'unreadable', 'malformed', 7, '', '{}', 'parked')`,
    [stage.inboxId],
  );
  await page.clock.runFor(31_000);
  await errors.getByText("1", { exact: true }).waitFor();
  await page.context().close();
});

test("what the DNS says of a mailbox is told with the record to publish", async () => {
  const [mailbox] = await stage.query<{ id: string }>(
    "select id from inboxes where channel = 'email' order by created_at limit 1",
  );
  const page = await stage.open("gustavo", `/settings/channels/email/${mailbox?.id}`);
  const publish = { name: "_dmarc.loja.example.com", value: "v=DMARC1; p=none" };
  const spf = { name: "loja.example.com", value: "v=spf1 include:_spf.google.com ~all" };
  await page.route("**/sender-check", (route) =>
    route.fulfill({
      contentType: "application/json",
      // The name service of whoever runs the tests is nobody's business.
      body: JSON.stringify({
        domain: "loja.example.com",
        findings: [
          { about: "spf", verdict: "ok", because: "spf-covers", record: spf, publish: null },
          { about: "dkim", verdict: "unsure", because: "dkim-unsure", record: null, publish: null },
          { about: "dmarc", verdict: "broken", because: "dmarc-missing", record: null, publish },
        ],
      }),
    }),
  );
  await page.getByRole("button", { name: "Verificar SPF, DKIM e DMARC" }).click();
  const findings = page.getByRole("list", { name: "O que o DNS diz de loja.example.com" });
  await findings.getByText("O servidor pelo qual você envia está autorizado.").waitFor();
  await findings.getByText("v=spf1 include:_spf.google.com").waitFor();
  await findings.getByText("Ligue o DKIM no painel do provedor").waitFor();
  await findings.getByRole("button", { name: "Copiar: Valor" }).waitFor();
  await page.getByText("Respostas de loja.example.com podem ir para o lixo eletrônico").waitFor();
  await page.context().close();
});

test.each(WAYS)("Ctrl+Enter is the next step of a new channel ($way)", async ({ path }) => {
  const page = await stage.open("gustavo", path);
  await page.getByRole("button", { name: /^Criar/ }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("Nome do canal").and(page.locator("[aria-invalid=true]")).waitFor();
  await page.context().close();
});

test("Ctrl+Enter looks for a mailbox's settings, then tries them; what failed can be copied", async () => {
  const page = await stage.open("gustavo", "/settings/channels/email");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("textbox", { name: "Endereço de e-mail" }).fill("sac@example.invalid");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Testar" }).waitFor();
  await page.getByRole("textbox", { name: /Servidor IMAP/ }).fill("127.0.0.1");
  await page.getByRole("textbox", { name: /Servidor SMTP/ }).fill("127.0.0.1");
  await page.getByLabel("Senha", { exact: true }).fill("segredo");
  await page.keyboard.press("Control+Enter");
  await page
    .getByRole("button", { name: /^Copiar diagnóstico: / })
    .first()
    .click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Circuito · 20.*\n.*\(imap-(dns|tcp|tls)\)\n/);
  expect(copied).not.toContain("segredo");
  await page.context().close();
});
