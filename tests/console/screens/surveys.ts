import type { Screen } from "./screen.ts";

export const SURVEY_SCREENS: readonly Screen[] = [
  {
    name: "survey-editor",
    who: "gustavo",
    path: "/settings/surveys",
    async reach(page) {
      await page.getByRole("button", { name: "Nova pesquisa" }).press("Enter");
      await page.getByRole("menuitem", { name: /NPS/ }).press("Enter");
      await page.getByRole("heading", { name: "Como o cliente vê" }).waitFor();
    },
  },
];
