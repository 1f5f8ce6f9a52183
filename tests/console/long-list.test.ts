import type { Page, Route } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { longList } from "./long-list.ts";
import { keyToThread, pageSlowness, threadWork, watchRows, watchTasks } from "./watch-frames.ts";

/*
 * Ten thousand open conversations on the real gateway, at the speed of this machine. Work is counted by
 * the processor that the page's thread had: where others use it, too, the clock tells of them.
 */
const LENGTH = 10_000;
const BLANK_MAX_MS = 100;
const SCRIPT_MAX_MS = 100;
const SWITCH_MAX_MS = 100;
const SWITCHES = 14;
/** A key that is held down comes again after about as long. */
const REPEAT_FRAMES = 2;
/** A turn of a quick wheel. */
const WHEEL_PX = 6_000;

jest.setTimeout(STAGE_TIMEOUT_MS);

let stage: ConsoleStage;
let page: Page;
beforeAll(async () => {
  stage = await startConsoleStage("long-list");
  await longList(stage, LENGTH);
  page = await stage.open("fernanda", "/inbox?order=longest-wait");
  await row("Cliente 1").waitFor();
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
afterEach(() => {
  expect(stage.troubles.splice(0)).toEqual([]);
});

const grid = () => page.getByRole("grid", { name: "Conversas" });
const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name},`) });
const told = (times: readonly number[]) => times.map(Math.round).join(", ");
const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

test("switching between conversations that were open before takes no time", async () => {
  await row("Cliente 1").click();
  await isOpen("Cliente 1", "Pedido 1:");
  await page.getByRole("log", { name: "Mensagens" }).focus();
  await page.keyboard.press("j");
  await isOpen("Cliente 2", "Pedido 2:");
  await page.keyboard.press("k");
  await isOpen("Cliente 1", "Pedido 1:");
  await page.getByRole("log", { name: "Mensagens" }).focus();
  const { times, walls } = await switches();
  console.info(`switched with ${told(times)} ms of work, by the clock ${told(walls)}`);
  expect(median(times) / (await pageSlowness(page))).toBeLessThanOrEqual(SWITCH_MAX_MS);
});

/** Down and up again between two. */
async function switches() {
  const walls: number[] = [];
  const times: number[] = [];
  const worked = await threadWork(page);
  for (let n = 0; n < SWITCHES; n += 1) {
    const [key, number] = n % 2 === 0 ? (["j", 2] as const) : (["k", 1] as const);
    const wanted = { name: `Cliente ${number}`, words: `Pedido ${number}:` };
    const before = await worked();
    walls.push(await keyToThread(page, key, wanted));
    times.push((await worked()) - before);
    // What is fetched behind it is no part of the next.
    await page.waitForLoadState("networkidle");
  }
  return { times, walls };
}

async function isOpen(name: string, words: string): Promise<void> {
  await page.getByRole("heading", { name: new RegExp(`^${name}$`) }).waitFor();
  await page.getByRole("log", { name: "Mensagens" }).getByText(words).waitFor();
}

test("scrolled by keys, every frame has its rows", async () => {
  await grid().focus();
  await page.keyboard.press("Home");
  const stop = await watchRows(page);
  for (let n = 0; n < 150; n += 1) {
    await page.keyboard.press("j");
    await frames(REPEAT_FRAMES);
  }
  const watched = await stop();
  console.info(`by keys: ${JSON.stringify(watched)}`);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(
    /^Cliente 151,/,
  );
  expect(watched.blankMs).toBeLessThanOrEqual(BLANK_MAX_MS);
});

const frames = (count: number) =>
  page.evaluate(async (left) => {
    for (let n = 0; n < left; n += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  }, count);

test("typing into the filter and going from list to list never holds the page up", async () => {
  const longest = await watchTasks(page);
  for (const key of "Cliente 9999") {
    await page.getByRole("searchbox").press(key === " " ? "Space" : key);
  }
  await row("Cliente 9999").waitFor();
  await until("nobody else is there", async () => (await grid().getByRole("row").count()) === 1);
  await page.getByRole("searchbox").fill("");
  await row("Cliente 1").waitFor();
  for (const tab of [/Aguardando/, /A fazer/, /Resolvidas/, /A fazer/]) {
    await page.getByRole("tab", { name: tab }).click();
    await page.getByRole("tab", { name: tab, selected: true }).waitFor();
  }
  await row("Cliente 1").waitFor();
  const tookMs = await longest();
  console.info(`longest at a stretch: ${Math.round(tookMs)} ms of work`);
  expect(tookMs / (await pageSlowness(page))).toBeLessThanOrEqual(SCRIPT_MAX_MS);
});

test("scrolled by wheel to the last of 10,000, every frame has its rows", async () => {
  await grid().hover();
  const stop = await watchRows(page);
  const last = row(`Cliente ${LENGTH}`);
  while (!(await last.isVisible())) await page.mouse.wheel(0, WHEEL_PX);
  const watched = await stop();
  console.info(`by wheel: ${JSON.stringify(watched)}`);
  expect(watched.blankMs).toBeLessThanOrEqual(BLANK_MAX_MS);
});

/** The list on a page of its own, before anything of it but the first page was fetched. */
async function openAnew(further: (route: Route) => Promise<unknown>) {
  const anew = await stage.open("fernanda", "/inbox?order=longest-wait");
  const list = anew.getByRole("grid", { name: "Conversas" });
  await list.getByRole("row", { name: /^Cliente 1,/ }).waitFor();
  await anew.route(/\/conversations\?.*cursor=/, further);
  const isAtEnd = () =>
    list.evaluate((box) => box.scrollTop + box.clientHeight >= box.scrollHeight - 1);
  await list.hover();
  return {
    anew,
    async toEnd() {
      while (!(await isAtEnd())) await anew.mouse.wheel(0, WHEEL_PX);
    },
    goesOn: () => until("there is more", async () => !(await isAtEnd())),
  };
}

test("whoever waits at the end gets what comes after it, though the list was fetched anew meanwhile", async () => {
  const held: Route[] = [];
  let isHeld = true;
  const { anew, toEnd, goesOn } = await openAnew(async (route) => {
    if (isHeld) held.push(route);
    else await route.continue();
  });
  await toEnd();
  await until("what comes after it was asked for", () => held.length > 0);
  const fetchedAnew = anew.waitForResponse((response) =>
    /\/conversations\?(?!.*cursor=)/.test(response.url()),
  );
  await stage.customerSays("+5511900000032", "Alguém aí?");
  await fetchedAnew;
  isHeld = false;
  // Whoever asked for these has given them up by now.
  for (const route of held) await route.continue().catch(() => undefined);
  await goesOn();
  await anew.context().close();
});

test("what comes after the end and fails is said, and asked for again by a press", async () => {
  const problem = { code: "unavailable", message: "try again later", requestId: "req-1" };
  let isAway = true;
  const { anew, toEnd, goesOn } = await openAnew(async (route) => {
    if (isAway) await route.fulfill({ status: 503, json: problem });
    else await route.continue();
  });
  await toEnd();
  const again = anew.getByRole("button", { name: "Tentar de novo" });
  await again.waitFor();
  isAway = false;
  await again.press("Enter");
  await goesOn();
  await again.waitFor({ state: "detached" });
  await anew.context().close();
  // The browser calls each of them an error.
  const others = stage.troubles.splice(0).filter((trouble) => !trouble.includes("503"));
  expect(others).toEqual([]);
});

test("with all of them loaded, switching takes no time either", async () => {
  await page.getByRole("log", { name: "Mensagens" }).focus();
  const { times, walls } = await switches();
  console.info(`with ${LENGTH} rows ${told(times)} ms of work, by the clock ${told(walls)}`);
  expect(median(times) / (await pageSlowness(page))).toBeLessThanOrEqual(SWITCH_MAX_MS);
});
