import type { Browser, Locator, Page } from "playwright-core";
import { axeViolations, chatStage, launchBrowser, logIn } from "../harness/stage.ts";

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
  ]);
});
afterAll(() => browser.close());

type Here = Awaited<ReturnType<typeof chatStage>>;

async function openChat({ page, gateway, chatted }: Here) {
  await page.goto(`${gateway.url}/inbox/${chatted.open24.id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  return page.getByRole("group", { name: "Gravação de áudio" });
}

const recordButton = (page: Page) => page.getByRole("button", { name: "Gravar áudio" });
const posted = ({ gateway }: Here) =>
  gateway.calls.filter(({ method, path }) => method === "POST" && /\/messages$/.test(path));

/** Waits until it has the focus. */
const focused = (place: Locator) => place.and(place.page().locator(":focus")).waitFor();
/** Its time is what shows that something is recorded. */
const runsFor = (page: Page, time: RegExp) =>
  page.getByRole("timer").filter({ hasText: time }).waitFor();

test("by the keyboard: record, stop, hear it, attach, send; it leaves as a voice message in Ogg", async () => {
  await using here = await chatStage(browser);
  const { page, mails, world, chatted } = here;
  await logIn(page, here.gateway.url);
  const panel = await openChat(here);
  const uploaded: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/media")) uploaded.push(new URL(request.url()).search);
  });
  await recordButton(page).focus();
  await page.keyboard.press("Enter");
  await runsFor(page, /0:0[1-9]/);
  expect(await axeViolations(page)).toEqual([]);
  await focused(panel.getByRole("button", { name: "Parar" }));
  await page.keyboard.press("Enter");
  await focused(panel.getByRole("button", { name: "Anexar" }));
  expect(await axeViolations(page)).toEqual([]);
  await page.getByText(/^Gravação parada: 0:0[1-9]$/).waitFor({ state: "attached" });

  // Of the recording itself, which the page's policy must let be heard.
  await panel.getByRole("button", { name: "Ouvir" }).press("Enter");
  await panel.getByRole("button", { name: "Pausar" }).waitFor();
  await panel.getByRole("button", { name: "Anexar" }).press("Enter");
  await panel.waitFor({ state: "detached" });
  await focused(page.getByRole("textbox", { name: /^Resposta/ }));
  await page.getByText(/^voz-.*\.ogg$/).waitFor();
  await page.getByText(/· \d+ %|Enviando/).waitFor({ state: "detached" });
  await page.keyboard.press("Control+Enter");
  const log = page.getByRole("log");
  await log.getByText("Mensagem de voz").last().waitFor();

  expect(posted(here)).toHaveLength(1);
  expect(uploaded).toEqual([expect.stringMatching(/as=voice/)]);
  const [file] = [...mails.uploads.values()];
  expect(file).toMatchObject({ mimeType: "audio/ogg", isVoice: true });
  expect(file?.bytes.subarray(0, 4).toString()).toBe("OggS");
  expect(file?.bytes.includes("OpusHead")).toBe(true);
  expect(world.conversation(chatted.open24.id).waitingOn).toBe("customer");
  expect(here.errors).toEqual([]);
});

test("who looks elsewhere is not listened to any more, and finds what they said; discarded it can be had again", async () => {
  await using here = await chatStage(browser);
  const { page } = here;
  await logIn(page, here.gateway.url);
  const panel = await openChat(here);
  await recordButton(page).click();
  await runsFor(page, /0:0[1-9]/);
  const list = page.getByRole("grid", { name: "Conversas" });
  await list.getByRole("row", { name: /Nina Rocha/ }).click();
  await page.getByRole("heading", { name: "Nina Rocha" }).first().waitFor();
  await panel.waitFor({ state: "detached" });
  // Another chat has a microphone of its own.
  expect(await recordButton(page).isEnabled()).toBe(true);
  await page.goBack();
  await panel.getByRole("button", { name: "Anexar" }).waitFor();
  await panel.getByText(/0:00 \/ 0:0[1-9]/).waitFor();

  // The page is not left without a question.
  const asked = page.waitForEvent("dialog");
  const leaving = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await leaving;

  await panel.getByRole("button", { name: "Descartar" }).click();
  await panel.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Desfazer" }).click();
  await panel.getByRole("button", { name: "Anexar" }).waitFor();
  expect(here.errors).toEqual([]);
});

test.each([
  [
    "may not use the microphone",
    ["--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream"],
    /^O uso do microfone está bloqueado/,
  ],
  ["finds none", ["--use-fake-ui-for-media-stream"], /^Nenhum microfone foi encontrado/],
])("a browser that %s says so, and words can be sent all the same", async (_, flags, why) => {
  const other = await launchBrowser(flags);
  try {
    await using here = await chatStage(other);
    const { page } = here;
    await logIn(page, here.gateway.url);
    await openChat(here);
    await recordButton(page).click();
    await page.getByText(why).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Tentar de novo" }).waitFor();
    await page.getByRole("button", { name: "Fechar", exact: true }).click();
    await focused(page.getByRole("textbox", { name: /^Resposta/ }));
    await page.keyboard.type("Escrevo então.");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("log").getByText("Escrevo então.").waitFor();
  } finally {
    await other.close();
  }
});

test("a chat of the site takes no files, and has no microphone", async () => {
  await using here = await chatStage(browser);
  const { page, gateway, world } = here;
  await logIn(page, gateway.url);
  const chat = [...world.conversations.values()].find(
    ({ channel, assignee }) => channel === "webchat" && assignee !== null,
  );
  await page.goto(`${gateway.url}/inbox/${chat?.id}`);
  await page.getByRole("button", { name: "Emoji" }).waitFor();
  expect(await recordButton(page).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Anexar arquivos" }).count()).toBe(0);
});
