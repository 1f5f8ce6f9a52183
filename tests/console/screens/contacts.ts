import type { Page } from "playwright-core";
import { until } from "../../../apps/console/harness/until.ts";
import type { ConsoleStage } from "../console-stage.ts";
import { customersWrite, MARINA } from "./inbox.ts";
import type { Screen } from "./screen.ts";

/** The page of who wrote from Marina's number. */
export async function marinaPath(stage: ConsoleStage): Promise<string> {
  await customersWrite(stage);
  const found = () =>
    stage.query<{ contact_id: string }>("select contact_id from identities where address = $1", [
      `tel:${MARINA}`,
    ]);
  await until("Marina's message is routed", async () => (await found()).length > 0);
  const [row] = await found();
  return `/contacts/${row?.contact_id}`;
}

/** Marina is known by name, and was sorted into something. */
async function marinaIsKnown(stage: ConsoleStage): Promise<void> {
  const path = await marinaPath(stage);
  await stage.api("fernanda").patch(path, {
    name: "Marina Costa",
    segments: ["vip"],
    attributes: { plano: "ouro" },
  });
}

const marina = { who: "fernanda", prepare: marinaIsKnown } as const;

export const CONTACT_SCREENS: readonly Screen[] = [
  {
    ...marina,
    name: "contacts",
    path: "/contacts",
    reach: (page) => page.getByRole("row", { name: /Marina Costa/ }).waitFor(),
  },
  {
    ...marina,
    name: "contacts-none-found",
    path: "/contacts?q=ninguem",
    isSteady: true,
    reach: (page) => page.getByText("Ninguém com estes filtros").waitFor(),
  },
  {
    ...marina,
    name: "contact",
    path: marinaPath,
    reach: (page) =>
      page
        .getByRole("link", { name: /Meu boleto venceu/ })
        .first()
        .waitFor(),
  },
  {
    ...marina,
    name: "contact-said",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("tab", { name: /Conversas/ }).focus();
      await page.keyboard.press("ArrowRight");
      await page
        .getByRole("button", { name: /Meu boleto venceu/ })
        .first()
        .waitFor();
    },
  },
  {
    ...marina,
    name: "contact-merge",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("button", { name: "Juntar com outro" }).press("Enter");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
];
