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

/** The page of somebody whose conversation is over. */
async function overPath(stage: ConsoleStage, number: string): Promise<string> {
  const found = () =>
    stage.query<{ contact_id: string }>("select contact_id from identities where address = $1", [
      `tel:${number}`,
    ]);
  if ((await found()).length === 0) await stage.customerSays(number, "Obrigado, era só isso");
  await until("the message is routed", async () => (await found()).length > 0);
  const [row] = await found();
  await stage.query(
    `update conversations set status = 'resolved', resolved_at = now()
      where contact_id = $1 and status = 'open'`,
    [row?.contact_id],
  );
  return `/contacts/${row?.contact_id}`;
}

const ERASED = "select id from contacts where erased_at is not null limit 1";

/** The page of somebody whose data were erased. */
async function erasedPath(stage: ConsoleStage): Promise<string> {
  const [before] = await stage.query<{ id: string }>(ERASED);
  if (before) return `/contacts/${before.id}`;
  const path = await overPath(stage, "+5511930000078");
  const admin = stage.api("gustavo");
  const { digest } = (await admin.post(`${path}/erasure/preview`, {})) as { digest: string };
  await admin.post(`${path}/erasure`, { digest });
  await until("the words are erased", async () => {
    const left = await stage.query(
      `select from messages m join conversations c on c.id = m.conversation_id
        where c.contact_id = $1 and m.text <> ''`,
      [path.split("/").at(-1)],
    );
    return left.length === 0;
  });
  return path;
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
    name: "begin-whom",
    path: "/contacts",
    async reach(page: Page) {
      await page.getByRole("row", { name: /Marina Costa/ }).waitFor();
      await page.keyboard.press("Shift+N");
      await page
        .getByRole("searchbox", { name: "Nome, telefone ou e-mail" })
        .fill("nova@example.com");
      await page.getByRole("option", { name: "Escrever para nova@example.com" }).waitFor();
    },
  },
  {
    ...marina,
    name: "begin-new",
    path: "/contacts",
    async reach(page: Page) {
      await page.getByRole("row", { name: /Marina Costa/ }).waitFor();
      await page.keyboard.press("Shift+N");
      await page
        .getByRole("searchbox", { name: "Nome, telefone ou e-mail" })
        .fill("(41) 98888-7777");
      await page.getByRole("option", { name: "Escrever para (41) 98888-7777" }).click();
      await page.getByRole("textbox", { name: "Mensagem" }).fill("Seu pedido chegou à loja.");
    },
  },
  {
    ...marina,
    name: "begin-open",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("button", { name: "Nova conversa" }).click();
      await page.getByText("Já aberta").waitFor();
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
  {
    ...marina,
    who: "gustavo",
    name: "contact-export",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("button", { name: "Exportar dados" }).press("Enter");
      await page.getByRole("dialog").getByText("Incluir as notas internas").waitFor();
    },
  },
  {
    ...marina,
    who: "gustavo",
    name: "contact-hold",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("button", { name: "Impedir apagamento" }).press("Enter");
      await page.getByRole("dialog").getByLabel("Motivo").waitFor();
    },
  },
  {
    ...marina,
    who: "gustavo",
    name: "contact-erase-open",
    path: marinaPath,
    async reach(page: Page) {
      await page.getByRole("button", { name: "Apagar dados" }).press("Enter");
      await page.getByRole("alertdialog").getByText("Há conversas abertas").waitFor();
    },
  },
  {
    who: "gustavo",
    name: "contact-erase",
    path: (stage) => overPath(stage, "+5511930000077"),
    async reach(page: Page) {
      await page.getByRole("button", { name: "Apagar dados" }).press("Enter");
      await page.getByRole("alertdialog").getByLabel("Escreva APAGAR para confirmar").waitFor();
    },
  },
  {
    who: "gustavo",
    name: "contact-erased",
    path: erasedPath,
    reach: (page) => page.getByRole("heading", { name: /^Dados apagados em/ }).waitFor(),
  },
  {
    who: "gustavo",
    name: "conversation-erased",
    async path(stage) {
      const [id] = (await erasedPath(stage)).split("/").slice(-1);
      const [row] = await stage.query<{ id: string }>(
        "select id from conversations where contact_id = $1",
        [id],
      );
      return `/inbox/${row?.id}`;
    },
    reach: (page) => page.getByText("Mensagem apagada").waitFor(),
  },
];
