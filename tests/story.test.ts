import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { GatewayProcess, readDemoAdmin } from "../packages/lab/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../packages/store/src/testing/index.ts";
import { answer, logIn, openChat, type Pages, startPages } from "./story/pages.ts";

/**
 * The whole path in a real browser, on the built gateway with all roles in one process: a visitor
 * writes, an agent answers, the server dies and returns, and neither of them has to do anything.
 */

const PROGRAM = join(import.meta.dirname, "..", "apps", "gateway", "dist", "main.js");
/** Recovery of both pages after a kill, on a busy machine; the promise itself is 15 s. */
const RECOVERY_TIMEOUT_MS = 30_000;

let database: TestDatabase;
let dataDir: string;
let gateway: GatewayProcess;
let pages: Pages;

beforeAll(async () => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run turbo run build first`);
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "circuito-story-"));
  gateway = await GatewayProcess.start({
    program: [PROGRAM, "start"],
    roles: "all",
    env: {
      DATABASE_URL: database.url,
      SECRET_KEY: randomBytes(32).toString("base64"),
      DATA_DIR: dataDir,
      DEMO: "true",
      LOG_LEVEL: "warn",
    },
  });
  pages = await startPages(() => gateway.origin);
}, 120_000);

afterAll(async () => {
  await pages?.[Symbol.asyncDispose]();
  await gateway?.[Symbol.asyncDispose]();
  await database?.drop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

async function say(chat: Frame, text: string): Promise<void> {
  await chat.getByRole("textbox", { name: "Escreva sua mensagem" }).fill(text);
  await chat.getByRole("button", { name: "Enviar" }).click();
}

/** Rows of the ledger and of the conversation, as the database has them at the end. */
async function stored(): Promise<{ texts: string[]; seqs: number[]; unrouted: number }> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select seq, text from messages order by seq");
  const left = await client.query("select 1 from ledger where state = 'accepted'");
  await client.end();
  return {
    texts: rows.map((row) => row.text),
    seqs: rows.map((row) => row.seq),
    unrouted: left.rowCount ?? 0,
  };
}

test("a visitor and an agent talk; the server is killed and started again; nothing is missing or double", async () => {
  const shop = await pages.open("/demo");
  const chat = await openChat(shop);
  await say(chat, "Oi, meu pedido não chegou");

  const desk = await pages.open("/");
  await logIn(desk, await readDemoAdmin(dataDir));
  await desk.getByText("Oi, meu pedido não chegou").first().click();
  // Without a reload: what the visitor adds appears in the open conversation.
  await say(chat, "É o pedido 1234");
  await desk.getByRole("log").getByText("É o pedido 1234").waitFor();
  await answer(desk, "Olá! Vou verificar agora.");
  await chat.locator(".bubble", { hasText: "Vou verificar agora" }).waitFor();

  await gateway.kill();
  await say(chat, "Escrito enquanto o servidor estava fora");
  await answer(desk, "Respondido enquanto o servidor estava fora");
  await gateway.start();

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
