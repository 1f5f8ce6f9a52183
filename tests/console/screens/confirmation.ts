import type { Screen } from "./screen.ts";

export const CONFIRMATION_SCREENS: readonly Screen[] = [
  {
    name: "confirmation-editor",
    who: "gustavo",
    path: "/settings/confirmation",
    async reach(page) {
      await page.getByRole("button", { name: "Nova exceção" }).press("Enter");
      await page.getByRole("heading", { name: "Como o cliente vê" }).waitFor();
    },
  },
];
