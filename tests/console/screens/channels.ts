import type { Screen } from "./screen.ts";

export const CHANNEL_SCREENS: readonly Screen[] = [
  {
    name: "sms-new",
    who: "gustavo",
    path: "/settings/channels/sms/new",
    async reach(page) {
      await page.getByRole("button", { name: "Criar e continuar" }).press("Enter");
      await page.getByText("Preencha este campo.").first().waitFor();
    },
  },
  {
    name: "sms-inbox",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await page.getByRole("link", { name: /SMS da loja/ }).press("Enter");
      await page.getByText("Endereço do webhook").waitFor();
    },
  },
];
