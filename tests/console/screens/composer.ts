import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const JULIA = "+5511900000021";

async function juliaWrites(stage: ConsoleStage): Promise<void> {
  const known = await stage.query("select 1 from conversations where address = $1", [
    `tel:${JULIA}`,
  ]);
  if (known.length > 0) return;
  await stage.customerSays(JULIA, "Oi! Quando chega o meu pedido?");
}

/** Her conversation, with the composer ready. */
async function openJulia(page: Page): Promise<void> {
  // By her number: what she wrote gives way to a draft, once there is one.
  const row = page.getByRole("row").filter({ hasText: "90000-0021" });
  await row.waitFor();
  await row.press("Enter");
  await page.getByRole("textbox", { name: /^Resposta|^Nota/ }).waitFor();
}

const TALITA = "+5511900000028";

/** She wrote, and asked for no more. */
async function talitaLeaves(stage: ConsoleStage): Promise<void> {
  const of = (table: string) =>
    stage.query(`select 1 from ${table} where address = $1`, [`tel:${TALITA}`]);
  if ((await of("conversations")).length === 0) {
    await stage.customerSays(TALITA, "Parem de mandar promoção, por favor");
    await stage.customerSays(TALITA, "PARAR");
  }
  while ((await of("opt_outs")).length === 0) await new Promise((soon) => setImmediate(soon));
}

const reply = (page: Page) => page.getByRole("textbox", { name: /^Resposta/ });

export const COMPOSER_SCREENS: readonly Screen[] = [
  {
    name: "composer-quick-replies",
    who: "fernanda",
    path: "/inbox",
    prepare: juliaWrites,
    async reach(page) {
      await openJulia(page);
      await reply(page).fill("");
      await reply(page).pressSequentially("/saud");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "composer-opted-out",
    who: "fernanda",
    path: "/inbox",
    prepare: talitaLeaves,
    async reach(page) {
      const row = page.getByRole("row").filter({ hasText: "90000-0028" });
      await row.waitFor();
      await row.press("Enter");
      await page.getByText("O cliente pediu para não receber mensagens por SMS").waitFor();
    },
  },
  {
    name: "composer-mention",
    who: "fernanda",
    path: "/inbox",
    prepare: juliaWrites,
    async reach(page) {
      await openJulia(page);
      await reply(page).press("F2");
      const note = page.getByRole("textbox", { name: "Nota interna" });
      await note.fill("");
      await note.pressSequentially("@");
      await page.getByRole("option", { name: "Bruno Lima" }).waitFor();
    },
  },
  {
    name: "composer-send-later",
    who: "fernanda",
    path: "/inbox",
    prepare: juliaWrites,
    async reach(page) {
      await openJulia(page);
      await page.getByRole("button", { name: "Mais opções de envio" }).press("Enter");
      await page.getByRole("menuitem", { name: /Agendar/ }).press("Enter");
      await page.getByRole("dialog", { name: "Agendar envio" }).waitFor();
    },
  },
  {
    name: "composer-held-reply",
    who: "fernanda",
    path: "/inbox",
    async prepare(stage) {
      await juliaWrites(stage);
      const api = stage.api("fernanda");
      let id: string | undefined;
      while (id === undefined) {
        const rows = await stage.query<{ id: string }>(
          "select id from conversations where address = $1",
          [`tel:${JULIA}`],
        );
        id = rows[0]?.id;
      }
      // Under one client id: said again, it is the same one.
      await api.post(`/conversations/${id}/held-replies`, {
        clientId: id,
        text: "Olá, Júlia! O seu pedido chega amanhã até as 18 h.",
        sendAt: new Date(Date.now() + 20 * 24 * 3_600_000).toISOString(),
      });
    },
    async reach(page) {
      await openJulia(page);
      await page.getByRole("list", { name: "A enviar" }).waitFor();
    },
  },
  {
    name: "mentions",
    who: "bruno",
    path: "/mentions",
    async prepare(stage) {
      await juliaWrites(stage);
      const [bruno] = await stage.query<{ id: string }>(
        "select id from agents where email like 'bruno@%'",
      );
      const [conversation] = await stage.query<{ id: string }>(
        "select id from conversations where address = $1",
        [`tel:${JULIA}`],
      );
      if (bruno === undefined || conversation === undefined) return;
      await stage.api("fernanda").post(`/conversations/${conversation.id}/messages`, {
        clientId: bruno.id,
        kind: "note",
        text: "@Bruno Lima você falou com ela ontem: o que ficou combinado?",
        mentions: [bruno.id],
      });
    },
    reach: (page) => page.getByText("o que ficou combinado?").waitFor(),
  },
  {
    name: "mentions-empty",
    who: "elisa",
    path: "/mentions",
    reach: (page) => page.getByText("Ninguém mencionou você.").waitFor(),
  },
  {
    name: "macro-palette",
    who: "fernanda",
    path: "/inbox",
    prepare: juliaWrites,
    async reach(page) {
      await openJulia(page);
      await reply(page).press("Escape");
      await page.keyboard.press("m");
      const palette = page.getByRole("dialog", { name: "Aplicar macro" });
      await palette.getByRole("option", { name: "Pedir comprovante" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await palette.getByText("Deixa um texto na resposta").waitFor();
    },
  },
  {
    name: "settings-macros",
    who: "fernanda",
    path: "/settings/macros",
    reach: (page) => page.getByText("Pedir comprovante").waitFor(),
  },
  {
    name: "settings-macro",
    who: "fernanda",
    path: "/settings/macros",
    async reach(page) {
      await page.getByRole("row").filter({ hasText: "Entrega atrasada" }).press("Enter");
      await page.getByLabel("Texto da nota").waitFor();
    },
  },
  {
    name: "settings-macro-mistakes",
    who: "fernanda",
    path: "/settings/macros/new",
    async reach(page) {
      for (const act of ["Nota interna", "Prioridade"]) {
        await page.getByRole("button", { name: "Acrescentar ação" }).press("Enter");
        await page.getByRole("menuitem", { name: new RegExp(`^${act}`) }).press("Enter");
        await page.getByRole("button", { name: `Retirar: ${act}` }).waitFor();
      }
      await page.getByRole("button", { name: "Criar macro" }).press("Enter");
      await page.getByText("Escreva algo que se entenda.").first().waitFor();
    },
  },
  {
    name: "settings-macro-of-others",
    who: "diego",
    path: "/settings/macros",
    async reach(page) {
      await page.getByRole("row").filter({ hasText: "Pedir comprovante" }).press("Enter");
      await page.getByText("Só supervisores alteram").waitFor();
    },
  },
  {
    name: "settings-quick-replies",
    who: "fernanda",
    path: "/settings/quick-replies",
    reach: (page) => page.getByText("Segunda via de boleto").waitFor(),
  },
  {
    name: "settings-quick-replies-editor",
    who: "fernanda",
    path: "/settings/quick-replies",
    async reach(page) {
      await page.getByRole("row").filter({ hasText: "Saudação" }).press("Enter");
      await page.getByRole("dialog", { name: "Editar resposta rápida" }).waitFor();
    },
  },
];
