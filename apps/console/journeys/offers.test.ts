import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The screenshots are for people to look at; a folder says that somebody wants to. */
const SHOTS = process.env.SCREENSHOTS_DIR;

test("an offer comes up with who, where and how long; one key takes it and leads to it", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  world.newOffer(conversations.marina.id, agents.carla.id, 30);
  const card = page.getByRole("article", { name: "Oferta: Marina Costa" });
  await card.getByText("espera há").waitFor();
  await card
    .getByRole("timer")
    .getByText(/^[23]\d s$/)
    .waitFor();
  await page.getByText("Novo atendimento oferecido: Marina Costa").waitFor({ state: "attached" });
  expect(await axeViolations(page)).toEqual([]);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/offer.png` });
  const [over, nav] = [await card.boundingBox(), page.viewportSize()];
  // It stands where nothing is written and nothing is sent from: in the upper half, at the edge.
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThan((nav?.height ?? 0) / 2);
  await page.keyboard.press("a");
  await page.waitForURL(`**/inbox/${conversations.marina.id}**`);
  await card.waitFor({ state: "detached" });
  expect(world.conversation(conversations.marina.id).assignee?.id).toBe(agents.carla.id);
  expect(here.errors).toEqual([]);
});

test("declining asks why, and the reason goes with it", async () => {
  await using here = await stage(browser, { colorScheme: "dark" });
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  world.newOffer(conversations.marina.id, agents.carla.id, 60);
  const card = page.getByRole("article", { name: "Oferta: Marina Costa" });
  await card.getByRole("button", { name: "Recusar" }).press("Enter");
  await page.keyboard.press("Escape");
  // Whoever thought better of it is where they were.
  await page.keyboard.press("Enter");
  await card.getByRole("radiogroup", { name: "Por que não?" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("radio");
  await card.getByRole("button", { name: "Recusar" }).click();
  await card.getByText("Preencha este campo.").waitFor();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/offer-decline-dark.png` });
  await card.getByText("Outro motivo").click();
  await page.keyboard.type("Conheço a cliente");
  await page.keyboard.press("Enter");
  await card.waitFor({ state: "detached" });
  expect(gateway.calls.at(-1)).toMatchObject({
    path: expect.stringMatching(/^\/offers\/.*\/decline$/),
    body: { reason: "Conheço a cliente" },
  });
  expect(here.errors).toEqual([]);
});

test("what comes under the pointer is not pressed by who meant what was there before", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  world.newOffer(conversations.marina.id, agents.carla.id, 60);
  world.newOffer(conversations.others.id, agents.carla.id, 60);
  const accepts = page.getByRole("article", { name: /^Oferta:/ }).getByRole("button", {
    name: /Atender/,
  });
  await accepts.nth(1).waitFor();
  await accepts.first().hover();
  const at = await accepts.first().boundingBox();
  const [x, y] = [(at?.x ?? 0) + 20, (at?.y ?? 0) + 10];
  await page.mouse.click(x, y);
  // The next one takes its place under a hand that clicks on.
  await page.waitForFunction(() => document.querySelectorAll(".offer-place article").length === 1);
  await page.mouse.click(x, y);
  await page.waitForURL(`**/inbox/${conversations.marina.id}**`);
  const accepted = () => gateway.calls.filter(({ path }) => /^\/offers\/.*\/accept$/.test(path));
  expect(accepted()).toHaveLength(1);
  // A moment later it is pressed like any other.
  await accepts.first().click();
  await until("the other is taken", () => accepted().length === 2);
});

test("a key that is held down takes one offer, not all there are", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  world.newOffer(conversations.marina.id, agents.carla.id, 60);
  world.newOffer(conversations.others.id, agents.carla.id, 60);
  await page
    .getByRole("article", { name: /^Oferta:/ })
    .nth(1)
    .waitFor();
  for (let n = 0; n < 20; n++) await page.keyboard.down("a");
  await page.keyboard.up("a");
  await page.waitForURL(`**/inbox/${conversations.marina.id}**`);
  expect(gateway.calls.filter(({ path }) => path.endsWith("/accept"))).toHaveLength(1);
});

test("what was taken back goes, what is over goes by itself, and somebody else's is not shown", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  await logIn(page, gateway.url);
  const cards = page.getByRole("article", { name: /^Oferta:/ });
  const bar = cards.first().locator("> div").first();
  world.newOffer(conversations.rafael.id, agents.bruno.id, 60);
  const rescinded = world.newOffer(conversations.marina.id, agents.carla.id, 60);
  await cards.first().waitFor();
  expect(await cards.count()).toBe(1);
  world.offer({ ...rescinded, state: "rescinded" });
  await cards.first().waitFor({ state: "detached" });
  world.newOffer(conversations.others.id, agents.carla.id, 2);
  await cards.first().waitFor();
  // The last seconds are seen, too.
  expect(await bar.evaluate((one) => getComputedStyle(one).backgroundColor)).not.toBe(
    "rgba(0, 0, 0, 0)",
  );
  await cards.first().waitFor({ state: "detached" });
  // Whoever comes back to the page finds what is still on offer.
  world.newOffer(conversations.marina.id, agents.carla.id, 60);
  await page.reload();
  await cards.first().waitFor();
  expect(await cards.count()).toBe(1);
  expect(here.errors).toEqual([]);
});

test("three that went by are an absence: it says so, and one press ends it", async () => {
  await using here = await stage(browser, { viewport: { width: 390, height: 844 } });
  const { page, gateway, world, agents, conversations } = here;
  await logIn(page, gateway.url);
  world.changeAgent(agents.carla.id, { wanted: "away", wantedReason: "missed-offers" });
  await page.getByText("Você está em pausa").waitFor();
  world.newOffer(conversations.marina.id, agents.carla.id, 60);
  await page.getByRole("article", { name: /^Oferta:/ }).waitFor();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/offer-phone.png` });
  await page.getByRole("button", { name: "Voltar a ficar disponível" }).click();
  await page.getByText("Você está em pausa").waitFor({ state: "detached" });
});
