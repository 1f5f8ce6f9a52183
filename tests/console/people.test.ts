import type { Page } from "playwright-core";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** Several screens and two people in one go, on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("people");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

const DAY_MS = 24 * 60 * 60_000;
const PASSWORD = "uma frase que a Rita lembra";

async function choose(page: Page, label: string, ...options: readonly string[]): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  for (const option of options) {
    await page.keyboard.type(option);
    await page.getByRole("option", { name: option }).first().click();
  }
  // Its list stays open for the next one.
  await page.keyboard.press("Tab");
}

test("an admin adds a queue, a person and a skill, and the next message is that person's", async () => {
  const admin = await stage.open("gustavo", "/settings/queues");
  await admin.getByRole("button", { name: "Nova fila" }).click();
  await admin.getByRole("dialog").getByLabel("Nome").fill("Cobrança");
  await admin.getByRole("radio", { name: /Especialista/ }).press("Space");
  await admin.getByRole("button", { name: "Criar fila" }).click();
  await admin.getByRole("heading", { name: "Cobrança" }).waitFor();

  await admin.goto("/settings/people");
  await admin.getByRole("button", { name: "Convidar" }).first().click();
  await admin.getByLabel("Nomes e e-mails").fill("Rita Nunes <rita@example.com>");
  await choose(admin, "Filas", "Cobrança", "Solucionadores");
  await admin.getByRole("button", { name: "Convidar 1 pessoa" }).click();
  const link = (await admin.locator("code", { hasText: "/set-password#" }).textContent()) ?? "";

  const rita = await stage.open("bruno", new URL(link).pathname + new URL(link).hash);
  await rita.getByRole("heading", { name: "Olá, Rita Nunes" }).waitFor();
  await rita.getByLabel("Nova senha").fill(PASSWORD);
  await rita.getByRole("button", { name: "Escolher senha e entrar" }).click();
  await rita.getByRole("button", { name: /Rita Nunes.*mudar disponibilidade/ }).click();
  await rita.getByRole("menuitemradio", { name: "Disponível" }).click();

  await admin.getByRole("button", { name: "Pronto" }).click();
  await admin.getByRole("row", { name: /Rita Nunes/ }).press("Enter");
  await admin.getByLabel("Nova habilidade").fill("cobrança");
  await admin.getByLabel("Nova habilidade").press("Enter");
  await admin
    .getByRole("radiogroup", { name: "Nível em cobrança" })
    .getByRole("radio", { name: "5" })
    .press("Space");
  await admin.getByRole("button", { name: "Salvar" }).click();
  await admin.getByText("Rita Nunes: alterações salvas").waitFor();
  const rows = await stage.query("select skills from agents where email = 'rita@example.com'");
  expect(rows).toEqual([{ skills: { cobrança: 5 } }]);

  await stage.customerSays("+5511900000077", "Quero a segunda via do boleto da Rita");
  await rita.goto("/inbox?owner=me");
  await rita.getByText("Quero a segunda via do boleto da Rita").first().waitFor();
  expect(stage.troubles).toEqual([]);
});

test("hours that change have another next opening", async () => {
  const admin = await stage.open("gustavo", "/settings/hours/new");
  const zone = "America/Sao_Paulo";
  const opens = new Date(Date.now() + 2 * DAY_MS);
  const weekday = new Intl.DateTimeFormat("pt-BR", { weekday: "long", timeZone: zone }).format(
    opens,
  );
  const date = new Intl.DateTimeFormat("pt-BR", {
    day: "2-digit",
    month: "2-digit",
    timeZone: zone,
  }).format(opens);
  await admin.getByLabel("Nome").fill("Plantão");
  for (const day of ["segunda", "terça", "quarta", "quinta", "sexta"]) {
    await admin.getByRole("button", { name: `Retirar ${day}-feira, abertura 1` }).click();
  }
  await admin.getByText("sem próxima abertura em 60 dias").waitFor();
  await admin.getByRole("button", { name: `Adicionar abertura em ${weekday}` }).click();
  await admin.getByLabel(`${weekday}, abertura 1, Abre`).fill("715");
  await admin.getByLabel(`${weekday}, abertura 1, Abre`).press("ArrowRight");
  // The arrow went on to the next cell.
  await admin.keyboard.type("9h");
  await admin.getByText(new RegExp(`abre .*${date}.* 07:15`)).waitFor();
  await admin.getByRole("button", { name: "Salvar" }).click();
  await admin.getByText("Horário Plantão salvo").waitFor();
  const { items } = (await stage.api("gustavo").get("/calendars")) as {
    items: { name: string; intervals: object[] }[];
  };
  expect(items.find(({ name }) => name === "Plantão")?.intervals).toEqual([
    expect.objectContaining({ from: 7 * 60 + 15, to: 9 * 60 }),
  ]);
  expect(stage.troubles).toEqual([]);
});

test("whoever leaves an editor with something not saved is asked, and may save, discard or stay", async () => {
  const admin = await stage.open("gustavo", "/settings/queues");
  await admin.getByRole("row", { name: /Logística/ }).press("Enter");
  const name = admin.getByRole("textbox", { name: /^Nome/ }).first();
  const leaving = admin.getByRole("alertdialog", { name: "Sair sem salvar?" });
  const toPeople = () => admin.getByRole("link", { name: "Pessoas", exact: true }).click();

  await name.fill("Logística N2");
  expect(await admin.title()).toMatch(/^\* /);
  await toPeople();
  await leaving.getByRole("button", { name: "Continuar editando" }).last().click();
  await leaving.waitFor({ state: "detached" });
  expect(await name.inputValue()).toBe("Logística N2");

  await name.press("Escape");
  await leaving.getByRole("button", { name: "Salvar" }).click();
  await admin.getByRole("row", { name: /Logística N2/ }).press("Enter");

  await name.fill("Outro nome");
  await toPeople();
  await leaving.getByRole("button", { name: "Descartar" }).click();
  await admin.getByRole("heading", { name: "Pessoas", level: 1 }).waitFor();
  await admin.goBack();
  expect(await name.inputValue()).toBe("Logística N2");

  await name.fill("");
  await admin.keyboard.press("Control+s");
  await admin.goBack();
  await leaving.getByRole("button", { name: "Salvar" }).click();
  // It cannot be saved like this: one is still here.
  await leaving.waitFor({ state: "detached" });
  await admin.getByRole("button", { name: "Descartar" }).click();
  expect(await name.inputValue()).toBe("Logística N2");
  expect(stage.troubles.filter((line) => !line.includes("400"))).toEqual([]);
});
