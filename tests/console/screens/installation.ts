import type { Screen } from "./screen.ts";

export const INSTALLATION_SCREENS: readonly Screen[] = [
  {
    name: "audit",
    who: "gustavo",
    path: "/settings/audit",
    reach: (page) => page.getByText("Criou um canal").first().waitFor(),
  },
  {
    name: "audit-entry",
    who: "gustavo",
    path: "/settings/audit",
    async reach(page) {
      await page
        .getByRole("row", { name: /Criou um canal/ })
        .first()
        .press("Enter");
      await page.getByRole("dialog").getByText("Informa o protocolo").waitFor();
    },
  },
  {
    name: "audit-empty",
    who: "gustavo",
    path: "/settings/audit?who=ninguem",
    reach: (page) => page.getByText("Nada neste período").waitFor(),
  },
  {
    name: "api-keys",
    who: "gustavo",
    path: "/settings/api-keys",
    async prepare(stage) {
      const { length } = await stage.query("select 1 from api_keys where name = 'ERP da loja'");
      if (length > 0) return;
      await stage.api("gustavo").post("/api-keys", { name: "ERP da loja", role: "agent" });
    },
    reach: (page) => page.getByRole("row", { name: /ERP da loja/ }).waitFor(),
  },
  {
    name: "api-keys-new",
    who: "gustavo",
    path: "/settings/api-keys",
    async reach(page) {
      await page.getByRole("button", { name: "Nova chave" }).press("Enter");
      await page.getByRole("button", { name: "Criar chave" }).press("Enter");
      await page.getByText("Diga para que programa é.").waitFor();
    },
  },
];
