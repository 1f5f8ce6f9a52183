import { readDemoAdmin } from "../packages/lab/src/index.ts";
import { type DemoStage, startDemoStage } from "./story/demo-stage.ts";
import { answer, logIn, openChat, type Pages, say, startPages } from "./story/pages.ts";

/**
 * The whole path in a real browser, on the built gateway with all roles in one process: a visitor
 * writes, an agent answers, the server dies and returns, and neither of them has to do anything.
 */

/** Recovery of both pages after a kill, on a busy machine; the promise itself is 15 s. */
const RECOVERY_TIMEOUT_MS = 30_000;

let stage: DemoStage;
let pages: Pages;

beforeAll(async () => {
  stage = await startDemoStage("story");
  pages = await startPages(() => stage.gateway.origin);
}, 120_000);

afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await stage?.[Symbol.asyncDispose]();
});

/** Rows of the ledger and of the conversation, as the database has them at the end. */
async function stored(): Promise<{ texts: string[]; seqs: number[]; unrouted: number }> {
  const rows = await stage.query<{ seq: number; text: string }>(
    "select seq, text from messages order by seq",
  );
  const left = await stage.query("select 1 from ledger where state = 'accepted'");
  return {
    texts: rows.map((row) => row.text),
    seqs: rows.map((row) => row.seq),
    unrouted: left.length,
  };
}

test("a visitor and an agent talk; the server is killed and started again; nothing is missing or double", async () => {
  const shop = await pages.open("/demo");
  const chat = await openChat(shop);
  await say(chat, "Oi, meu pedido não chegou");

  const desk = await pages.open("/");
  await logIn(desk, await readDemoAdmin(stage.dataDir));
  await desk.getByText("Oi, meu pedido não chegou").first().click();
  // Without a reload: what the visitor adds appears in the open conversation.
  await say(chat, "É o pedido 1234");
  await desk.getByRole("log").getByText("É o pedido 1234").waitFor();
  await answer(desk, "Olá! Vou verificar agora.");
  await chat.locator(".bubble", { hasText: "Vou verificar agora" }).waitFor();

  await stage.gateway.kill();
  await say(chat, "Escrito enquanto o servidor estava fora");
  await answer(desk, "Respondido enquanto o servidor estava fora");
  await stage.gateway.start();

  const timeout = RECOVERY_TIMEOUT_MS;
  await desk.getByRole("log").getByText("Escrito enquanto").waitFor({ timeout });
  await chat.locator(".bubble", { hasText: "Respondido enquanto" }).waitFor({ timeout });
  await say(chat, "Obrigado pela resposta, e o prazo?");
  await desk.getByRole("log").getByText("e o prazo?").waitFor({ timeout });

  const expected = [
    "Oi, meu pedido não chegou",
    "É o pedido 1234",
    "Olá! Vou verificar agora.",
    "Escrito enquanto o servidor estava fora",
    "Respondido enquanto o servidor estava fora",
    "Obrigado pela resposta, e o prazo?",
  ];
  const { texts, seqs, unrouted } = await stored();
  expect([...texts].sort()).toEqual([...expected].sort());
  expect(seqs).toEqual(expected.map((_, index) => index + 1));
  expect(unrouted).toBe(0);
  for (const text of expected) {
    expect(await chat.locator(".bubble", { hasText: text }).count()).toBe(1);
    expect(await desk.getByRole("log").getByText(text, { exact: true }).count()).toBe(1);
  }
  expect(pages.troubles).toEqual([]);
}, 180_000);
