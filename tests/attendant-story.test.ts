import type { Page } from "playwright-core";
import { readDemoAdmin } from "../packages/lab/src/index.ts";
import { until } from "./email/until.ts";
import { type DemoStage, startDemoStage } from "./story/demo-stage.ts";
import { answer, logIn, openChat, type Pages, say, startPages } from "./story/pages.ts";

/**
 * A visitor meets the attendant in a real browser, on the built gateway with all roles in one process,
 * which is killed in the middle of the talk: nothing is said twice, and an agent takes over.
 */

const RECOVERY_TIMEOUT_MS = 30_000;

let stage: DemoStage;
let pages: Pages;

beforeAll(async () => {
  stage = await startDemoStage("attendant");
  pages = await startPages(() => stage.gateway.origin);
}, 120_000);

afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

const flow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá! Aqui é a Loja Ipê." },
  menu: {
    words: { "pt-BR": "Como podemos ajudar?" },
    options: [
      {
        id: "finance",
        label: { "pt-BR": "Financeiro" },
        menu: {
          words: { "pt-BR": "Sobre o quê?" },
          options: [{ id: "invoice", label: { "pt-BR": "2ª via de boleto" } }],
        },
      },
      { id: "repairs", label: { "pt-BR": "Assistência técnica" } },
    ],
  },
  handedOver: { "pt-BR": "Certo! Já chamo alguém." },
  misunderstandingsMax: 2,
  answerWithinMs: 300_000,
};

/** As the console does: with the cookie of whoever is logged in on the page. */
async function saveFlow(desk: Page): Promise<void> {
  const status = await desk.evaluate(
    async (body) => {
      const headers = { "content-type": "application/json", "x-circuito-csrf": "1" };
      const inboxes = await (await fetch("/api/v1/inboxes")).json();
      const { id } = inboxes.items.find((one: { channel: string }) => one.channel === "webchat");
      const path = `/api/v1/inboxes/${id}/attendant`;
      return (await fetch(path, { method: "PUT", headers, body: JSON.stringify(body) })).status;
    },
    { version: 0, flow },
  );
  expect(status).toBe(200);
}

const messages = () => stage.query("select seq, direction, text from messages order by seq");

test("a visitor chooses in the menu, over a kill of the server, and an agent sees why and answers", async () => {
  const desk = await pages.open("/");
  const loggedIn = desk.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith("/session"),
  );
  await logIn(desk, await readDemoAdmin(stage.dataDir));
  expect((await loggedIn).status()).toBe(200);
  await saveFlow(desk);

  const shop = await pages.open("/demo");
  const chat = await openChat(shop);
  await say(chat, "Oi");
  const offered = chat.getByRole("group", { name: "Escolha uma opção" });
  await offered.getByRole("button", { name: "Financeiro" }).waitFor();
  // Nobody has to do anything yet.
  await desk.getByText("Aguardando", { exact: true }).click();
  await desk.getByText("No menu", { exact: true }).first().waitFor();

  // What dies in the middle of a send is in doubt for the time of its claim (`tests/crash` kills there).
  await until(async () => {
    const unsettled =
      "select 1 from deliveries where status in ('queued', 'claimed', 'submitting')";
    return (await stage.query(unsettled)).length === 0;
  }, RECOVERY_TIMEOUT_MS);
  await stage.gateway.kill();
  await offered.getByRole("button", { name: "Financeiro" }).click();
  await stage.gateway.start();
  const timeout = RECOVERY_TIMEOUT_MS;
  await offered.getByRole("button", { name: "2ª via de boleto" }).click({ timeout });
  await chat.locator(".bubble", { hasText: "Já chamo alguém" }).waitFor({ timeout });

  await desk.getByText("A fazer", { exact: true }).click();
  await desk.getByText("2ª via de boleto").first().click({ timeout });
  await desk
    .getByText("O cliente escolheu Financeiro › 2ª via de boleto no menu")
    .waitFor({ timeout });
  await answer(desk, "Olá, sou a Ana. Envio agora.");
  await chat.locator(".bubble", { hasText: "sou a Ana" }).waitFor({ timeout });

  expect(await messages()).toMatchObject([
    { seq: 1, direction: "inbound", text: "Oi" },
    { seq: 2, direction: "outbound", text: "Olá! Aqui é a Loja Ipê.\n\nComo podemos ajudar?" },
    { seq: 3, direction: "inbound", text: "Financeiro" },
    { seq: 4, direction: "outbound", text: "Sobre o quê?" },
    { seq: 5, direction: "inbound", text: "2ª via de boleto" },
    { seq: 6, direction: "outbound", text: "Certo! Já chamo alguém." },
    { seq: 7, direction: "outbound", text: "Olá, sou a Ana. Envio agora." },
  ]);
  expect(pages.troubles).toEqual([]);
}, 180_000);
