import type { Page } from "playwright-core";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("routing");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

const isSaved = (page: Page) => page.getByText(/^Salvo às/).waitFor();

/** Which queue the newest conversation of a customer is in; looked for until it is there. */
async function queueOf(number: string): Promise<string> {
  for (;;) {
    const [row] = await stage.query(
      `select q.name from conversations c join queues q on q.id = c.queue_id
       where c.address = $1 order by c.arrived_at desc limit 1`,
      [`tel:${number}`],
    );
    if (row) return String(row.name);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a rule is written by keyboard, tried out, published, and a real message goes where it says", async () => {
  const page = await stage.open("gustavo", "/settings/routing");
  await page.getByRole("button", { name: "Adicionar regra" }).press("Enter");
  await page.getByLabel("Nome da regra").fill("Garantia");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Adicionar condição" }).press("Enter");
  await page.getByRole("menuitem", { name: "Texto contém" }).press("Enter");
  const words = page.getByRole("combobox", { name: "Texto contém" });
  await words.pressSequentially("garantia");
  await words.press("Enter");
  await page.getByText("garantia", { exact: true }).first().waitFor();
  const queue = page.getByRole("combobox", { name: "Fila" });
  await queue.fill("Técn");
  await queue.press("Enter");
  await isSaved(page);

  await page.keyboard.press("Control+Enter");
  await page.getByLabel("Mensagem do cliente").fill("Minha garantia ainda vale?");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Todas as condições valem: esta regra decide.").waitFor();
  expect(await page.getByRole("region", { name: "Testar" }).textContent()).toContain("Técnico");

  // Nobody is routed by a draft.
  await stage.customerSays("+5511900000021", "Minha garantia ainda vale?");
  expect(await queueOf("+5511900000021")).toBe("Solucionadores");

  await page.getByRole("button", { name: "Publicar…" }).press("Enter");
  await page.getByText("Nova na posição 4: Garantia").waitFor();
  await page.getByLabel("O que muda e por quê").fill("Garantia vai ao Técnico");
  await page.keyboard.press("Enter");
  await page.getByText("Regras publicadas.").waitFor();
  await page.getByText("Versão 2 em vigor").waitFor();

  await stage.customerSays("+5511900000022", "Minha garantia ainda vale?");
  expect(await queueOf("+5511900000022")).toBe("Técnico");
  expect(stage.troubles).toEqual([]);
  await page.context().close();
});

test("what somebody else saved meanwhile is not overwritten: both are shown, and one is chosen", async () => {
  const page = await stage.open("gustavo", "/settings/routing");
  await page.getByRole("row", { name: /Urgências/ }).press("Enter");
  const name = page.getByLabel("Nome da regra");
  await name.waitFor();

  const api = stage.api("gustavo");
  const draft = JSON.parse(JSON.stringify(await api.get("/routing/draft")));
  draft.rules[0].name = "Cobrança, mudada por outra pessoa";
  const nextToken = crypto.randomUUID();
  await api.put("/routing/draft", { token: draft.token, nextToken, rules: draft.rules });

  await name.fill("Urgências do dia");
  await page.getByRole("alertdialog").waitFor();
  await page.getByText("Alterada: Urgências do dia").waitFor();
  await page.getByRole("button", { name: "Ficar com o meu" }).press("Enter");
  await isSaved(page);
  const kept = JSON.parse(JSON.stringify(await api.get("/routing/draft")));
  const names = kept.rules.map((rule: { name: string }) => rule.name);
  expect(names).toContain("Urgências do dia");
  expect(names).not.toContain("Cobrança, mudada por outra pessoa");
  // The browser tells of every refusal; this one was wanted.
  expect(stage.troubles.filter((text) => !text.includes("409"))).toEqual([]);
  await page.context().close();
});

test("a deleted rule comes back where it was, and an order is changed by its buttons", async () => {
  const page = await stage.open("gustavo", "/settings/routing");
  const names = async () => {
    const draft = JSON.parse(JSON.stringify(await stage.api("gustavo").get("/routing/draft")));
    return draft.rules.map((rule: { name: string }) => rule.name);
  };
  await page.getByRole("row", { name: /Entregas/ }).waitFor();
  const before = await names();
  await page.getByRole("button", { name: "Mais da regra Entregas" }).click();
  await page.getByRole("menuitem", { name: "Excluir" }).press("Enter");
  await page.getByRole("row", { name: /Entregas/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Desfazer" }).press("Enter");
  await page.getByRole("row", { name: /Entregas/ }).waitFor();
  await page.keyboard.press("Control+s");
  await isSaved(page);
  expect(await names()).toEqual(before);

  await page.getByRole("button", { name: /^Descer 1 · / }).click();
  await page.keyboard.press("Control+s");
  await page.getByRole("row", { name: `1 · ${before[1]}` }).waitFor();
  await isSaved(page);
  expect(await names()).toEqual([before[1], before[0], ...before.slice(2)]);
  await page.context().close();
});

test("a rule asks for one of two groups: written by keyboard, read in words, and tried", async () => {
  // The browser said so of the draft that was refused above.
  stage.troubles.length = 0;
  // The whole rule in sight: a page that scrolls closes the list that is open above it.
  const tall = { viewport: { width: 1440, height: 1_300 } };
  const page = await stage.open("gustavo", "/settings/routing", tall);
  await page.getByRole("button", { name: "Adicionar regra" }).press("Enter");
  await page.getByLabel("Nome da regra").fill("Zoológico");
  await page.getByRole("button", { name: "Alternativas (ou)" }).press("Enter");
  const [first, second] = ["Grupo 1", "Grupo 2"].map((name) =>
    page.getByRole("group", { name, exact: true }),
  );
  await first?.getByRole("button", { name: "Adicionar condição" }).press("Enter");
  await page.getByRole("menuitem", { name: "Texto contém" }).press("Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
  const words = page.getByRole("combobox", { name: "Texto contém" });
  await words.pressSequentially("girafa");
  await words.press("Enter");
  await second?.getByRole("button", { name: "Adicionar condição" }).press("Enter");
  await page.getByRole("menuitem", { name: "Horário de atendimento" }).press("Enter");
  // A menu that closes takes the focus back to its button.
  await second?.getByText("Fora do horário").waitFor();
  await page.getByRole("menu").waitFor({ state: "detached" });
  const queue = page.getByRole("combobox", { name: "Fila" });
  await queue.fill("Técn");
  await page.getByRole("option", { name: /^Técnico/ }).waitFor();
  await queue.press("Enter");
  await isSaved(page);
  await page
    .getByRole("region", { name: "Em palavras" })
    .getByText("Se o texto contém “girafa” ou está fora do horário, enviar a Técnico")
    .waitFor();

  await page.keyboard.press("Control+Enter");
  const message = page.getByLabel("Mensagem do cliente");
  await message.fill("Vi uma girafa");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Todas as condições valem: esta regra decide.").waitFor();
  await message.fill("Bom dia");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/^nenhum grupo vale\. grupo 1: .*girafa.* · grupo 2: /).waitFor();
  expect(stage.troubles).toEqual([]);
});
