import type { Browser, Page } from "playwright-core";
import { command } from "../harness/command.ts";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The strip's words, and not those that are spoken. */
const banner = (page: Page, text: string) => page.locator("span", { hasText: text }).first();

test("a break has its reason, by menu and by palette", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  await logIn(page, gateway.url);
  await page.getByRole("button", { name: /mudar disponibilidade/ }).press("Enter");
  await page.getByRole("menuitemradio", { name: "Almoço" }).press("Enter");
  await page.getByRole("button", { name: /Em pausa · Almoço/ }).waitFor();
  expect(world.agents.get(agents.carla.id)).toMatchObject({
    wanted: "away",
    wantedReason: "lunch",
  });
  await command(page, "Reunião");
  await page.getByRole("button", { name: /Em pausa · Reunião/ }).waitFor();
  await command(page, "Disponível");
  await until("available again", () => world.agents.get(agents.carla.id)?.wanted === "available");
  expect(world.agents.get(agents.carla.id)?.wantedReason).toBeNull();
  expect(here.errors).toEqual([]);
});

test("who was away because they touched nothing is back with the first key", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  await logIn(page, gateway.url);
  world.changeAgent(agents.carla.id, { wanted: "away", wantedReason: "idle" });
  const menu = page.getByRole("button", { name: /Em pausa · sem atividade/ });
  await menu.waitFor();
  // Long words are cut at the edge of the navigation, not written over the list.
  const [own, list] = [await menu.boundingBox(), await page.getByRole("grid").boundingBox()];
  expect((own?.x ?? 0) + (own?.width ?? 0)).toBeLessThanOrEqual(list?.x ?? 0);
  await page.keyboard.press("Shift");
  await until("available again", () => world.agents.get(agents.carla.id)?.wanted === "available");
  expect(here.errors).toEqual([]);
});

test("what was taken while one was gone is told until it is read", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const since = new Date(Date.now() - 240_000).toISOString();
  world.takeBack(conversations.rafael.id, "unanswered-chat", since);
  await logIn(page, gateway.url);
  await banner(page, "1 conversa voltou para a fila enquanto você esteve fora").waitFor();
  world.takeBack(conversations.lucia.id, "customer-waits", since);
  await banner(page, "2 conversas voltaram para a fila enquanto você esteve fora").waitFor();
  await page.getByRole("button", { name: "Ver quais" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Enquanto você esteve fora" });
  await dialog.getByText("Rafael Moura").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: /Lúcia Ferraz/ }).click();
  await page
    .getByRole("log")
    .getByText(/Devolvida à fila: Carla Dias fora desde \d\d:\d\d/)
    .waitFor();
  await page.getByRole("button", { name: "Ver quais" }).press("Enter");
  await dialog.getByRole("button", { name: "Entendi" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Ver quais" }).waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("at the end of a shift all that one has is handed over, and nothing is closed", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  const held = () =>
    [...world.conversations.values()].filter(
      ({ assignee, status }) =>
        assignee?.id === agents.carla.id && (status === "open" || status === "snoozed"),
    );
  const before = held();
  expect(before.length).toBeGreaterThan(1);
  await logIn(page, gateway.url);
  world.changeAgent(agents.carla.id, { wanted: "busy", wantedReason: "shift-over" });
  await page.getByRole("button", { name: "Passar adiante" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Passar adiante" });
  const rows = dialog.getByRole("listitem");
  await rows.first().waitFor();
  expect(await rows.count()).toBe(before.length);
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Devolver à fila" }).first().press("Enter");
  await until("one is put back", () => held().length === before.length - 1);
  await dialog.getByRole("button", { name: "Devolver todas à fila" }).press("Enter");
  await dialog.getByText("Nada ficou com você").waitFor();
  expect(held()).toEqual([]);
  for (const { id, queueId } of before) {
    expect(world.conversation(id)).toMatchObject({ status: "open", assignee: null, queueId });
  }
  expect(here.errors).toEqual([]);
});
