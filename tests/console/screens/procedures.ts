import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const RENATA = "+5511900000081";

async function renataAsks(stage: ConsoleStage): Promise<void> {
  const known = await stage.query("select 1 from conversations where address = $1", [
    `tel:${RENATA}`,
  ]);
  if (known.length === 0) await stage.customerSays(RENATA, "A cafeteira chegou com defeito");
}

const openTroca = async (page: Page) => {
  await page.getByRole("row").filter({ hasText: "Troca de produto" }).press("Enter");
  await page.getByRole("heading", { name: "Passo 1" }).waitFor();
};

export const PROCEDURE_SCREENS: readonly Screen[] = [
  {
    name: "procedure-running",
    who: "fernanda",
    path: "/inbox",
    prepare: renataAsks,
    async reach(page) {
      const row = page.getByRole("row").filter({ hasText: "90000-0081" });
      await row.waitFor();
      await row.press("Enter");
      await page.getByRole("textbox", { name: /^Resposta/ }).waitFor();
      // Where there is no column beside the conversation, the key opens it over it.
      await page.keyboard.press("y");
      const begin = page.getByRole("button", { name: "Começar Troca de produto" });
      const step = page.getByRole("heading", { name: "Qual é o número do pedido?" });
      await begin.or(step).first().waitFor();
      if (await begin.isVisible()) await begin.press("Enter");
      await step.waitFor();
    },
  },
  {
    name: "procedure-editor",
    who: "gustavo",
    path: "/settings/procedures",
    async reach(page) {
      await openTroca(page);
      await page.getByRole("row", { name: /Por que o cliente quer trocar/ }).press("Enter");
      await page.getByRole("heading", { name: "Passo 3" }).waitFor();
    },
  },
  {
    name: "procedure-preview",
    who: "gustavo",
    path: "/settings/procedures",
    async reach(page) {
      await openTroca(page);
      await page.getByRole("radio", { name: "Experimentar" }).press("Enter");
      await page.getByRole("region", { name: "Pré-visualização" }).waitFor();
    },
  },
];
