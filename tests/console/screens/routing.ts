import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const PATH = "/settings/routing";

const list = (page: Page) => page.getByRole("row", { name: /Entregas/ });

async function openRule(page: Page): Promise<void> {
  await list(page).press("Enter");
  await page.getByLabel("Nome da regra").waitFor();
}

/** A message, so that the past has something to be decided again. */
async function somebodyWrote(stage: ConsoleStage): Promise<void> {
  const number = "+5511900000007";
  await stage.customerSays(number, "Cadê minha entrega?");
  const isThere = async () =>
    (await stage.query("select 1 from conversations where address = $1", [`tel:${number}`])).length;
  while ((await isThere()) === 0) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function openTrial(page: Page): Promise<void> {
  await list(page).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("tab", { name: "Uma mensagem" }).waitFor();
}

export const ROUTING_SCREENS: readonly Screen[] = [
  {
    name: "routing-rules",
    who: "gustavo",
    path: PATH,
    reach: (page) => list(page).waitFor(),
  },
  { name: "routing-rule", who: "gustavo", path: PATH, reach: openRule },
  {
    name: "routing-read-only",
    who: "fernanda",
    path: PATH,
    reach: (page) => page.getByText("Só administradores mudam as regras").waitFor(),
  },
  {
    name: "routing-trial",
    who: "gustavo",
    path: PATH,
    async reach(page) {
      await openTrial(page);
      await page.getByLabel("Mensagem do cliente").fill("Quero a segunda via do boleto");
      await page.keyboard.press("Control+Enter");
      await page.getByText("Quem receberia agora").waitFor();
    },
  },
  {
    name: "routing-past",
    who: "gustavo",
    path: PATH,
    prepare: somebodyWrote,
    async reach(page) {
      await openTrial(page);
      await page.getByRole("tab", { name: "Uma mensagem" }).press("ArrowRight");
      await page.getByRole("button", { name: /Testar o passado/ }).press("Enter");
      await page.getByText("Conversas por fila").waitFor();
    },
  },
  {
    name: "routing-versions",
    who: "gustavo",
    path: PATH,
    async reach(page) {
      await list(page).waitFor();
      await page.getByRole("button", { name: "Versões" }).press("Enter");
      await page.getByText("Em vigor").waitFor();
    },
  },
];
