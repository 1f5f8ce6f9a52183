import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** What an agent finds work by, at two devices of theirs: what is done at one is seen at the other. */
jest.setTimeout(120_000);

const CUSTOMERS = [
  ["+5511900000051", "O modelo novo já saiu?"],
  ["+5511900000052", "Quando vocês abrem?"],
  ["+5511900000053", "Tem a cor azul?"],
] as const;

let stage: ConsoleStage;
let desk: Page;
let laptop: Page;
beforeAll(async () => {
  stage = await startConsoleStage("lists");
  for (const [from, text] of CUSTOMERS) await stage.customerSays(from, text);
  [desk, laptop] = await Promise.all([stage.open("ana", "/inbox"), stage.open("ana", "/inbox")]);
  for (const page of [desk, laptop]) {
    for (const [, text] of CUSTOMERS) await row(page, text).waitFor();
  }
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => {
  expect(stage.troubles.splice(0)).toEqual([]);
});

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const view = (page: Page, count: number) =>
  page.getByRole("link", { name: new RegExp(`^Azuis${count === 0 ? "$" : `.*\\b${count}\\b`}`) });

/** Chooses rows for what is done with many. */
async function choose(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await row(page, text).focus();
    await page.keyboard.press("x");
  }
  await page
    .getByText(texts.length === 1 ? "1 selecionada" : `${texts.length} selecionadas`)
    .waitFor();
}

test("a list that is kept under a name is at both devices, and counts what comes into it", async () => {
  await desk.goto("/inbox?label=azul");
  await desk.getByText("Nada com estes filtros.").waitFor();
  await desk.keyboard.press("v");
  await desk.getByRole("button", { name: "Salvar a lista atual" }).click();
  await desk.getByLabel("Nome da visão").fill("Azuis");
  await desk.keyboard.press("Control+Enter");
  await view(desk, 0).waitFor();
  await view(laptop, 0).waitFor();

  await choose(laptop, "Tem a cor azul?");
  await laptop.getByRole("button", { name: "Etiquetas" }).click();
  await laptop.keyboard.type("azul");
  await laptop.keyboard.press("Enter");
  await laptop.keyboard.press("Control+Enter");
  await laptop.getByText("Conversa alterada.").waitFor();
  await view(laptop, 1).waitFor();
  await view(desk, 1).waitFor();
  await row(desk, "Tem a cor azul?").waitFor();
});

test("many are about something at once, by keys, and are not any more when it is undone", async () => {
  const categoriesOf = async () =>
    (
      await stage.query<{ category: string | null }>(
        "select category from conversations where address = any($1) order by address",
        [CUSTOMERS.slice(0, 2).map(([from]) => `tel:${from}`)],
      )
    ).map(({ category }) => category);
  await choose(laptop, "O modelo novo já saiu?", "Quando vocês abrem?");
  await laptop.getByRole("button", { name: "Motivo" }).click();
  await laptop.keyboard.type("atrasada");
  await laptop.getByRole("option", { name: "Entrega › Atrasada" }).waitFor();
  await laptop.keyboard.press("Enter");
  await laptop.getByText("2 conversas alteradas.").waitFor();
  expect(await categoriesOf()).toEqual(["Entrega › Atrasada", "Entrega › Atrasada"]);
  await laptop.keyboard.press("Control+z");
  await laptop.getByText("Desfeito em 2 conversas.").waitFor();
  expect(await categoriesOf()).toEqual([null, null]);
});

test("many are put off until a moment in one's own words, and are back when it is undone", async () => {
  const untilOf = async () =>
    (
      await stage.query<{ at: Date | null }>(
        "select snoozed_until as at from conversations where address = any($1) order by address",
        [CUSTOMERS.slice(0, 2).map(([from]) => `tel:${from}`)],
      )
    ).map(({ at }) => at);
  await choose(laptop, "O modelo novo já saiu?", "Quando vocês abrem?");
  await laptop.getByRole("button", { name: "Adiar" }).press("Enter");
  const moment = laptop.getByRole("textbox", { name: "Outro momento" });
  await moment.fill("um dia desses");
  await moment.press("Enter");
  await laptop.getByText(/Não entendi/).waitFor();
  const before = Date.now();
  await moment.fill("daqui a 3 dias");
  await laptop.getByText(/^Volta/).waitFor();
  await moment.press("Enter");
  await laptop.getByText("2 conversas alteradas.").waitFor();
  const [one, other] = await untilOf();
  expect(one).toEqual(other);
  expect(Math.round(((one?.getTime() ?? 0) - before) / 3_600_000)).toBe(72);
  await laptop.keyboard.press("Control+z");
  await laptop.getByText("Desfeito em 2 conversas.").waitFor();
  // The words may still stand there from what was undone before.
  await until("both are back", async () => (await untilOf()).every((at) => at === null));
});

test("what it is about is said of the open one by `c` and by its title, and both devices know it", async () => {
  await row(laptop, "Quando vocês abrem?").click();
  await laptop.getByRole("log", { name: "Mensagens" }).getByText("Quando vocês abrem?").waitFor();
  await desk.goto(new URL(laptop.url()).pathname);
  await laptop.getByRole("log", { name: "Mensagens" }).focus();
  await laptop.keyboard.press("c");
  await laptop.keyboard.type("nota");
  await laptop.getByRole("option", { name: /Nota fiscal/ }).waitFor();
  await laptop.keyboard.press("Enter");
  await desk.getByText("Financeiro › Nota fiscal").first().waitFor();

  // Looked at again and left as it is: nothing is asked of the server.
  const asked: string[] = [];
  laptop.on("request", (request) => {
    if (request.method() !== "GET") asked.push(new URL(request.url()).pathname);
  });
  await laptop.getByRole("log", { name: "Mensagens" }).focus();
  await laptop.keyboard.press("c");
  await laptop.getByRole("option", { name: /Nota fiscal/, selected: true }).waitFor();
  await laptop.keyboard.press("Escape");
  await laptop.getByRole("dialog").waitFor({ state: "detached" });
  await laptop.getByRole("heading", { level: 2 }).getByRole("button").click();
  await laptop.getByRole("textbox", { name: "Título" }).fill("Horário de sábado");
  await laptop.keyboard.press("Control+Enter");
  await desk.getByRole("heading", { name: /Horário de sábado/ }).waitFor();
  expect(asked.filter((path) => path.endsWith("/bulk"))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
  const story = await stage.query<{ kind: string; data: { to: string } }>(
    `select kind, data from activities where kind in ('categorized', 'renamed')
      and conversation_id = $1 order by id desc limit 2`,
    [laptop.url().split("/").at(-1)],
  );
  expect(story.map(({ kind, data }) => [kind, data.to])).toEqual([
    ["renamed", "Horário de sábado"],
    ["categorized", "Financeiro › Nota fiscal"],
  ]);
});

test("the next one is taken: mine at both devices, and colleagues read with whom it is", async () => {
  const fernanda = await stage.open("fernanda", "/inbox");
  const [queue] = await stage.query<{ id: string }>(
    "select id from queues where name = 'Solucionadores'",
  );
  await laptop.goto(`/inbox?queue=${queue?.id}`);
  await row(laptop, CUSTOMERS[0][1]).waitFor();
  await laptop.getByRole("button", { name: "Atender próxima" }).click();
  await laptop.waitForURL(/\/inbox\/[0-9a-f-]{36}/);
  const taken = new URL(laptop.url()).pathname;
  await desk.goto("/inbox?owner=me");
  await until("it is among mine", async () => (await desk.getByRole("row").count()) === 1);
  expect(taken).toContain(await desk.getByRole("row").getAttribute("data-key"));
  await fernanda
    .getByRole("row", { name: /Com Ana Souza|Ana Souza/ })
    .first()
    .waitFor();
  await fernanda.getByRole("row").getByText("com Ana").first().waitFor();
});
