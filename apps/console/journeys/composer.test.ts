import type { Browser } from "playwright-core";
import { launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = async (which: "marina" | "rafael" | "others") => {
  const here = await stage(browser);
  await logIn(here.page, here.gateway.url);
  const conversation = here.conversations[which];
  await here.page.goto(`${here.gateway.url}/inbox/${conversation.id}`);
  await here.page.getByRole("log").getByRole("article").first().waitFor();
  return { ...here, conversation, now: () => here.world.conversation(conversation.id) };
};

test("reply and note keep separate drafts, both survive a reload, and neither becomes the other", async () => {
  await using here = await open("rafael");
  const { page, gateway } = here;
  const reply = page.getByLabel("Resposta por chat do site");
  const note = page.locator("textarea[aria-label='Nota interna'], textarea").last();
  await reply.fill("Vou verificar e já volto.");
  await page.keyboard.press("F2");
  await page.getByText("Só a equipe vê.").waitFor();
  expect(await note.inputValue()).toBe("");
  await note.fill("Cliente irritado, cuidado com o tom.");
  await page.keyboard.press("F2");
  expect(await reply.inputValue()).toBe("Vou verificar e já volto.");
  await page.getByText("Rascunho salvo").waitFor();
  await page.reload();
  await until("the reply's draft", async () => (await reply.inputValue()) !== "");
  expect(await reply.inputValue()).toBe("Vou verificar e já volto.");
  // The list tells of it too.
  await page
    .getByRole("row", { name: /Rafael Moura/ })
    .getByText("Rascunho:")
    .waitFor();
  await reply.focus();
  await page.keyboard.press("F2");
  expect(await note.inputValue()).toBe("Cliente irritado, cuidado com o tom.");

  // Every way of sending from the note's room leaves a note.
  await note.focus();
  await page.keyboard.press("Control+Shift+Enter");
  await page
    .getByRole("article", { name: /^Nota interna de Você/ })
    .nth(1)
    .waitFor();
  await page.keyboard.press("F2");
  await reply.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: /^Você.*Na fila/ }).waitFor();
  const sent = gateway.calls.filter(({ path }) => path.endsWith("/messages"));
  expect(sent.map(({ body }) => [body.kind, body.text])).toEqual([
    ["note", "Cliente irritado, cuidado com o tom."],
    ["reply", "Vou verificar e já volto."],
  ]);
  expect(here.errors).toEqual([]);
});

test("words begun in the wrong room go to the other when one says so, and come back", async () => {
  await using here = await open("rafael");
  const { page } = here;
  const reply = page.getByLabel("Resposta por chat do site");
  const note = page.locator("textarea[aria-label='Nota interna'], textarea").last();
  await reply.fill("Verificar o estorno com o financeiro.");
  await page.keyboard.press("F2");
  await note.fill("Cliente desde 2019.");
  await page.keyboard.press("F2");
  await page.getByRole("button", { name: "Mover para a nota" }).press("Enter");
  await page.getByText("Só a equipe vê.").waitFor();
  expect(await note.inputValue()).toBe(
    "Cliente desde 2019.\n\nVerificar o estorno com o financeiro.",
  );
  // What was moved is in one room only.
  await page.getByRole("button", { name: "Desfazer" }).press("Enter");
  await until("the reply's words", async () => (await reply.count()) === 1);
  expect(await reply.inputValue()).toBe("Verificar o estorno com o financeiro.");
  await page.getByRole("button", { name: "Mover para a nota" }).press("Enter");
  await page.getByText("Só a equipe vê.").waitFor();
  await note.focus();
  await page.keyboard.press("F2");
  await until("the reply's room", async () => (await reply.count()) === 1);
  expect(await reply.inputValue()).toBe("");
  expect(await page.getByRole("button", { name: "Mover para a nota" }).count()).toBe(0);
});

test("the first key takes an unassigned conversation, and the toast puts it back", async () => {
  await using here = await open("marina");
  const { page, now } = here;
  await page.getByLabel("Resposta por SMS").focus();
  await page.keyboard.type("O");
  await page.getByText("Você assumiu a conversa com Marina Costa").waitFor();
  expect(now().assignee?.name).toBe("Carla Dias");
  await page.getByRole("button", { name: "Desfazer" }).click();
  await until("it is nobody's again", () => now().assignee === null);
  expect(await page.getByLabel("Resposta por SMS").inputValue()).toBe("O");
});

test("whoever claims second learns who was first, and keeps what was typed", async () => {
  await using here = await open("marina");
  const { page, world, agents, conversation, gateway } = here;
  // Bruno's claim reaches the server while Carla's console still shows nobody.
  const deliver = world.onEvents;
  world.onEvents = () => undefined;
  gateway.verbs.claim(agents.bruno, conversation.id, {});
  await page.getByRole("button", { name: "Atender", exact: true }).last().click();
  await page.getByText("Bruno Alves já assumiu esta conversa.").waitFor();
  world.onEvents = deliver;
  await page.getByText("Bruno Alves atende esta conversa.").waitFor();
});

test("a colleague's reply sent meanwhile holds mine until I decide", async () => {
  await using here = await open("rafael");
  const { page, world, agents, conversation, gateway } = here;
  const reply = page.getByLabel("Resposta por chat do site");
  await reply.fill("Deu certo?");
  world.agentSays(conversation.id, agents.bruno.id, "Rafael, conseguiu entrar?");
  await page.getByRole("log").getByText("conseguiu entrar?").waitFor();
  await reply.focus();
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Bruno Alves respondeu enquanto você escrevia" });
  await dialog.getByText("Rafael, conseguiu entrar?").waitFor();
  await dialog.getByText("Deu certo?").waitFor();
  expect(gateway.calls.filter(({ path }) => path.endsWith("/messages"))).toEqual([]);
  await dialog.getByRole("button", { name: "Descartar" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await reply.inputValue()).toBe("");
});

test("send and resolve is one thing to the server, and is undone by opening it again", async () => {
  await using here = await open("rafael");
  const { page, gateway, now } = here;
  await page.getByLabel("Resposta por chat do site").fill("Qualquer coisa, é só chamar.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByText("Enviada e resolvida: Rafael Moura").waitFor();
  expect(now().status).toBe("resolved");
  const said = gateway.calls.filter(({ path }) => /messages$|resolve$/.test(path));
  expect(said.map(({ path, body }) => [path.split("/").at(-1), body.andThen])).toEqual([
    ["messages", "resolve"],
  ]);
  await page.getByRole("button", { name: "Desfazer" }).click();
  await until("it is open again", () => now().status === "open");
});

test("peeking reads without taking, and somebody else's conversation takes only notes", async () => {
  await using here = await open("others");
  const { page, gateway, conversations } = here;
  await page.getByText("Bruno Alves atende esta conversa.").waitFor();
  expect(await page.getByRole("textbox", { name: /^Resposta/ }).count()).toBe(0);
  await page.goto(`${gateway.url}/inbox/${conversations.marina.id}?peek=true`);
  await page.getByText("Você está espiando").waitFor();
  expect(await page.getByRole("textbox", { name: /^Resposta|^Nota/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Atender", exact: true }).last().click();
  await page.getByRole("textbox", { name: /^Resposta/ }).waitFor();
  expect(new URL(page.url()).search).toBe("");
});
