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
  // What becomes of what she holds is asked, and answered: it stays.
  await page.getByRole("button", { name: "Ficam comigo" }).press("Enter");
  await command(page, "Reunião");
  await page.getByRole("button", { name: /Em pausa · Reunião/ }).waitFor();
  await page.getByRole("button", { name: "Ficam comigo" }).press("Enter");
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

test("who goes on a break says what becomes of what they hold, once the break has begun", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  const held = () =>
    [...world.conversations.values()].filter(
      ({ assignee, status }) =>
        assignee?.id === agents.carla.id && (status === "open" || status === "snoozed"),
    );
  const before = held();
  await logIn(page, gateway.url);
  await page.getByRole("button", { name: /mudar disponibilidade/ }).press("Enter");
  await page.getByRole("menuitemradio", { name: "Almoço" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Em pausa · Almoço: e o que está com você?" });
  await dialog.getByText(`${before.length} conversas estão com você`, { exact: false }).waitFor();
  expect(world.agents.get(agents.carla.id)?.wanted).toBe("away");
  expect(await axeViolations(page)).toEqual([]);

  // A colleague gets those whose queue they serve.
  await dialog.getByRole("combobox", { name: "Passar para" }).fill("Bruno");
  await page.getByRole("option", { name: /Bruno/ }).first().click();
  const pass = dialog.getByRole("button", { name: /^Passar \d/ });
  const passed = Number((await pass.textContent())?.replace(/\D/g, ""));
  expect(passed).toBeGreaterThan(0);
  await pass.press("Enter");
  await until("they are a colleague's", () => held().length === before.length - passed);
  expect(
    before.filter(({ id }) => world.conversation(id).assignee?.name.startsWith("Bruno")),
  ).toHaveLength(passed);
  expect(here.errors).toEqual([]);
});

test("a page opened offline asks, and makes nobody available by itself", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  world.changeAgent(agents.carla.id, { wanted: "offline", wantedReason: null });
  await logIn(page, gateway.url);
  const text = "Você está offline: ninguém recebe conversas por você";
  await banner(page, text).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(world.agents.get(agents.carla.id)?.wanted).toBe("offline");
  await page.getByRole("button", { name: "Ficar disponível" }).press("Enter");
  await until("available", () => world.agents.get(agents.carla.id)?.wanted === "available");
  await page.getByRole("button", { name: "Ficar disponível" }).waitFor({ state: "detached" });
  // Who says so later has chosen it.
  world.changeAgent(agents.carla.id, { wanted: "offline", wantedReason: null });
  await page.getByRole("button", { name: /Offline/ }).waitFor();
  expect(await page.getByRole("button", { name: "Ficar disponível" }).count()).toBe(0);
  expect(here.errors).toEqual([]);
});

test("since when one is as one is stands with it, and an admin's own breaks among the others", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, agents } = here;
  world.breaks = ["lunch", "own:Ginástica laboral"];
  const wantedSince = new Date(Date.now() - 65 * 60_000).toISOString();
  world.changeAgent(agents.carla.id, { wanted: "busy", wantedReason: null, wantedSince });
  await logIn(page, gateway.url);
  const menu = page.getByRole("button", { name: /Ocupado.*1\sh\s5\smin/ });
  await menu.press("Enter");
  await page.getByRole("menuitemradio", { name: "Ginástica laboral" }).waitFor();
  expect(await page.getByRole("menuitemradio", { name: "Reunião" }).count()).toBe(0);
  await page.getByRole("menuitemradio", { name: "Ginástica laboral" }).press("Enter");
  await page.getByRole("button", { name: /Em pausa · Ginástica laboral/ }).waitFor();
  expect(world.agents.get(agents.carla.id)?.wantedReason).toBe("own:Ginástica laboral");
  expect(here.errors).toEqual([]);
});
