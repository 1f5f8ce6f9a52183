import type { ClockView } from "@circuito/protocol";
import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A first response that waited in a queue, over a night, and at somebody's desk. */
function firstResponse(queueId: string, owner: { id: string; name: string }): ClockView {
  const at = [-16 * HOUR_MS, -16 * HOUR_MS + 12 * MINUTE_MS, -2 * HOUR_MS, 0].map(inMs);
  const [start = "", closed = "", opened = "", now = ""] = at;
  const segment = { queueId, level: 1, owner: null } as const;
  const parts = [
    { ...segment, from: start, to: closed, because: "counts" },
    { ...segment, from: closed, to: opened, because: "outside-hours" },
    { ...segment, from: opened, to: now, because: "counts", owner },
  ] as const;
  const segments = parts.map((part) => ({
    ...part,
    ms: Date.parse(part.to) - Date.parse(part.from),
  }));
  return {
    measure: "first-response",
    state: "running",
    queueId,
    level: 1,
    startedAt: start,
    endedAt: null,
    withinMs: 3 * HOUR_MS,
    calendar: "Horário comercial",
    warningAt: inMs(3 * MINUTE_MS),
    dueAt: inMs(48 * MINUTE_MS),
    overdueAt: inMs(138 * MINUTE_MS),
    wallMs: 16 * HOUR_MS,
    countedMs: 2 * HOUR_MS + 12 * MINUTE_MS,
    segments,
  };
}

/** Whether it is there in each of so many frames: longer than a hint takes to go. */
async function staysFor(hint: Element, frames: number): Promise<boolean> {
  for (let frame = 0; frame < frames; frame += 1) {
    await new Promise(requestAnimationFrame);
    if (!hint.isConnected) return false;
  }
  return true;
}

test("the list begins with what breaks first, and a clock tells where its time went", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { rafael, marina } = conversations;
  world.change(rafael.id, {
    nextDue: {
      measure: "first-response",
      warningAt: inMs(3 * MINUTE_MS),
      at: inMs(48 * MINUTE_MS),
    },
    promisesRevision: 1,
  });
  world.change(marina.id, {
    nextDue: {
      measure: "next-response",
      warningAt: inMs(-20 * MINUTE_MS),
      at: inMs(-4.5 * MINUTE_MS),
    },
    promisesRevision: 1,
  });
  const clock = firstResponse(queues.support.id, agents.carla);
  world.clocks.set(rafael.id, {
    asOf: world.now(),
    policyName: "Padrão",
    items: [
      {
        ...clock,
        measure: "acceptance",
        state: "cancelled",
        endedAt: clock.startedAt,
        segments: [],
      },
      clock,
    ],
  });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/clocks")) asked.push(request.url());
  });
  await logIn(page, gateway.url);

  const rows = page.getByRole("grid", { name: "Conversas" }).getByRole("row");
  await rows.first().waitFor();
  expect(await rows.first().getAttribute("aria-label")).toMatch(
    /Marina.*Próxima resposta: estourou há 4 min/,
  );
  await page.getByRole("button", { name: "Ordem: Vence primeiro" }).waitFor();

  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  await page.getByText("Primeira resposta: faltam 47 min", { exact: false }).first().waitFor();
  // Folded, it asks for nothing: not for this conversation, nor for a new version of it.
  world.customerSays(rafael.id, "E o prazo, qual é?");
  await page.getByRole("log").getByText("E o prazo, qual é?").waitFor();
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Prazos" }).click();
  const told = page.getByRole("article", { name: "Primeira resposta" });
  await told
    .getByText(/Vence hoje|Vence amanhã/)
    .first()
    .waitFor();
  const words = async () => (await told.textContent())?.replaceAll("\u00a0", " ");
  expect(await words()).toMatch(
    /fila Atendimento N1 12 min · fora do horário 13 h 48 min · Carla Dias 2 h/,
  );
  await told.getByRole("button", { name: "Ver os 3 trechos" }).click();
  expect(await told.getByRole("listitem").count()).toBe(3);
  expect(await words()).toContain("Contam 2 h 12 min de 16 h corridos; prazo de 3 h");
  await page.getByText("Política Padrão").waitFor();
  if (process.env.SHOTS) {
    await page.screenshot({ path: `${process.env.SHOTS}/promises-light.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: `${process.env.SHOTS}/promises-dark.png` });
  }
  expect(await axeViolations(page)).toEqual([]);
  expect(here.errors).toEqual([]);
});

test("the chip in the head tells by whose terms, by the keyboard and by the pointer, and leads to the rest", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { rafael } = conversations;
  const nextDue = {
    ...{ measure: "first-response", warningAt: inMs(3 * MINUTE_MS) },
    at: inMs(48 * MINUTE_MS),
  } as const;
  world.change(rafael.id, { nextDue, promisesRevision: 1 });
  const clock = firstResponse(queues.support.id, agents.carla);
  const [segment] = clock.segments;
  if (segment === undefined) throw new Error("a clock without a segment");
  const solution: ClockView = {
    ...{ ...clock, measure: "resolution", state: "paused", withinMs: 8 * HOUR_MS, calendar: null },
    ...{ warningAt: null, dueAt: null, overdueAt: null },
    segments: [segment, { ...segment, because: "waiting-customer" }],
  };
  world.clocks.set(rafael.id, {
    ...{ asOf: world.now(), policyName: "Padrão" },
    items: [clock, solution],
  });
  await logIn(page, gateway.url);
  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  const chip = page.getByRole("button", { name: /^Primeira resposta: faltam 47 min/ });
  await chip.waitFor();
  await page.getByRole("button", { name: "Direcionar", exact: true }).focus();
  while (!(await chip.evaluate((at) => at === document.activeElement))) {
    await page.keyboard.press("Tab");
  }
  const tip = page.getByRole("tooltip");
  await tip.getByText("Política Padrão").waitFor();
  await tip.getByText("Primeira resposta: em até 3 h, Horário comercial").waitFor();
  await tip.getByText("Solução: em até 8 h, 24 horas").waitFor();
  await tip.getByText(/^Parado; restam .* · aguardando o cliente$/).waitFor();
  expect(await chip.getAttribute("aria-describedby")).toBe(await tip.getAttribute("id"));
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.SHOTS) {
    await page.screenshot({ path: `${process.env.SHOTS}/promise-tip-light.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: `${process.env.SHOTS}/promise-tip-dark.png` });
  }
  // Esc takes the hint away and nothing else: the conversation and the focus stay.
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "detached" });
  expect(await chip.evaluate((at) => at === document.activeElement)).toBe(true);

  // By the pointer it stands as long as that is on it, to be read and copied from.
  await page.mouse.move(0, 0);
  await chip.hover();
  await tip.getByText("Política Padrão").hover();
  expect(await tip.evaluate(staysFor, 60)).toBe(true);
  await page.mouse.move(0, 0);
  await tip.waitFor({ state: "detached" });

  await chip.press("Enter");
  await page.getByRole("article", { name: "Solução" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("pane-promises");
  expect(here.errors).toEqual([]);
});

test("whoever has it is told when its promise is at risk or broken, and so the story says", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents } = here;
  const { rafael } = conversations;
  world.change(rafael.id, { assignee: { id: agents.carla.id, name: agents.carla.name } });
  await logIn(page, gateway.url);
  await page.getByRole("row", { name: /Rafael Moura/ }).click();
  world.note(rafael.id, {
    kind: "promise-broken",
    because: "first-response",
    data: { measure: "first-response", did: ["notify-agent"] },
  });
  await page.getByText("Rafael Moura: prazo estourado (Primeira resposta)").first().waitFor();
  await page
    .getByText(/Prazo estourado · .*Primeira resposta/)
    .first()
    .waitFor();
  expect(here.errors).toEqual([]);
});

test("a row says how long there is still time and in which queue it is, whatever else it is labelled with", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations } = here;
  const { rafael, marina } = conversations;
  world.change(rafael.id, {
    nextDue: {
      measure: "next-response",
      warningAt: inMs(35 * MINUTE_MS),
      at: inMs(42.5 * MINUTE_MS),
    },
    promisesRevision: 1,
    tags: ["senha", "aplicativo"],
  });
  await logIn(page, gateway.url);
  const row = page.getByRole("row", { name: /Rafael Moura/ });
  await row.getByText("42 min", { exact: true }).first().waitFor();
  await row.getByText("senha +1").first().waitFor();
  await row.getByText("Atendimento N1").first().waitFor();
  // How long the customer waits is said where nothing else presses.
  const waits = page.locator("[title='Há quanto tempo o cliente espera']");
  expect(await row.locator(waits).count()).toBe(0);
  const other = page.getByRole("row", { name: new RegExp(marina.contact.name ?? "") });
  expect(await other.locator(waits).count()).toBeGreaterThan(0);
  expect(await axeViolations(page)).toEqual([]);

  // In a list of one queue every row would say the same.
  await page.goto(`${gateway.url}/inbox?queue=${rafael.queueId}&group=in-service`);
  await row.getByText("senha +1").first().waitFor();
  expect(await row.getByText("Atendimento N1").count()).toBe(0);
});
