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

/** One pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function open(here: Here, which: "nina" | "open24") {
  const { page, gateway, chatted } = here;
  await page.goto(`${gateway.url}/inbox/${chatted[which].id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  return page.getByRole("log");
}

const sent = ({ gateway }: Here) =>
  gateway.calls.filter(({ path }) => /\/messages$/.test(path)).map(({ body }) => body);
const words = (page: Page) => page.getByRole("textbox", { name: "Resposta por WhatsApp" });
const pick = (page: Page) =>
  page
    .locator("input[type=file]")
    .setInputFiles([{ name: "foto.png", mimeType: "image/png", buffer: PNG }]);

test("a picture goes without words, also when it was sent offline", async () => {
  await using here = await chatStage(browser);
  const { page, context } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "nina");
  await pick(page);
  await page
    .getByRole("list", { name: "Anexos da resposta" })
    .getByText(/^1 KB$/)
    .waitFor();
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await log.getByRole("img", { name: "foto.png" }).waitFor();
  await until("it was sent", () => sent(here).length === 1);
  expect(sent(here)[0]).not.toHaveProperty("text");
  expect(sent(here)[0]).toMatchObject({ mediaIds: [expect.any(String)] });

  await pick(page);
  await page
    .getByRole("list", { name: "Anexos da resposta" })
    .getByText(/^1 KB$/)
    .waitFor();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page
    .getByText(/^Sem conexão/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Enviar por WhatsApp", exact: true }).press("Enter");
  await log.getByText("Aguardando conexão").waitFor();
  await context.setOffline(false);
  await until("the other one was sent", () => sent(here).length === 2);
  await log.getByRole("img", { name: "foto.png" }).nth(1).waitFor();
});

test("a note with nothing in it is not saved, and nothing at all is not sent", async () => {
  await using here = await chatStage(browser);
  const { page } = here;
  await logIn(page, here.gateway.url);
  await open(here, "nina");
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+Enter");
  expect(sent(here)).toEqual([]);
});

test("choices are written, kept, mended and offered by keys alone", async () => {
  await using here = await chatStage(browser);
  const { page } = here;
  await logIn(page, here.gateway.url);
  const log = await open(here, "open24");
  await words(page).fill("Quando podemos entregar?");
  await page.getByRole("button", { name: "Oferecer opções" }).press("Enter");
  const group = page.getByRole("group", { name: /^Opções para o cliente escolher/ });
  await group.getByText(/^O cliente vê botões/).waitFor();
  const title = (number: number) =>
    page.getByRole("textbox", { name: `Opção ${number}`, exact: true });
  await until("the first row has focus", () =>
    title(1).evaluate((it) => it === document.activeElement),
  );
  await page.keyboard.type("Hoje");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Amanhã");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Outro dia");
  await page.keyboard.press("Enter");
  await group.getByText(/^O cliente vê botões/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // However tall the composer has become, the end of the thread is in sight.
  await until("the end is in sight", () =>
    log.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop < 2),
  );
  // An empty row that nobody wants is taken away.
  await page.keyboard.press("Backspace");
  await until("the row before has focus", () =>
    title(3).evaluate((it) => it === document.activeElement),
  );

  await page.getByRole("textbox", { name: "Descrição da opção 2" }).fill("Até o meio-dia");
  await group.getByText("O cliente vê um botão que abre a lista.").waitFor();
  await page.getByText("Rascunho salvo").waitFor();
  await page.reload();
  await title(2).waitFor();
  expect(await title(2).inputValue()).toBe("Amanhã");
  expect(await title(3).inputValue()).toBe("Outro dia");

  // A description alone says nothing to choose.
  await title(2).fill("");
  await title(2).press("Control+Enter");
  await group.getByText("Dê um título a esta opção.").waitFor();
  expect(sent(here)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await title(2).fill("Amanhã");
  await title(2).press("Control+Enter");
  await log.getByText("Amanhã · Até o meio-dia").waitFor();
  await group.waitFor({ state: "detached" });
  expect(sent(here)).toHaveLength(1);
  const { text, chat } = sent(here)[0] ?? {};
  expect(text).toBe("Quando podemos entregar?");
  expect(chat).toMatchObject({
    choices: [
      { title: "Hoje" },
      { title: "Amanhã", description: "Até o meio-dia" },
      { title: "Outro dia" },
    ],
  });
  expect(here.errors).toEqual([]);
});

test("on a paired phone choices are numbered lines; there are ten at most, and at 320 px they fit", async () => {
  await using here = await chatStage(browser, { viewport: { width: 320, height: 640 } });
  const { page } = here;
  await logIn(page, here.gateway.url);
  await open(here, "nina");
  await page.getByRole("button", { name: "Oferecer opções" }).click();
  await page.getByText("O cliente vê linhas numeradas e responde com o número.").waitFor();
  for (let number = 1; number <= 10; number += 1) {
    await page.getByRole("textbox", { name: `Opção ${number}`, exact: true }).fill(`Cor ${number}`);
  }
  expect(await page.getByRole("textbox", { name: /^Opção \d+$/ }).count()).toBe(10);
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  // Without a question, there is nothing to answer.
  await page.keyboard.press("Control+Enter");
  expect(sent(here)).toEqual([]);
  await page.getByRole("button", { name: "Não oferecer opções" }).press("Enter");
  await page.getByRole("group", { name: /^Opções/ }).waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});
