import type { Browser, Page } from "playwright-core";
import { axeViolations, launchBrowser, logIn, mailStage, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Here = Awaited<ReturnType<typeof mailStage>>;

/** Every state worth looking at, and how to get there from a logged-in inbox. */
const STATES: readonly [name: string, go: (here: Here) => Promise<void>][] = [
  ["inbox", async () => undefined],
  ["conversation with hand-over", ({ page, ...here }) => open(page, here, "lucia")],
  [
    "note",
    async ({ page, ...here }) => {
      await open(page, here, "rafael");
      await page.keyboard.press("n");
      await page.getByText("Só a equipe vê.").waitFor();
    },
  ],
  ["peek", async ({ page, ...here }) => open(page, here, "marina", "?peek=true")],
  ["mail with HTML", ({ page, ...here }) => openMail(page, here, "thread")],
  ["mail with pictures held back", ({ page, ...here }) => openMail(page, here, "newsletter")],
  ["bounce", ({ page, ...here }) => openMail(page, here, "bounced")],
  ["mail of a stranger", ({ page, ...here }) => openMail(page, here, "hostile")],
  [
    "mail's recipients and files",
    async ({ page, ...here }) => {
      await openMail(page, here, "thread");
      await page.getByRole("button", { name: "Alterar" }).press("Enter");
      await page.getByRole("textbox", { name: "Cc" }).fill("não é endereço");
      await page.getByRole("textbox", { name: "Assunto" }).focus();
      const file = { name: "rastreio.txt", mimeType: "text/plain", buffer: Buffer.from("BR123") };
      await page.locator("input[type=file]").setInputFiles([file]);
      await page.getByText("1 KB").waitFor();
    },
  ],
  [
    "why a mail is here",
    async ({ page, ...here }) => {
      await openMail(page, here, "thread");
      const newest = page.getByRole("log").getByRole("article").last();
      await newest.getByRole("button", { name: /^Ações do e-mail/ }).press("Enter");
      await page.getByRole("menuitem", { name: "Original e por que está aqui" }).press("Enter");
      await page.getByRole("dialog").getByText("Conversas consideradas").waitFor();
    },
  ],
  ["transfer", ({ page }) => layer(page, "t")],
  [
    "direct, with what is missing",
    async ({ page, ...here }) => {
      await open(page, here, "triaged");
      await layer(page, "d");
      await page.keyboard.press("Control+Enter");
      await page.getByText("Preencha este campo.").first().waitFor();
    },
  ],
  [
    "snooze",
    async ({ page, ...here }) => {
      await open(page, here, "rafael");
      await layer(page, "z");
    },
  ],
  ["palette", ({ page }) => layer(page, "Control+k")],
  ["help", ({ page }) => layer(page, "?")],
  [
    "preferences",
    async ({ page }) => {
      await layer(page, "g", ",");
    },
  ],
  [
    "nothing found",
    async ({ page, gateway }) => {
      await page.goto(`${gateway.url}/inbox?q=nadaaqui`);
      await page.getByText("Nada encontrado").waitFor();
    },
  ],
];

async function open(
  page: Page,
  here: Pick<Here, "gateway" | "conversations">,
  which: keyof Here["conversations"],
  search = "",
) {
  await page.goto(`${here.gateway.url}/inbox/${here.conversations[which].id}${search}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
}

async function openMail(
  page: Page,
  here: Pick<Here, "gateway" | "mailed">,
  which: keyof Here["mailed"],
) {
  await page.goto(`${here.gateway.url}/inbox/${here.mailed[which].id}`);
  await page.getByRole("log").getByRole("button", { name: "Detalhes" }).first().waitFor();
}

async function layer(page: Page, ...keys: readonly string[]) {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const key of keys) await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
}

test.each([
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 390],
] as const)("axe finds nothing in %s at %i px", async (colorScheme, width) => {
  await using here = await mailStage(browser, { colorScheme, viewport: { width, height: 900 } });
  const { page, gateway } = here;
  const found: string[] = [];
  await page.goto(gateway.url);
  await page.getByLabel("E-mail").waitFor();
  found.push(...(await axeViolations(page)).map((text) => `login: ${text}`));
  await logIn(page, gateway.url);
  for (const [name, go] of STATES) {
    await go(here);
    found.push(...(await axeViolations(page)).map((text) => `${name}: ${text}`));
  }
  expect(found).toEqual([]);
  expect(here.errors).toEqual([]);
});

test("at 320 px nothing needs scrolling sideways", async () => {
  await using here = await mailStage(browser, { viewport: { width: 320, height: 640 } });
  const { page, gateway } = here;
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  await logIn(page, gateway.url);
  expect(await overflow()).toBe(0);
  await open(page, here, "lucia");
  expect(await overflow()).toBe(0);
  const log = page.getByRole("log");
  expect(await log.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  for (const which of ["thread", "hostile", "bounced"] as const) {
    await openMail(page, here, which);
    expect(await overflow()).toBe(0);
    expect(await log.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  }
});

test.each([
  ["English", "en", "To do", "Reply", "Resolve"],
  ["Español", "es", "Por hacer", "Responder", "Resolver"],
] as const)(
  "in %s everything speaks %s, and the choice lasts",
  async (name, lang, group, reply, resolve) => {
    await using here = await stage(browser);
    const { page, gateway } = here;
    await page.goto(gateway.url);
    await page.getByRole("button", { name: "Português" }).click();
    await page.getByRole("menuitemradio", { name }).click();
    await until(
      "the page says its language",
      async () => (await page.locator("html").getAttribute("lang")) === lang,
    );
    await page.locator("input[type=email]").fill("carla@example.com");
    await page.locator("input[type=password]").fill("circuito");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: group }).waitFor();
    await open(page, here, "rafael");
    await page
      .getByRole("radio", { name: reply })
      .or(page.getByRole("tab", { name: reply }))
      .first()
      .waitFor();
    await page.getByRole("button", { name: resolve, exact: true }).last().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(here.errors).toEqual([]);
  },
);

test("the announcer reads new words of the open conversation, and stays silent about history", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  await logIn(page, gateway.url);
  await open(page, here, "rafael");
  const spoken = page.locator("[data-live-announcer]");
  expect((await spoken.textContent())?.trim()).toBe("");
  world.customerSays(conversations.rafael.id, "Consegui entrar!");
  await spoken.getByText("Rafael Moura: Consegui entrar!").waitFor();
});
