import { API_ROUTES } from "../../packages/protocol/src/index.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("developers");
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
afterEach(() => {
  expect(stage?.troubles ?? []).toEqual([]);
});

const AREA = "/settings/developers";

test("what is written in the sandbox as a customer is in the list, said again it is one message, and what nobody can read is set aside", async () => {
  const page = await stage.open("gustavo", `${AREA}/sandbox`);
  await page.getByText("Canal de teste: nenhum cliente de verdade").waitFor();

  await page.getByLabel("Endereço do cliente").fill("clara");
  await page.getByLabel("Nome", { exact: true }).fill("Clara de Mentira");
  await page.getByLabel("Texto").fill("Isto é só um teste da caixa de areia");
  await page.getByText("Manter o id depois de enviar").click();
  const send = page.getByRole("button", { name: "Enviar como cliente" });
  await send.press("Enter");
  const results = page.getByRole("list", { name: "O que aconteceu" });
  const newest = results.getByRole("listitem").first();
  await newest.getByText("Aceita (204)").waitFor();
  await newest.getByText("Roteada").waitFor();

  // The same id: a provider that got no answer.
  await send.press("Enter");
  await results.getByRole("listitem").nth(1).waitFor();
  await newest.getByText("1 repetição").waitFor();

  await page.getByRole("radio", { name: "Corpo malformado" }).press("Enter");
  await page.getByLabel("Corpo", { exact: true }).waitFor();
  await send.press("Enter");
  await results.getByRole("listitem").nth(2).waitFor();
  await newest.getByText("Separada").waitFor();
  await newest.getByRole("link", { name: "Ver em Falhas" }).waitFor();

  const sent = results.getByRole("listitem").nth(1);
  await sent.getByRole("button", { name: "Cada decisão e o porquê" }).press("Enter");
  await page
    .getByRole("dialog")
    .getByText(/Registro/)
    .waitFor();
  await page.keyboard.press("Escape");
  await sent.getByRole("link", { name: "Abrir a conversa" }).press("Enter");
  await page.getByText("Isto é só um teste da caixa de areia").last().waitFor();

  const found = await stage.api("gustavo").get("/conversations?search=Clara");
  const { items } = API_ROUTES.listConversations.response.parse(found);
  expect(items.filter(({ contact }) => contact.name === "Clara de Mentira")).toHaveLength(1);
});

test("a key is changed for another while the old one still opens, and both are told apart", async () => {
  const page = await stage.open("gustavo", "/settings/api-keys");
  await page.getByRole("button", { name: "Nova chave" }).first().press("Enter");
  await page.getByLabel("Nome").fill("Loja virtual");
  await page.getByRole("button", { name: "Criar chave" }).press("Enter");
  const secret = page.locator("code", { hasText: /^ck_/ });
  const old = (await secret.textContent()) ?? "";
  await page.getByRole("button", { name: "Já copiei" }).press("Enter");
  await page.getByRole("button", { name: "Trocar Loja virtual" }).click();
  await page.getByRole("radio", { name: "1 hora" }).press(" ");
  await page.getByRole("button", { name: "Trocar", exact: true }).press("Enter");
  await page.getByText(/^substituída, abre até/).waitFor();
  const made = (await secret.textContent()) ?? "";
  expect(made).not.toBe(old);
  // One that has a successor has no second.
  expect(await page.getByRole("button", { name: "Trocar Loja virtual" }).count()).toBe(1);

  await page.goto(`${AREA}/limits`);
  await page.getByRole("meter", { name: "Loja virtual" }).first().waitFor();
});

test("the area is walked by keys: arrows in its index, a slash into the search of the routes", async () => {
  const page = await stage.open("gustavo", AREA);
  const index = page.getByRole("navigation", { name: "Desenvolvedores" });
  await index.getByRole("link", { name: "Chaves de API" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Rotas", level: 1 }).waitFor();
  await page.getByText("/api-limits").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("sandbox");
  await page.getByText("1 rota", { exact: true }).waitFor();
  await page.getByText("/inboxes/{id}/sandbox-messages").waitFor();
});
