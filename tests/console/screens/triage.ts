import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const JOANA = "+5511900000041";

/** One customer whose problem goes to the directors. */
export async function somebodyWaits(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query(
    "select 1 from conversations where address = $1 and status = 'open'",
    [`tel:${JOANA}`],
  );
  if (length === 0)
    await stage.customerSays(JOANA, "Quero o reembolso do pedido 10234, veio em dobro.");
}

export const TRIAGE_SCREENS: readonly Screen[] = [
  {
    name: "triage-item",
    who: "carla",
    path: "/triage",
    prepare: somebodyWaits,
    async reach(page) {
      // Whoever waits longest comes first: whose words they are depends on who wrote before.
      await page.getByRole("article").first().waitFor();
      await page.getByLabel(/^Resumo/).waitFor();
      await page.keyboard.press("1");
      await page.getByLabel(/^Aviso ao cliente/).waitFor();
      // The list of categories lies over the rest.
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "triage-missing",
    who: "carla",
    path: "/triage",
    prepare: somebodyWaits,
    async reach(page) {
      await page.getByLabel(/^Resumo/).waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByText("Preencha este campo.").first().waitFor();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "triage-skip",
    who: "carla",
    path: "/triage",
    prepare: somebodyWaits,
    async reach(page) {
      await page.getByLabel(/^Resumo/).waitFor();
      await page.keyboard.press("x");
      await page.getByRole("dialog", { name: "Pular este item" }).waitFor();
    },
  },
  {
    name: "triage-not-yours",
    who: "diego",
    path: "/triage",
    reach: (page) => page.getByText("Você não atende uma fila de direcionamento").waitFor(),
  },
  {
    name: "settings-categories",
    who: "gustavo",
    path: "/settings/categories",
    reach: (page) => page.getByText("Equipamento com defeito").waitFor(),
  },
  {
    name: "settings-category-new",
    who: "gustavo",
    path: "/settings/categories/new",
    async reach(page) {
      await page.getByRole("button", { name: "Adicionar campo" }).press("Enter");
      await page.getByLabel(/^Nome do campo/).waitFor();
    },
  },
  {
    name: "settings-triage",
    who: "gustavo",
    path: "/settings/triage",
    reach: (page) => page.getByRole("switch").waitFor(),
  },
];
