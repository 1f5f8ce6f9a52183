import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

export const MARINA = "+5511900000001";

/** Two customers: one wrote once, one several times. */
export async function customersWrite(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from conversations where address = $1", [
    `tel:${MARINA}`,
  ]);
  if (length > 0) return;
  await stage.customerSays(MARINA, "Olá! Meu boleto venceu ontem, podem me ajudar?");
  await stage.customerSays("+5511900000002", "O site não deixa eu entrar na minha conta.");
  await stage.customerSays("+5511900000002", "Já troquei a senha duas vezes.");
}

export const INBOX_SCREENS: readonly Screen[] = [
  {
    name: "inbox-list",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    reach: (page) => page.getByText("Meu boleto venceu").first().waitFor(),
  },
  {
    name: "inbox-conversation",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    async reach(page) {
      await page.getByText("Meu boleto venceu").first().waitFor();
      await page.getByRole("row").filter({ hasText: "boleto venceu ontem" }).press("Enter");
      await page.getByRole("log").getByRole("article").first().waitFor();
    },
  },
  {
    name: "inbox-title",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    async reach(page) {
      await page.getByText("Meu boleto venceu").first().waitFor();
      await page.getByRole("row").filter({ hasText: "boleto venceu" }).press("Enter");
      await page.getByRole("heading", { level: 2 }).getByRole("button").press("Enter");
      await page.getByRole("textbox", { name: "Título" }).waitFor();
    },
  },
  {
    name: "inbox-snooze",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    async reach(page) {
      await page.getByText("Meu boleto venceu").first().waitFor();
      await page.getByRole("row").filter({ hasText: "boleto venceu" }).press("Enter");
      await page.getByRole("log").getByRole("article").first().waitFor();
      await page.keyboard.press("z");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "inbox-transfer",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    async reach(page) {
      await page.getByText("Meu boleto venceu").first().waitFor();
      await page.getByRole("row").filter({ hasText: "boleto venceu" }).press("Enter");
      await page.getByRole("log").getByRole("article").first().waitFor();
      await page.keyboard.press("t");
      const dialog = page.getByRole("dialog", { name: "Transferir" });
      await dialog.getByRole("combobox").fill("Superv");
      await page.getByRole("option", { name: /Supervisão/ }).waitFor();
      await page.keyboard.press("Enter");
      await dialog.getByRole("checkbox", { name: "Avisar o cliente" }).press("Space");
      await dialog.getByLabel("Aviso ao cliente").waitFor();
    },
  },
  {
    name: "palette",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    async reach(page) {
      await page.getByText("Meu boleto venceu").first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
  {
    name: "inbox-nothing-found",
    who: "fernanda",
    path: "/inbox?q=nadaaqui",
    reach: (page) => page.getByText("Nada encontrado").waitFor(),
  },
];
