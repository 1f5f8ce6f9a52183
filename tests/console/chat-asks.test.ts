import type { Locator } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { API_ROUTES } from "../../packages/protocol/src/index.ts";
import { openChat, say } from "../story/pages.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/**
 * An agent and a visitor, each at a page of their own, on the built gateway: one resolves, the other
 * presses the cards of the widget, and the first reads what was pressed.
 */

/** Two pages through the whole end of a conversation, on a busy machine. */
jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("chat-asks");
  // The demo asks two minutes after "resolve", and ten minutes later how it was.
  await stage.query("update confirmation_policies set delay_ms = 0");
  const admin = stage.api("gustavo");
  const { version, caps, policies } = API_ROUTES.getSurveys.response.parse(
    await admin.get("/surveys"),
  );
  const atOnce = policies.map((policy) => ({ ...policy, delayMs: 0 }));
  await admin.put("/surveys", { version, caps, policies: atOnce });
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("no in the chat gives it back to who resolved it; yes is followed by a score and words that they read", async () => {
  const shop = await stage.visit("/demo");
  const chat = await openChat(shop);
  await say(chat, "Oi, meu cupom não funciona");
  const id = await newestChat();

  const page = await stage.open("ana", `/inbox/${id}`);
  const thread = page.getByRole("log", { name: "Mensagens" });
  await thread.getByText("Oi, meu cupom não funciona").waitFor();
  await page.keyboard.press("Shift+A");
  await until("Ana has it", async () => (await stateOf(id)).assignee === "Ana Souza");
  // It comes back to whoever had it as long as they take conversations.
  await stage
    .api("ana")
    .put(`/agents/${await idOf("Ana Souza")}/presence`, { wanted: "available" });
  const solve = async (text: string) => {
    await page.getByRole("textbox", { name: /^Resposta por/ }).fill(text);
    await page.keyboard.press("Control+Shift+Enter");
    await chat.locator(".bubble", { hasText: text }).waitFor();
    await until("it is resolved", async () => (await stateOf(id)).status === "resolved");
    // The console goes on to the next one.
    await page.goto(`/inbox/${id}`);
  };

  await solve("Corrigi o cupom.");
  const isSolved = chat.getByRole("group", { name: /O que você precisava foi resolvido\?$/ });
  await press(isSolved, "Não, ainda não");
  await chat.locator(".bubble", { hasText: "foi reaberto" }).waitFor();
  await until("Ana has it again", async () => {
    const { status, assignee } = await stateOf(id);
    return status === "open" && assignee === "Ana Souza";
  });
  expect(await isSolved.count()).toBe(0);
  await thread.getByText("foi reaberto").waitFor();

  await solve("Agora vai: o cupom estava vencido.");
  await press(isSolved, "Sim, foi resolvido");
  const rating = chat.getByRole("group", { name: "Como você avalia o nosso atendimento?" });
  await rating.getByText("5 = muito bom").waitFor();
  await press(rating, "4");
  const why = chat.getByRole("group", { name: "Que bom! Quer contar o que mais gostou?" });
  await why.getByRole("textbox").fill("Foi rápido e gentil.");
  await press(why, "Enviar resposta");
  await chat.locator(".bubble", { hasText: "Obrigado pela sua resposta." }).waitFor();
  expect(await chat.getByRole("group").count()).toBe(0);

  await thread.getByText("O cliente respondeu à pesquisa: CSAT 4/5").first().waitFor();
  const satisfaction = page.getByRole("listitem").filter({ hasText: "CSAT 4/5" });
  await satisfaction.getByText("Foi rápido e gentil.").waitFor();
  expect(await stateOf(id)).toEqual({ status: "resolved", assignee: "Ana Souza" });
  const admin = await stage.open("gustavo", "/settings/surveys");
  await admin.getByText("Foi rápido e gentil.").waitFor();
});

test("the browsers complained of nothing", () => {
  expect(stage.troubles).toEqual([]);
});

/** A card is pressed once it is there, and is gone once it was taken. */
async function press(card: Locator, name: string): Promise<void> {
  await card.getByRole("button", { name, exact: true }).click();
  await card.waitFor({ state: "detached" });
}

async function newestChat(): Promise<string> {
  let id: string | undefined;
  await until("the chat is in a queue", async () => {
    const [row] = await stage.query<{ id: string }>(
      "select id from conversations where channel = 'webchat' order by arrived_at desc limit 1",
    );
    id = row?.id;
    return id !== undefined;
  });
  return id ?? "";
}

async function idOf(name: string): Promise<string> {
  const [row] = await stage.query<{ id: string }>("select id from agents where name = $1", [name]);
  return row?.id ?? "";
}

async function stateOf(id: string): Promise<{ status: string; assignee: string | null }> {
  const [row] = await stage.query<{ status: string; assignee: string | null }>(
    `select c.status, a.name as assignee from conversations c
       left join agents a on a.id = c.assignee_id where c.id = $1`,
    [id],
  );
  return row ?? { status: "gone", assignee: null };
}
