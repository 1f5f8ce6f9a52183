import { randomUUID } from "node:crypto";
import type { SuggestedArticleView } from "@circuito/protocol";
import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function article(
  title: string,
  because: SuggestedArticleView["because"],
  url: string | null,
): SuggestedArticleView {
  return {
    ...{ articleId: randomUUID(), locale: "pt-BR", title, categoryId: null, url, because },
    audience: url === null ? "internal" : "public",
    excerpt: { text: "Peça a segunda via no portal.", marks: [] },
    words: `${title}: peça a segunda via no portal, em Minha conta.`,
  };
}

test("articles that fit are asked for once somebody looks, say why, and go into the reply", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { id } = conversations.rafael;
  const link = "https://example.com/pt-BR/segunda-via";
  const bill = article("Segunda via", { category: "Boleto", words: ["boleto", "vencido"] }, link);
  const secret = article("Estorno", { category: null, words: ["estorno"] }, null);
  world.suggested.set(id, [bill, secret]);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/articles?")) asked.push(new URL(request.url()).pathname);
  });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  const title = page.getByRole("button", { name: "Artigos sugeridos" });
  await title.waitFor();
  expect(asked).toEqual([]);
  await title.press("Enter");
  const shown = page.getByRole("article", { name: "Segunda via" });
  await shown.getByText("Categoria Boleto · Palavras: boleto, vencido").waitFor();
  expect(await shown.getByRole("link").getAttribute("href")).toBe(link);
  const inside = page.getByRole("article", { name: "Estorno" });
  expect(await inside.getByRole("link").getAttribute("href")).toBe(
    `/settings/knowledge/${secret.articleId}?locale=pt-BR`,
  );
  // What only the team reads has no address to send.
  expect(await inside.getByRole("button", { name: /Inserir link/ }).count()).toBe(0);
  await inside.getByText("Equipe").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.SHOTS) {
    await page.screenshot({ path: `${process.env.SHOTS}/articles-light.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: `${process.env.SHOTS}/articles-dark.png` });
  }

  // A message moves nothing under one's eyes; another category asks anew.
  world.customerSays(id, "E o estorno?");
  await page.getByRole("log").getByText("E o estorno?").waitFor();
  expect(asked).toHaveLength(1);
  world.suggested.set(id, [bill]);
  world.change(id, { category: "Boleto", categoryId: randomUUID() });
  await inside.waitFor({ state: "detached" });
  expect(asked).toEqual([1, 2].map(() => `/api/v1/conversations/${id}/articles`));

  await shown.getByRole("button", { name: "Inserir link de Segunda via" }).press("Enter");
  const reply = page.getByRole("textbox", { name: /^Resposta/ });
  await reply.and(page.locator(":focus")).waitFor();
  expect(await reply.inputValue()).toBe(link);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("log").getByText(link).waitFor();
  const sent = gateway.calls.filter(({ path }) => path.endsWith("/messages")).at(-1);
  expect(sent?.body).toMatchObject({
    articles: [{ articleId: bill.articleId, locale: "pt-BR", how: "link" }],
  });
  expect(here.errors).toEqual([]);
});
