import type { Screen } from "./screen.ts";

/** A day's work, measured: the follower takes some seconds. */
const measured = async (stage: Parameters<NonNullable<Screen["prepare"]>>[0]): Promise<void> => {
  await stage.customerSays("+5511900000091", "Quero a segunda via do boleto");
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [row] = await stage.query("select 1 from figure_facts where fact = 'opened' limit 1");
    if (row !== undefined) return;
    if (Date.now() > deadline) throw new Error("nothing was measured");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

export const REPORT_SCREENS: readonly Screen[] = [
  {
    name: "reports-overview",
    who: "fernanda",
    path: "/reports?compare=1",
    prepare: measured,
    reach: async (page) => {
      await page.getByRole("heading", { name: "Conversas por dia" }).waitFor();
      await page.getByRole("heading", { name: "Abertas no fim do dia" }).waitFor();
    },
  },
  {
    name: "reports-volume",
    who: "fernanda",
    path: "/reports?report=volume",
    prepare: measured,
    reach: (page) => page.getByRole("rowheader", { name: "dom." }).waitFor(),
  },
  {
    name: "reports-circuit",
    who: "fernanda",
    path: "/reports?report=circuit",
    prepare: measured,
    reach: (page) => page.getByText("Entendimento").waitFor(),
  },
  {
    name: "reports-queues",
    who: "fernanda",
    path: "/reports?report=channels",
    prepare: measured,
    reach: (page) => page.getByRole("row", { name: /Total/ }).waitFor(),
  },
  {
    name: "reports-definition",
    who: "fernanda",
    path: "/reports",
    prepare: measured,
    async reach(page) {
      await page.getByRole("button", { name: "O que significa: Primeira resposta" }).press("Enter");
      await page.getByText("Robôs e avisos não são resposta", { exact: false }).waitFor();
    },
  },
  {
    name: "reports-drill",
    who: "fernanda",
    path: "/reports?report=channels",
    prepare: measured,
    async reach(page) {
      const total = page.getByRole("row", { name: /Total/ });
      // The grid gives its own focus to a row first: by keys one comes to a number by arrows.
      await total.getByRole("button").first().click();
      await page.getByRole("dialog").getByRole("link").first().waitFor();
    },
  },
  {
    name: "reports-drill-day",
    who: "fernanda",
    path: "/reports?report=volume&days=7",
    prepare: measured,
    async reach(page) {
      await page.getByRole("button", { name: "Ver tabela" }).first().press("Enter");
      const today = page
        .getByRole("grid", { name: "Conversas", exact: true })
        .getByRole("row")
        .last();
      await today.getByRole("button").first().click();
      await page.getByRole("dialog").getByRole("link").first().waitFor();
    },
  },
];
