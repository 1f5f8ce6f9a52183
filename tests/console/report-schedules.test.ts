import type { Page } from "playwright-core";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** A supervisor has a report sent each week, tries it out, and wants it no more. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
let page: Page;
beforeAll(async () => {
  stage = await startConsoleStage("report-schedules");
  page = await stage.open("fernanda", "/reports?report=sla&channel=sms");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => {
  expect(stage.troubles.splice(0)).toEqual([]);
});

interface Kept {
  readonly name: string;
  readonly report: { readonly id: string; readonly filter: object; readonly format: string };
  readonly rhythm: object;
  readonly addresses: readonly string[];
  readonly nextAt: string | null;
}

const kept = async () =>
  ((await stage.api("fernanda").get("/report-schedules")) as { readonly items: readonly Kept[] })
    .items;

const chooses = async (label: string, option: string) => {
  await page.getByRole("button", { name: label }).press("Enter");
  await page.getByRole("option", { name: option, exact: true }).press("Enter");
};

test("what is on the screen is what is sent: the report, and what it is narrowed down to", async () => {
  await page.getByRole("button", { name: "Enviar por e-mail" }).press("Enter");
  await page.getByRole("heading", { name: "Agendar envio" }).waitFor();
  await page.getByLabel("Nome").fill("Prazos da semana");
  await chooses("Dia da semana", "sexta-feira");
  await page.getByLabel("Hora", { exact: true }).fill("17:30");
  await page.getByRole("textbox", { name: "E-mail" }).fill("diretoria@loja.example.com");
  await page.getByRole("button", { name: "Agendar", exact: true }).press("Enter");
  await page.getByRole("heading", { name: "Prazos da semana" }).waitFor();
  expect(await kept()).toMatchObject([
    {
      name: "Prazos da semana",
      report: {
        id: "sla",
        filter: { channel: "sms", queueId: null, agentId: null, categoryId: null },
        format: "xlsx",
      },
      rhythm: { every: "week", weekday: 5, minute: 17 * 60 + 30 },
      addresses: ["diretoria@loja.example.com"],
    },
  ]);
});

test("the list tells what is sent, how often, and when next", async () => {
  await page.getByRole("button", { name: "Voltar" }).press("Enter");
  const row = page.getByRole("row", { name: /Prazos da semana/ });
  await row.getByText("Toda sexta às 17:30").waitFor();
  await row.getByText("Prazos (SLA)").waitFor();
  await row.getByText("SMS", { exact: true }).waitFor();
  await row.getByText(/^\d\d\/\d\d\/\d{4},? 17:30/).waitFor();
  await row.press("Enter");
  await page.getByRole("heading", { name: "Prazos da semana" }).waitFor();
});

test("sent now it says that no mail is set up, in a sentence", async () => {
  await page.getByRole("button", { name: "Enviar agora" }).press("Enter");
  const told = page.getByRole("status").filter({ hasText: "diretoria@loja.example.com" });
  await told.getByText("Nenhum e-mail pode sair: escolha por onde.").waitFor();
});

test("switched off it has no next time, and removed it is gone", async () => {
  await page.getByRole("button", { name: "Mais ações" }).press("Enter");
  await page.getByRole("menuitem", { name: "Desligar" }).press("Enter");
  await page.getByText("Desligado").waitFor();
  expect(await kept()).toMatchObject([{ nextAt: null }]);
  await page.getByRole("button", { name: "Mais ações" }).press("Enter");
  await page.getByRole("menuitem", { name: "Remover" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Remover “Prazos da semana”?" });
  await question.getByRole("button", { name: "Remover" }).press("Enter");
  await page.getByText("Nenhum envio agendado").waitFor();
  expect(await kept()).toEqual([]);
});

test("what is no table is not sent, and the list is a link away", async () => {
  await page.goto("/reports?report=circuit");
  await page.getByRole("heading", { name: "Circuito" }).waitFor();
  expect(await page.getByRole("button", { name: "Enviar por e-mail" }).count()).toBe(0);
  await page.getByRole("link", { name: "Envios por e-mail" }).press("Enter");
  await page.getByRole("heading", { name: "Envios por e-mail" }).waitFor();
});
