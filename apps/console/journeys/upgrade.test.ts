import type { Browser, Page } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const REPLY = "Resposta por chat do site";
const NEWS = "Nova versão disponível.";

/** Carla at her own conversation; whether the page that runs is the first one that was loaded. */
async function atRafael() {
  const here = await stage(browser);
  const { page, gateway, conversations } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByText("Vou testar agora").last().waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => Object.assign(window, { isFirst: true }));
  const isFirst = () => page.evaluate(() => "isFirst" in window);
  return { ...here, isFirst };
}

/** Who asks for the page again gets one of another build; whoever loads it gets what there is. */
const upgrade = (page: Page) =>
  page.route("**/inbox", async (route) => {
    if (route.request().resourceType() === "document") return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/console-[\w-]+\.js/g, "console-next.js");
    return route.fulfill({ response, body });
  });

/** Answered, and so over, when the page is asked for after the line came back. */
async function reconnect({ page, gateway }: { page: Page; gateway: { dropSockets(): void } }) {
  const asked = page.waitForResponse(
    (answer) => answer.url().endsWith("/inbox") && answer.request().resourceType() === "fetch",
  );
  gateway.dropSockets();
  await asked;
}

/** The tab is behind another one, as far as the page can tell. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });

test("an upgraded gateway is told of after the line is back, and what is being written stays", async () => {
  await using here = await atRafael();
  const { page, isFirst } = here;
  // A line that was only down is no upgrade.
  await reconnect(here);
  await upgrade(page);
  await page.getByLabel(REPLY).fill("Ainda escrevendo");
  expect(await page.getByText(NEWS).count()).toBe(0);

  await reconnect(here);
  await page.getByText(NEWS).first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await hide(page);
  expect(await isFirst()).toBe(true);
  await page.getByRole("button", { name: "Atualizar" }).click();
  await page.waitForFunction(() => !("isFirst" in window));
  await page.getByText("Vou testar agora").last().waitFor();
  expect(await page.getByLabel(REPLY).inputValue()).toBe("Ainda escrevendo");
  expect(await page.getByText(NEWS).count()).toBe(0);
});

test("a page that nobody looks at and nobody writes in is loaded anew by itself", async () => {
  await using here = await atRafael();
  const { page, isFirst } = here;
  await upgrade(page);
  await reconnect(here);
  await page.getByText(NEWS).first().waitFor();
  expect(await isFirst()).toBe(true);
  await hide(page);
  await page.waitForFunction(() => !("isFirst" in window));
  await page.getByText("Vou testar agora").last().waitFor();
  expect(here.errors).toEqual([]);
});
