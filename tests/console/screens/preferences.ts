import type { Screen } from "./screen.ts";

export const PREFERENCES_SCREENS: readonly Screen[] = [
  {
    name: "notifications",
    who: "ana",
    path: "/settings/notifications",
    reach: (page) => page.getByText("Um cliente meu escreve").waitFor(),
  },
  {
    name: "shortcuts",
    who: "ana",
    path: "/settings/shortcuts",
    reach: (page) => page.getByRole("heading", { name: "Atalhos" }).waitFor(),
  },
  {
    name: "shortcuts-taken",
    who: "ana",
    path: "/settings/shortcuts",
    async reach(page) {
      await page.getByRole("button", { name: /^Mudar o atalho: Resolver/ }).press("Enter");
      await page.getByText("Aperte a nova tecla").waitFor();
      await page.keyboard.press("t");
      await page.getByText("Já é de:").waitFor();
    },
  },
];
