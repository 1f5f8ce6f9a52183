import type { Browser } from "playwright-core";
import { WRONG_CLIENT } from "../harness/mailbox-routes.ts";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each(["light", "dark"] as const)(
  "an admin connects a mailbox: found, tried, mended, tried again, created (%s)",
  async (colorScheme) => {
    await using here = await stage(browser, { colorScheme });
    const { page, gateway } = here;
    await logIn(page, gateway.url, "dora@example.com");
    await page.getByRole("link", { name: "Configurações" }).click();
    await page.getByRole("link", { name: /^E-mail Uma caixa/ }).click();
    await page.getByRole("heading", { name: "Canais de e-mail" }).waitFor();
    await page.getByLabel("Endereço de e-mail").fill("ajuda@example.com");
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: /Correio Exemplo/ }).waitFor();
    const test = page.getByRole("button", { name: "Testar" });

    // Nothing is sent anywhere while something is missing.
    await test.press("Enter");
    await page.getByText("Preencha este campo.").waitFor();
    expect(gateway.calls.filter(({ path }) => path === "/mailboxes/test")).toEqual([]);

    await page.getByLabel("Senha", { exact: true }).fill("errada");
    await test.press("Enter");
    const steps = page.getByRole("list", { name: "Passos do teste" });
    await steps.getByText("Usuário ou senha não conferem.").waitFor();
    await steps.getByText("NO [AUTHENTICATIONFAILED] Invalid credentials").waitFor();
    await page.getByText("Algum passo falhou. Corrija e teste de novo.").waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await page.getByLabel("Senha", { exact: true }).fill("certa");
    await test.press("Enter");
    await page.getByText("Tudo funciona: recebe e envia.").waitFor();
    await page.getByRole("button", { name: "Criar canal" }).press("Enter");
    await page.getByText("ajuda@example.com está conectado").waitFor();
    await page.getByRole("list", { name: "Etapas" }).getByText("Escolher a fila").waitFor();
    await page.getByText("vai agora para Atendimento N1").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const created = gateway.calls.find(({ path }) => path === "/inboxes");
    expect(created?.body).toMatchObject({
      channel: "email",
      settings: { address: "ajuda@example.com", imapHost: "imap.example.com", smtpPort: 587 },
    });
    expect(here.errors).toEqual([]);
  },
);

test("a server elsewhere gets no password before somebody confirms it", async () => {
  await using here = await stage(browser);
  const { page, gateway } = here;
  await logIn(page, gateway.url, "dora@example.com");
  await page.goto(`${gateway.url}/settings/channels/email`);
  await page.getByLabel("Endereço de e-mail").fill("ajuda@example.com");
  await page.keyboard.press("Enter");
  await page.getByText("Outro Provedor").click();
  await page.getByText("Os servidores ficam em outro domínio").waitFor();
  await page.getByLabel("Senha de app", { exact: true }).last().fill("certa");
  const test = page.getByRole("button", { name: "Testar" });
  expect(await test.getAttribute("aria-disabled")).toBe("true");
  await page.getByText("Confirmo que estes servidores são do meu provedor").click();
  await test.press("Enter");
  await page.getByText("Funciona: recebe.").waitFor();
});

test("what nobody knows is filled in by hand, at 320 px too", async () => {
  await using here = await stage(browser, { viewport: { width: 320, height: 640 } });
  const { page, gateway } = here;
  await logIn(page, gateway.url, "dora@example.com");
  await page.goto(`${gateway.url}/settings/channels/email`);
  await page.getByLabel("Endereço de e-mail").fill("ajuda@desconhecido.example.org");
  await page.keyboard.press("Enter");
  await page.getByText("Nada foi encontrado para este endereço.").waitFor();
  await page.getByLabel("Servidor IMAP").fill("imap.desconhecido.example.org");
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
});

test("who is no admin is told whom to ask", async () => {
  await using here = await stage(browser);
  await logIn(here.page, here.gateway.url);
  await here.page.goto(`${here.gateway.url}/settings/channels/email`);
  await here.page.getByText("Só administradores mudam isto.").waitFor();
});

test.each(["light", "dark"] as const)(
  "the owner of a mailbox consents at the provider's page, and the console knows (%s)",
  async (colorScheme) => {
    await using here = await stage(browser, { colorScheme });
    const { page, gateway } = here;
    await logIn(page, gateway.url, "dora@example.com");
    await page.goto(`${gateway.url}/settings/channels/email`);
    await page.getByLabel("Endereço de e-mail").fill("ajuda@example.com");
    await page.keyboard.press("Enter");
    await page.getByText("Microsoft 365").click();
    const ask = page.getByRole("button", { name: "Autorizar com Microsoft" });
    expect(await ask.getAttribute("aria-disabled")).toBe("true");
    await page.getByText(`${gateway.url}/oauth/mail`, { exact: true }).waitFor();

    await page.getByLabel("ID do cliente OAuth", { exact: true }).fill(WRONG_CLIENT);
    await page.getByLabel("Segredo do cliente OAuth").fill("segredo");
    await ask.press("Enter");
    await page.getByText("O ID ou o segredo do cliente não está certo.").waitFor();
    await page.getByText("AADSTS7000215: Invalid secret").waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await page.getByLabel("ID do cliente OAuth", { exact: true }).fill("certo");
    await ask.press("Enter");
    await page.getByText("Caixa autorizada", { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Testar" }).press("Enter");
    await page.getByRole("list", { name: "Passos do teste" }).waitFor();
    const tested = gateway.calls.findLast(({ path }) => path === "/mailboxes/test");
    const { oauthConsent, ...settings } = (tested?.body.settings ?? {}) as Record<string, unknown>;
    expect(oauthConsent).toEqual(expect.any(String));
    // What the browser never has, it cannot send.
    expect(settings).not.toHaveProperty("oauthRefreshToken");
    expect(settings).not.toHaveProperty("oauthClientSecret");

    // Another client's grant is not this one's.
    await page.getByLabel("ID do cliente OAuth", { exact: true }).fill("outro");
    await page.getByText("Caixa autorizada", { exact: true }).waitFor({ state: "detached" });
    expect(here.errors).toEqual([]);
  },
);
