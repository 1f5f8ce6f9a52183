import type { Browser, Page } from "playwright-core";
import { launchBrowser, logIn, mailStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Mailed = Awaited<ReturnType<typeof mailStage>>["mailed"];

const open = async (which: keyof Mailed) => {
  const here = await mailStage(browser);
  await logIn(here.page, here.gateway.url);
  const conversation = here.mailed[which];
  await here.page.goto(`${here.gateway.url}/inbox/${conversation.id}`);
  await here.page.getByRole("log").getByRole("article").first().waitFor();
  return { ...here, conversation };
};

const mails = (page: Page) => page.getByRole("log").getByRole("article");

test("the list shows the subject over the first words, and the head names it", async () => {
  await using here = await open("thread");
  const { page } = here;
  const row = page.getByRole("row", { name: /Marina Costa, e-mail, Pedido 48213/ });
  await row.getByText("Pedido 48213: jarra trincada").waitFor();
  await row.getByText(/já tem previsão/).waitFor();
  const head = page.getByRole("region", { name: "Conversa", exact: true }).locator("header");
  await head.getByText("Pedido 48213: jarra trincada").waitFor();
});

test("older mails are a line each, the newest is open, and keys open and fold them", async () => {
  await using here = await open("thread");
  const { page } = here;
  await until("four mails", async () => (await mails(page).count()) === 4);
  const heads = mails(page)
    .locator("button[aria-expanded]:first-of-type")
    .filter({
      has: page.locator("time"),
    });
  const folded = () =>
    heads.evaluateAll((all) => all.map((head) => head.getAttribute("aria-expanded")));
  expect(await folded()).toEqual(["false", "false", "false", "true"]);
  await heads.nth(2).focus();
  await page.keyboard.press("Enter");
  await until("the third is open", async () => (await folded())[2] === "true");
  // What was quoted and signed waits behind its fold.
  const third = mails(page).nth(2);
  expect(await third.getByText("Compras · Cliente S.A.").count()).toBe(0);
  await third.getByRole("button", { name: "Mostrar texto citado" }).press("Enter");
  await third.getByText("Compras · Cliente S.A.").waitFor();
  expect(await third.locator("blockquote").count()).toBe(2);
  await third.getByRole("button", { name: "Ocultar texto citado" }).press("Enter");
  await third.getByText("Compras · Cliente S.A.").waitFor({ state: "detached" });
  await heads.nth(2).press("Enter");
  await until("it is folded again", async () => (await folded())[2] === "false");
  expect(here.errors).toEqual([]);
});

test("the line of people opens to every address", async () => {
  await using here = await open("thread");
  const newest = mails(here.page).last();
  await newest.getByText(/para Suporte Aurora · cc Ana Lima/).waitFor();
  await newest.getByRole("button", { name: "Detalhes" }).press("Enter");
  for (const person of [
    "Marina Costa <marina@cliente.example.org>",
    "Suporte Aurora <suporte@example.com>",
    "Ana Lima <ana@cliente.example.org>",
  ]) {
    await newest.getByText(person, { exact: true }).waitFor();
  }
});

test("a mail's HTML stands in a frame that runs nothing and has an origin of its own", async () => {
  await using here = await open("thread");
  const { page } = here;
  const frame = mails(page).last().locator("iframe");
  expect(await frame.getAttribute("sandbox")).toBe("allow-popups allow-popups-to-escape-sandbox");
  expect(await frame.getAttribute("title")).toBe("Conteúdo do e-mail de Marina Costa");
  const inside = mails(page).last().frameLocator("iframe");
  await inside.getByText("já tem previsão?").waitFor();
  expect(await frame.evaluate((node) => (node as HTMLIFrameElement).contentDocument)).toBeNull();
  expect(await inside.locator("blockquote").count()).toBe(0);
  await mails(page).last().getByRole("button", { name: "Mostrar texto citado" }).click();
  await inside.locator("blockquote").first().waitFor();
  // The same words without a frame, for who prefers or needs them.
  await mails(page)
    .last()
    .getByRole("button", { name: /^Ações do e-mail/ })
    .click();
  await page.getByRole("menuitem", { name: "Ver só o texto" }).click();
  await frame.waitFor({ state: "detached" });
  await mails(page).last().locator("blockquote").waitFor();
  expect(here.errors).toEqual([]);
});

test("pictures are held back until this sender's are wanted", async () => {
  await using here = await open("newsletter");
  const { page, gateway } = here;
  const mail = mails(page).first();
  await mail.getByText("2 imagens externas bloqueadas").waitFor();
  const inside = mail.frameLocator("iframe");
  await inside.getByRole("heading", { name: "Cafés da estação" }).waitFor();
  expect(await inside.locator("img[src]").count()).toBe(0);
  await mail.getByRole("button", { name: "Mostrar deste remetente" }).press("Enter");
  await page.getByText("Imagens de Torrefação Boa Vista liberadas").waitFor();
  await until(
    "the pictures are there",
    async () => (await inside.locator("img[src]").count()) === 2,
  );
  expect(await mail.getByText("2 imagens externas bloqueadas").count()).toBe(0);
  expect(gateway.calls.filter(({ path }) => path.endsWith("/allow-images"))).toHaveLength(1);
  expect(here.errors).toEqual([]);
});

test("a bounce says in words whom the mail did not reach, and the mail itself says so too", async () => {
  await using here = await open("bounced");
  const { page } = here;
  const bounce = mails(page).last();
  await bounce.getByText("O e-mail não chegou").waitFor();
  await bounce.getByText(/o endereço não existe\. Não adianta tentar de novo/).waitFor();
  const ours = mails(page).filter({ hasText: "segue a segunda via" });
  await ours.getByRole("button").first().press("Enter");
  const results = ours.getByRole("region", { name: "Entrega por destinatário" });
  await results.getByText("Voltou: não entregue").waitFor();
  await results.getByText(/550 5\.1\.1/).waitFor();
});

test("an impostor is told apart: by address, by notice, and the reply leaves them out", async () => {
  await using here = await open("hostile");
  const { page } = here;
  const mail = mails(page).last();
  await mail.getByText("Remetente não verificado").waitFor();
  await mail.getByText("cobranca@faturas-urgentes.example.net", { exact: true }).waitFor();
  await mail.getByText("pode ser perigoso · 96 KB").waitFor();
  // A blocked file cannot be fetched.
  expect(await mail.getByRole("link", { name: /planilha\.xlsm/ }).count()).toBe(0);
  await page
    .getByText("cobranca@faturas-urgentes.example.net: remetente não verificado ficou de fora")
    .waitFor();
  expect(here.errors).toEqual([]);
});

test("why a mail stands here is told with every candidate, and the original can be had", async () => {
  await using here = await open("thread");
  const { page } = here;
  const third = mails(page).nth(2);
  await third.getByRole("button").first().click();
  await third.getByRole("button", { name: /^Ações do e-mail/ }).press("Enter");
  await page.getByRole("menuitem", { name: "Original e por que está aqui" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog
    .getByText("Está aqui porque veio para o endereço de resposta desta conversa.")
    .waitFor();
  await dialog.getByText("outra veio antes").waitFor();
  expect(await dialog.getByRole("link", { name: /\.eml/ }).getAttribute("href")).toMatch(/\/raw$/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});
