import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const HELENA = "+5511900000071";

async function helenaAsks(stage: ConsoleStage): Promise<void> {
  const known = await stage.query("select 1 from conversations where address = $1", [
    `tel:${HELENA}`,
  ]);
  if (known.length === 0) await stage.customerSays(HELENA, "Preciso da segunda via do boleto");
}

async function openHelena(page: Page): Promise<void> {
  const row = page.getByRole("row").filter({ hasText: "90000-0071" });
  await row.waitFor();
  await row.press("Enter");
  await page.getByRole("textbox", { name: /^Resposta/ }).waitFor();
}

const openBoleto = (page: Page) =>
  page.getByRole("row").filter({ hasText: "2ª via do boleto" }).press("Enter");

export const KNOWLEDGE_SCREENS: readonly Screen[] = [
  {
    name: "knowledge-list",
    who: "gustavo",
    path: "/settings/knowledge",
    reach: (page) => page.getByText("Quando recebo o meu reembolso?").waitFor(),
  },
  {
    name: "knowledge-editor",
    who: "gustavo",
    path: "/settings/knowledge",
    async reach(page) {
      await openBoleto(page);
      await page.getByText("Uso nos últimos 90 dias").waitFor();
    },
  },
  {
    name: "knowledge-versions",
    who: "gustavo",
    path: "/settings/knowledge",
    async reach(page) {
      await openBoleto(page);
      await page.getByRole("button", { name: "Versões" }).press("Enter");
      await page.getByRole("button", { name: "Ver mudanças" }).press("Enter");
      await page.getByRole("button", { name: "Ocultar mudanças" }).waitFor();
    },
  },
  {
    name: "knowledge-new",
    who: "ana",
    path: "/settings/knowledge/new",
    reach: (page) => page.getByText("Como o cliente perguntaria").waitFor(),
  },
  {
    name: "knowledge-figures-new",
    who: "gustavo",
    path: "/settings/knowledge/figures",
    reach: (page) => page.getByText("Nenhum artigo foi usado neste período").waitFor(),
  },
  {
    name: "composer-articles",
    who: "fernanda",
    path: "/inbox",
    prepare: helenaAsks,
    async reach(page) {
      await openHelena(page);
      const reply = page.getByRole("textbox", { name: /^Resposta/ });
      await reply.fill("");
      await reply.pressSequentially("#boletos vencidos");
      await page.getByRole("option").first().waitFor();
    },
  },
];
