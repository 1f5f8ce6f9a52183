import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

interface Listed {
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

const NAME = "Prazos da semana";

/** One that is sent each week, of one channel, and one that is switched off. */
export async function scheduleMade(stage: ConsoleStage): Promise<void> {
  const api = stage.api("fernanda");
  const { items } = (await api.get("/report-schedules")) as Listed;
  if (items.some(({ name }) => name === NAME)) return;
  const nothing = { channel: null, queueId: null, agentId: null, categoryId: null };
  await api.post("/report-schedules", {
    ...{ name: NAME, language: "pt-BR", isOn: true },
    report: { id: "sla", filter: { ...nothing, channel: "sms" }, format: "xlsx" },
    rhythm: { every: "week", weekday: 1, minute: 8 * 60 },
    addresses: ["diretoria@loja.example.com", "supervisao@loja.example.com"],
  });
  await api.post("/report-schedules", {
    ...{ name: "Satisfação do mês", language: "pt-BR", isOn: false },
    report: { id: "satisfaction", filter: nothing, format: "csv" },
    rhythm: { every: "month", weekday: 1, minute: 7 * 60 + 30 },
    addresses: ["diretoria@loja.example.com"],
  });
}

async function pathOfFirst(stage: ConsoleStage): Promise<string> {
  const { items } = (await stage.api("fernanda").get("/report-schedules")) as Listed;
  const found = items.find(({ name }) => name === NAME);
  if (found === undefined) throw new Error(`there is no ${NAME}`);
  return `/reports/schedules/${found.id}`;
}

export const REPORT_SCHEDULE_SCREENS: readonly Screen[] = [
  {
    name: "report-schedules",
    who: "fernanda",
    path: "/reports/schedules",
    prepare: scheduleMade,
    reach: (page) => page.getByRole("row", { name: /Satisfação do mês/ }).waitFor(),
  },
  {
    name: "report-schedules-not-yours",
    who: "ana",
    path: "/reports/schedules",
    reach: (page) => page.getByText("Só a supervisão vê isto").waitFor(),
  },
  {
    name: "report-schedule-new",
    who: "fernanda",
    path: "/reports/schedules/new?report=sla&channel=sms",
    async reach(page) {
      await page.getByRole("button", { name: "Tirar da lista" }).press("Enter");
      await page.getByRole("button", { name: "Adicionar endereço" }).press("Enter");
      await page.getByRole("button", { name: "Agendar", exact: true }).press("Enter");
      await page.getByText("Escreva um endereço de e-mail.").first().waitFor();
    },
  },
  {
    name: "report-schedule",
    who: "fernanda",
    path: pathOfFirst,
    prepare: scheduleMade,
    reach: (page) => page.getByText("Nada foi enviado ainda").waitFor(),
  },
  {
    name: "report-schedule-remove",
    who: "fernanda",
    path: pathOfFirst,
    prepare: scheduleMade,
    async reach(page) {
      await page.getByRole("button", { name: "Mais ações" }).press("Enter");
      await page.getByRole("menuitem", { name: "Remover" }).press("Enter");
      await page.getByRole("alertdialog", { name: `Remover “${NAME}”?` }).waitFor();
    },
  },
];
