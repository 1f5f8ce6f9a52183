import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const VIEW = "0192aaaa-0000-7000-8000-00000000a001";

/** Four customers wait; one list of them is kept under a name. */
async function customersWait(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from saved_views where id = $1", [VIEW]);
  if (length > 0) return;
  const words = [
    "Meu boleto venceu",
    "Quero trocar o produto",
    "Onde está meu pedido?",
    "Obrigado!",
  ];
  for (const [index, text] of words.entries()) {
    await stage.customerSays(`+551190000010${index}`, text);
  }
  await stage.api("fernanda").post("/views", {
    id: VIEW,
    name: "Urgentes",
    isShared: true,
    filter: { group: "to-do", priority: "high", order: "next-breach" },
  });
}

const someRow = "[role=grid] [role=row]";

export const LIST_SCREENS: readonly Screen[] = [
  {
    name: "list-filters",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      await page.locator(someRow).first().waitFor();
      await page.keyboard.press("f");
      await page.getByText("Só não lidas").waitFor();
    },
  },
  {
    name: "list-view-empty",
    who: "fernanda",
    path: `/inbox?priority=urgent&view=${VIEW}`,
    prepare: customersWait,
    reach: (page) => page.getByText("Nada com estes filtros.").waitFor(),
  },
  {
    name: "list-selected",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      await page.locator(someRow).first().focus();
      await page.keyboard.press("x");
      await page.getByText("1 selecionada").waitFor();
    },
  },
  {
    name: "list-labels",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      await page.locator(someRow).first().focus();
      await page.keyboard.press("x");
      await page.getByRole("button", { name: "Etiquetas" }).click();
      await page.getByRole("dialog").getByText("Dizem do que se trata").waitFor();
    },
  },
  {
    name: "list-category",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      await page.locator(someRow).first().focus();
      await page.keyboard.press("x");
      await page.getByRole("button", { name: "Motivo" }).press("Enter");
      await page.getByRole("option", { name: "Entrega › Atrasada" }).waitFor();
    },
  },
  {
    name: "list-views",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      await page.locator(someRow).first().waitFor();
      await page.keyboard.press("v");
      await page.getByRole("dialog").getByText("Urgentes").waitFor();
    },
  },
  {
    name: "list-queue",
    who: "ana",
    path: "/inbox",
    prepare: customersWait,
    async reach(page) {
      const [queue] = await page.evaluate(async () => {
        const answer = await fetch("/api/v1/queues");
        return (await answer.json()).items as { id: string; name: string }[];
      });
      await page.goto(`/inbox?queue=${queue?.id}`);
      await page.getByRole("tab", { name: /Esperando/ }).waitFor();
    },
  },
];
