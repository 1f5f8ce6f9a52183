import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { say } from "../story/pages.ts";
import { shownChat } from "./chat-frames.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { keyboardOf } from "./keyboard.ts";

/** Two screens and a shop in one go, on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
let shop: Server;
let shopUrl: string;
/** What the shop's page carries besides its own words. */
let pasted = "";
beforeAll(async () => {
  stage = await startConsoleStage("webchat");
  shop = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="pt-BR"><title>Loja</title><h1>Loja</h1>${pasted}`);
  });
  await new Promise<void>((listening) => shop.listen(0, "127.0.0.1", listening));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
  shop?.close();
  await stage?.[Symbol.asyncDispose]();
});

test("an admin adds a chat by keyboard, pastes its code in a shop, and sees it found there", async () => {
  const page = await stage.open("gustavo", "/settings/channels");
  const admin = keyboardOf(page);
  await admin.activate("link", /^Chat do site Um botão/);
  await admin.activate("button", "Criar e continuar");
  await page.getByText("Preencha este campo.").first().waitFor();
  await admin.press("Shift+Tab");

  const fill = async (name: string, text: string) => {
    await page.getByRole("textbox", { name, exact: true }).focus();
    await admin.press("Control+A");
    await admin.type(text);
  };
  await fill("Nome do canal", "Chat da loja");
  await fill("Sites que mostram o chat", `${shopUrl}/contato`);
  await fill("Nome da empresa", "Loja Ipê");
  await fill("Cor", "#b4232c");
  await page.getByText(/^Texto branco sobre ela/).waitFor();
  await fill("Texto do botão", "Fale conosco");
  const picture = { name: "logo.png", mimeType: "image/png", buffer: ONE_PIXEL };
  await page.locator('input[type="file"]').setInputFiles(picture);
  await fill("Texto alternativo", "Ipê");
  await pictureIn(page, "/widget/preview/chat");
  expect(await shownChat(page, "/widget/preview/chat", "Loja Ipê")).toBe("#b4232c");
  await page.getByRole("textbox", { name: "Nome do canal", exact: true }).focus();
  await admin.activate("button", "Criar e continuar");

  await page.getByRole("heading", { name: "Chat da loja" }).waitFor();
  // Its picture is with it from the beginning.
  const [made] = await stage.query<{ logo: object }>(
    "select settings -> 'logo' as logo from inboxes where name = 'Chat da loja'",
  );
  expect(made?.logo).toMatchObject({ type: "image/png", width: 1 });
  await admin.activate("button", "Copiar: Código do chat");
  await page.getByText("Texto copiado").first().waitFor();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());
  expect(snippet).toMatch(/^<script async src="http:.+\/widget\/v1\/[0-9a-f-]{36}\/widget\.js">/);
  await admin.activate("button", "Verificar instalação");
  await page.getByText(/^O código não está no HTML/).waitFor();

  pasted = snippet;
  const visitor = await stage.visit(shopUrl);
  await visitor.waitForFunction("window.Circuito?.open");
  await visitor.evaluate("window.Circuito.open()");
  expect(await shownChat(visitor, "/widget/v1/", "Loja Ipê")).toBe("#b4232c");

  await admin.activate("button", "Verificar instalação");
  await page.getByText(`O código do chat está em ${shopUrl}.`).waitFor();
  await visitor.context().close();
  await page.context().close();
});

/** A picture of one pixel. */
const ONE_PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Waits until a chat on the page shows the company's picture, by its words. */
const pictureIn = (page: Page, path: string) =>
  until(`${path} shows the picture`, async () => {
    const frame = page.frames().find((one) => one.url().includes(path));
    const picture = frame?.getByRole("img", { name: "Ipê" });
    // The preview is loaded anew where what it shows needs it.
    const width = picture?.evaluate((one: HTMLImageElement) => one.naturalWidth);
    return (await width?.catch(() => undefined)) === 1;
  });

async function idOf(name: string): Promise<string> {
  const inboxes = (await stage.api("gustavo").get("/inboxes")) as {
    readonly items: readonly { readonly id: string; readonly name: string }[];
  };
  return inboxes.items.find((one) => one.name === name)?.id ?? "";
}

test("a site that is not on the list is told, and let in at a press", async () => {
  const id = await idOf("Chat da loja");
  const page = await stage.open("gustavo", `/settings/channels/webchat/${id}`);
  const other = shopUrl.replace("127.0.0.1", "localhost");
  await page.getByRole("textbox", { name: "Página para verificar" }).fill(`${other}/ofertas`);
  await page.getByRole("button", { name: "Verificar instalação" }).press("Enter");
  await page.getByText(`${other} não está entre os sites`).waitFor();
  await page.getByRole("button", { name: `Permitir ${other}` }).press("Enter");
  await page.getByText("Configurações salvas").waitFor();
  const sites = page.getByRole("textbox", { name: "Sites que mostram o chat" });
  expect(await sites.inputValue()).toBe(`${shopUrl}\n${other}`);
  await page.context().close();
});

test("a picture is seen before it is saved, and by visitors after; an invitation begins a chat that says so", async () => {
  const id = await idOf("Chat da loja");
  const page = await stage.open("gustavo", `/settings/channels/webchat/${id}`);
  const file = page.locator('input[type="file"]');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: svg });
  await page.getByText("Este arquivo não é PNG, JPEG nem WebP.").waitFor();
  await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: ONE_PIXEL });
  await page.getByRole("textbox", { name: "Texto alternativo" }).fill("Ipê");
  await pictureIn(page, "/widget/preview/chat");
  await page.getByRole("button", { name: "Salvar configurações" }).press("Enter");
  await page.getByText("Configurações salvas").first().waitFor();

  const panel = page.getByRole("region", { name: "Convites para conversar" });
  await panel.getByRole("button", { name: "Adicionar convite" }).press("Enter");
  await panel.getByRole("textbox", { name: "Nome do convite" }).fill("Ofertas");
  await panel.getByRole("textbox", { name: "O que o convite diz" }).fill("Posso ajudar?");
  await panel.getByRole("textbox", { name: "Páginas", exact: true }).fill("/ofertas*");
  await panel.getByRole("textbox", { name: "Tempo na página" }).fill("0");
  await panel.getByRole("textbox", { name: "Endereço da página" }).fill(`${shopUrl}/ofertas/1`);
  await panel.getByText("Aparece “Ofertas” após 0 s: “Posso ajudar?”").waitFor();
  await panel.getByRole("button", { name: "Salvar convites" }).press("Enter");
  await until("it is saved", async () => {
    const [row] = await stage.query<{ count: number }>(
      "select jsonb_array_length(settings->'proactive') as count from inboxes where id = $1",
      [id],
    );
    return row?.count === 1;
  });

  const visitor = await stage.visit(`${shopUrl}/ofertas/1`);
  await visitor.locator("circuito-invitation").waitFor();
  const rows = "select from conversations c where c.inbox_id = $1";
  expect(await stage.query(rows, [id])).toEqual([]);
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("Enter");
  await pictureIn(visitor, "/widget/v1/");
  const chat = visitor.frames().find((one) => one.url().includes("/widget/v1/"));
  if (!chat) throw new Error("no chat");
  await say(chat, "Quero, sim");
  await chat.getByText("Recebida").waitFor();
  await until("it is told", async () => {
    const told = await stage.query<{ data: unknown }>(
      `select a.data from activities a join conversations c on c.id = a.conversation_id
         where c.inbox_id = $1 and a.kind = 'invited'`,
      [id],
    );
    return told.length === 1;
  });
  await visitor.context().close();
  await page.context().close();
});

test("the browsers complained of nothing", () => {
  // Pages of the shop have no icon.
  expect(stage.troubles.filter((trouble) => !trouble.includes("favicon"))).toEqual([]);
});
