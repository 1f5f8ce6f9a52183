import { randomUUID } from "node:crypto";
import type { RunView } from "@circuito/protocol";
import type { Browser } from "playwright-core";
import { command } from "../harness/command.ts";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a solver escalates with what was tried and what came of it; the receiver reads the whole way on one card", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  gateway.verbs.direct(agents.carla, id, {
    queueId: queues.finance.id,
    title: "Cobrança em dobro",
    category: "Cobrança",
    summary: "Pedido 7781 cobrado duas vezes.",
    urgency: "high",
    promisedAt: new Date(Date.now() + 3_600_000).toISOString(),
    epoch: undefined,
  });
  gateway.verbs.claim(agents.bruno, id, { epoch: undefined });
  gateway.verbs.return(agents.bruno, id, { reason: "Falta o comprovante.", epoch: undefined });
  gateway.verbs.claim(agents.carla, id, { epoch: undefined });
  await logIn(page, gateway.url);
  await page.getByRole("row", { name: /Rafael Moura/ }).click();

  const card = page.getByRole("region", { name: "Passagem de atendimento" });
  await card.getByText("Falta o comprovante.").first().waitFor();
  const stays = card.getByRole("listitem");
  await stays.first().waitFor();
  expect(await stays.count()).toBe(1);
  await card.getByRole("button", { name: "Ver 2 lugares anteriores" }).press("Enter");
  await stays.nth(2).waitFor();
  expect(await stays.count()).toBe(3);
  expect(await stays.nth(1).textContent()).toMatch(
    /direcionou para Financeiro N2[\s\S]*Pedido 7781 cobrado duas vezes\.[\s\S]*Bruno Alves assumiu/,
  );
  expect(await stays.nth(2).textContent()).toMatch(/Bruno Alves devolveu[\s\S]*Carla Dias assumiu/);
  await card.getByRole("button", { name: "Mostrar só o atual" }).waitFor();

  await command(page, "Escalar");
  const dialog = page.getByRole("dialog", { name: "Escalar" });
  await page.keyboard.press("Control+Enter");
  expect(await dialog.getByText("Preencha este campo.").count()).toBe(3);
  await dialog.getByRole("combobox").fill("Engen");
  await page.getByRole("option", { name: /Engenharia/ }).click();
  await dialog.getByLabel("O que já foi tentado").fill("Estorno pelo painel");
  await dialog.getByLabel("O que resultou").fill("O painel recusa: pedido em disputa");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  expect(world.conversation(id).handOver).toMatchObject({
    kind: "escalate",
    note: "Estorno pelo painel",
    result: "O painel recusa: pedido em disputa",
  });
  expect(here.errors).toEqual([]);
});

test("the card says how far the procedure came that runs, and leads to its steps", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  gateway.verbs.transfer(agents.carla, id, { queueId: queues.finance.id, note: "Segue." });
  gateway.verbs.transfer(agents.bruno, id, { queueId: queues.support.id, note: "De volta." });
  const step = (key: string, title: string) => ({
    ...{ key, title, kind: "check" as const, body: "", url: null, field: null },
    ...{ isRequired: false, choices: [], goTo: null },
  });
  const steps = [
    step("a", "Localizar o pedido"),
    step("b", "Conferir o comprovante"),
    step("c", "Pedir o estorno"),
  ];
  const run: RunView = {
    ...{ id: randomUUID(), procedureId: randomUUID(), version: 1, state: "running", reason: null },
    procedure: {
      ...{ name: "Estorno", department: "", purpose: "", terms: "", steps },
      ...{ categoryIds: [], queueIds: [], levels: [] },
    },
    ...{ startedAt: world.now(), endedAt: null, current: "b", ahead: 2, required: null },
    taken: [{ key: "a", outcome: "done", answer: null, agentId: agents.bruno.id, at: world.now() }],
  };
  world.procedures.set(id, { fitting: [], runs: [run] });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  const card = page.getByRole("region", { name: "Passagem de atendimento" });
  await card.getByText("POP Estorno: passo 2 de 3, Conferir o comprovante").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/stand.png` });
  await card.getByRole("button", { name: "Ver os passos de Estorno" }).press("Enter");
  // Where its next step is taken.
  const section = page.getByRole("region", { name: "Estorno" });
  await section.locator(":focus").waitFor();

  world.procedures.set(id, {
    ...{ fitting: [], runs: [{ ...run, state: "given-up", reason: "Cliente desistiu" }] },
  });
  world.note(id, { kind: "procedure-given-up", because: "given-up", data: {} });
  await card.getByText("POP Estorno: deixado, “Cliente desistiu”").waitFor();
  expect(here.errors).toEqual([]);
});

test("below the queue stands how long one more would wait there, or why nobody knows", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations, world } = here;
  for (const queue of world.queues) {
    if (queue.name === "Direcionamento") Object.assign(queue, { waitSeconds: 720 });
  }
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "Transferir" });
  await page.getByRole("option", { name: /Direcionamento.*espera ~12 min/ }).click();
  await dialog.getByText(/espera cerca de 12.min: 2 à frente/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("combobox").fill("Atendimento");
  await page.getByRole("option", { name: /Atendimento N1/ }).click();
  await dialog.getByText(/Espera não prevista/).waitFor();
});

test("where nobody answers at this hour, the queues say so, and the chosen one until when", async () => {
  await using here = await stage(browser);
  const { page, gateway, conversations, world } = here;
  const opens = new Date();
  opens.setDate(opens.getDate() + 1);
  opens.setHours(9, 0, 0, 0);
  const closes = new Date(opens.getTime() + 9 * 3_600_000);
  world.openings = [{ from: opens.toISOString(), to: closes.toISOString() }];
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "Transferir" });
  await page
    .getByRole("option", { name: /^Direcionamento/ })
    .filter({ hasText: "fechada" })
    .click();
  await dialog.getByText(/Fechada agora: o canal deste cliente abre amanhã 09:00\./).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");

  // Within their hours there is nothing to say.
  world.openings = [{ from: new Date().toISOString(), to: closes.toISOString() }];
  await page.reload();
  await page.getByRole("log").getByRole("article").first().waitFor();
  await page.keyboard.press("t");
  await page.getByRole("option", { name: /^Direcionamento/ }).click();
  await dialog.getByText(/Espera não prevista/).waitFor();
  expect(await dialog.getByText(/Fechada/).count()).toBe(0);
});

test("a transfer tells the customer what its writer read, and whoever lets go may go on following", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, queues } = here;
  const { id } = conversations.rafael;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "Transferir" });
  const tells = dialog.getByRole("checkbox", { name: "Avisar o cliente" });
  // Behind the list of queues, which is open: nobody knows yet where it goes, and what to tell.
  const hidden = dialog.getByRole("checkbox", { name: "Avisar o cliente", includeHidden: true });
  await hidden.waitFor({ state: "attached" });
  expect(await hidden.isDisabled()).toBe(true);
  await dialog.getByRole("combobox").fill("Direc");
  await page
    .getByRole("option", { name: /Direcionamento/ })
    .filter({ hasText: "a mais antiga há" })
    .click();
  await dialog.getByLabel("Nota para quem recebe").fill("Falta escolher a transportadora.");
  await tells.press("Space");
  const notice = dialog.getByLabel("Aviso ao cliente");
  expect(await notice.inputValue()).toContain("Olá Rafael!");
  await notice.fill("");
  await page.keyboard.press("Control+Enter");
  await dialog.getByText("Preencha este campo.").waitFor();
  await notice.fill("Rafael, a equipe de entregas continua por aqui.");
  await dialog.getByRole("checkbox", { name: "Continuar acompanhando" }).press("Space");
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  expect(gateway.calls.find(({ path }) => path.endsWith("/transfer"))?.body).toMatchObject({
    queueId: queues.triage.id,
    note: "Falta escolher a transportadora.",
    notice: "Rafael, a equipe de entregas continua por aqui.",
    follows: true,
  });
  expect(world.conversation(id).followerIds).toEqual([here.agents.carla.id]);
  expect(here.errors).toEqual([]);
});

test("a hand-over is taken back for ten seconds, to its queue and its person, unless somebody took it", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  const where = () => {
    const { queueId, assignee } = world.conversation(id);
    return { queueId, by: assignee?.name };
  };
  const transferred = async () => {
    await page.keyboard.press("t");
    const dialog = page.getByRole("dialog", { name: "Transferir" });
    await dialog.waitFor();
    await page.keyboard.type("Direc");
    await page.keyboard.press("Enter");
    await dialog.getByLabel("Nota para quem recebe").fill("Falta a transportadora.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Conversa transferida").waitFor();
    expect(where()).toEqual({ queueId: queues.triage.id, by: undefined });
  };
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();

  await transferred();
  await page.keyboard.press("Control+z");
  await page.getByText("Desfeito.", { exact: true }).waitFor();
  expect(where()).toEqual({ queueId: queues.support.id, by: "Carla Dias" });

  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  await command(page, "Escalar");
  const dialog = page.getByRole("dialog", { name: "Escalar" });
  await page.keyboard.type("Engen");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("O que já foi tentado").fill("Estorno pelo painel");
  await dialog.getByLabel("O que resultou").fill("O painel recusa");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Conversa escalada").waitFor();
  await page.getByRole("button", { name: "Desfazer" }).click();
  await page.getByText("Desfeito.", { exact: true }).waitFor();
  expect(where()).toEqual({ queueId: queues.support.id, by: "Carla Dias" });

  await page.goto(`${gateway.url}/inbox/${id}`);
  await page.getByRole("log").getByRole("article").first().waitFor();
  await transferred();
  gateway.verbs.claim(agents.bruno, id, { epoch: undefined });
  await page.getByRole("button", { name: "Desfazer" }).click();
  await page.getByText(/Já não dá para desfazer: alguém assumiu/).waitFor();
  expect(where()).toEqual({ queueId: queues.triage.id, by: "Bruno Alves" });
});

test("what a card unfolds does not push the end of the thread out of view", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  const words = { tried: "Reiniciar. ".repeat(20), result: "Nada mudou. ".repeat(20) };
  for (const _ of [1, 2, 3]) {
    gateway.verbs.escalate(agents.carla, id, {
      queueId: queues.finance.id,
      ...words,
      epoch: undefined,
    });
    gateway.verbs.return(agents.bruno, id, { reason: "É do nível 1.", epoch: undefined });
  }
  for (let n = 1; n <= 20; n++) world.customerSays(id, `Alguma novidade? (${n})`);
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}?peek=true`);
  const end = page.getByRole("log").getByText("(20)");
  await end.waitFor();
  const card = page.getByRole("region", { name: "Passagem de atendimento" });
  await card.getByRole("button", { name: /lugares anteriores/ }).press("Enter");
  await card.getByRole("listitem").nth(6).waitFor({ state: "attached" });
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  const fromEnd = await page
    .getByRole("log")
    .evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  expect(fromEnd).toBeLessThan(2);
  // What does not fit says so: the last line fades, and keys scroll to it.
  expect(await axeViolations(page)).toEqual([]);
});

test("why supervisors decide stands on the card, and what waits says until when", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  gateway.verbs.return(
    agents.bruno,
    gateway.verbs.escalate(agents.carla, id, {
      queueId: queues.finance.id,
      tried: "Reiniciar",
      result: "Nada mudou",
      epoch: undefined,
    }).id,
    { reason: "É do nível 1.", epoch: undefined },
  );
  const { handOver } = world.conversation(id);
  if (handOver === null) throw new Error("nothing was handed over");
  world.change(id, { handOver: { ...handOver, diverted: "second-return" } });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${id}?peek=true`);
  const card = page.getByRole("region", { name: "Passagem de atendimento" });
  await card.getByText("Segunda devolução: cabe à supervisão decidir para onde vai.").waitFor();
  await card.getByText(/Esperando: menos de 1 min · assumir até \d\d:\d\d/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(here.errors).toEqual([]);
});

test("a supervisor is told of what people pass to and fro, and is one click away from it", async () => {
  await using here = await stage(browser);
  const { page, gateway, world, conversations, agents, queues } = here;
  const { id } = conversations.rafael;
  await logIn(page, gateway.url, "dora@example.com");
  gateway.verbs.escalate(agents.carla, id, {
    queueId: queues.finance.id,
    tried: "Reiniciar",
    result: "Nada mudou",
    epoch: undefined,
  });
  const [hop] = world.hops.get(id) ?? [];
  if (hop === undefined) throw new Error("nothing was handed over");
  world.hops.set(id, [{ ...hop, diverted: "same-queue-twice" }]);
  world.note(id, { kind: "hand-over-overdue", actorName: null, because: "not-accepted-in-time" });
  await page.getByRole("button", { name: "Ver passagens" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Passagens que precisam de você" });
  await dialog.getByText(/a mesma fila pela segunda vez/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: /Rafael Moura/ }).press("Enter");
  await page
    .getByRole("log")
    .getByText(/Ninguém assumiu/)
    .waitFor();
  expect(here.errors).toEqual([]);
});
