import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/*
 * A supervisor's hour, on the real gateway: what was parked is seen, understood and let in; a send that
 * nobody knows of is settled; somebody's state is set, a conversation given to somebody else, and the team
 * told something.
 */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("supervision");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => expect(stage.troubles).toEqual([]));

const stateOf = async (externalId: string) =>
  (
    await stage.query<{ state: string }>("select state from ledger where external_id = $1", [
      externalId,
    ])
  )[0]?.state;

test("a parked message is seen, understood, let in, and becomes a conversation", async () => {
  await stage.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
     values ($1, 'parked-1', 'message', 77, '\\x00', $2, 'parked', 'TypeError')`,
    [
      stage.inboxId,
      JSON.stringify({
        ...{
          kind: "message",
          from: "tel:+5511900000081",
          text: "Cadê a minha entrega?",
          media: [],
        },
      }),
    ],
  );
  const page = await stage.open("fernanda", "/failures");
  await page.getByRole("button", { name: "Defeito ao encaminhar" }).press("Enter");
  await page.getByRole("button", { name: "Cadê a minha entrega?" }).press("Enter");
  const row = page.getByRole("dialog");
  await row.getByText("parou aqui", { exact: false }).waitFor({ state: "attached" });
  await row.getByRole("button", { name: "Reprocessar" }).press("Enter");
  await page.getByText("Abre uma conversa na fila", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Reprocessar" }).last().press("Enter");
  await page.getByText("Pronto: 1 de 1").waitFor();
  await until("it is routed", async () => (await stateOf("parked-1")) === "routed");
  const told = await stage.query(
    "select 1 from conversations where address = 'tel:+5511900000081' and status = 'open'",
  );
  expect(told).toHaveLength(1);
  await page.context().close();
});

test("what somebody discards needs a reason, leaves the list, and stays in the ledger", async () => {
  await stage.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
     values ($1, 'broken-1', 'malformed', 78, '\\x00', '{}', 'parked', 'not JSON')`,
    [stage.inboxId],
  );
  const page = await stage.open("fernanda", "/failures");
  await page.getByRole("button", { name: "not JSON" }).press("Enter");
  await page.getByRole("button", { name: "Descartar todas" }).press("Enter");
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByRole("button", { name: "Descartar" }).press("Enter");
  await dialog.getByText("Preencha este campo.").waitFor();
  await dialog.getByRole("textbox").fill("teste do fornecedor");
  await dialog.getByRole("button", { name: "Descartar" }).press("Enter");
  await page.getByText("Pronto: 1 de 1").waitFor();
  await page.getByRole("button", { name: "Fechar" }).last().press("Enter");
  await page.getByText("Nenhuma falha").waitFor();
  const [kept] = await stage.query<{ state: string; by: string; why: string }>(
    `select state, discarded->>'name' as by, discarded->>'reason' as why from ledger
     where external_id = 'broken-1'`,
  );
  expect(kept).toEqual({ state: "suppressed", by: "Fernanda Alves", why: "teste do fornecedor" });
  await page.context().close();
});

test("a send of which nobody knows is confirmed, and the conversation's story says who did it", async () => {
  await stage.customerSays("+5511900000082", "Preciso da segunda via");
  const address = "tel:+5511900000082";
  const found = () =>
    stage.query<{ id: string }>("select id from conversations where address = $1", [address]);
  await until("it is routed", async () => (await found()).length > 0);
  await stage.query(
    `with c as (
       update conversations set last_seq = last_seq + 1, last_public_seq = last_seq + 1
       where address = $1 returning id, inbox_id, last_seq),
     m as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       select gen_random_uuid(), id, last_seq, last_seq - 1, 'outbound', 'Segue o boleto' from c
       returning id, conversation_id, seq)
     insert into deliveries (message_id, conversation_id, inbox_id, seq, status, attempt, error)
     select m.id, m.conversation_id, c.inbox_id, m.seq, 'unknown', 1, 'no answer' from m, c`,
    [address],
  );
  const page = await stage.open("fernanda", "/failures?tab=out");
  await page.getByRole("button", { name: "no answer" }).press("Enter");
  await page.getByText("Segue o boleto").waitFor();
  await page.getByRole("checkbox", { name: "Escolher", exact: false }).press(" ");
  await page.getByRole("button", { name: "Confirmar que chegou" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("o cliente respondeu");
  await dialog.getByRole("button", { name: "Confirmar que chegou" }).press("Enter");
  await page.getByText("Pronto: 1 de 1").waitFor();
  const [{ id } = { id: "" }] = await found();
  const story = await stage.query<{ kind: string; because: string }>(
    "select kind, because from activities where conversation_id = $1 and kind = 'send-confirmed'",
    [id],
  );
  expect(story).toEqual([{ kind: "send-confirmed", because: "somebody-made-sure" }]);
  await page.context().close();
});

test("what a program outside did not take is sent to it again, all of one cause", async () => {
  const took: string[] = [];
  const erp = createServer((request, response) => {
    took.push(String(request.headers["webhook-id"]));
    request.resume().on("end", () => response.writeHead(200).end());
  }).listen(0, "127.0.0.1");
  await once(erp, "listening");
  const { port } = erp.address() as AddressInfo;
  const made = await stage.api("gustavo").post("/webhooks", {
    ...{ name: "ERP", url: `http://127.0.0.1:${port}/`, events: ["survey.answered"] },
  });
  const { webhook } = made as { webhook: { id: string } };
  const failed = await stage.query<{ id: string }>(
    `insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, state, since,
       attempts, history, ended_at)
     select gen_random_uuid(), $1, 'message.received', n::text, '{}', 'failed', now(), 11,
       '[{"at": 0, "because": "status", "status": 503, "ms": 84}]', now()
     from generate_series(1, 3) n returning id`,
    [webhook.id],
  );
  const page = await stage.open("fernanda", "/failures?tab=webhooks");
  await page.getByRole("button", { name: "ERP: respondeu 503" }).press("Enter");
  await page.getByText("Respondeu 503 em 84 ms").first().waitFor();
  await page.getByRole("button", { name: "Reenviar todas" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reenviar" }).press("Enter");
  await dialog.getByText("Pronto: 3 de 3").waitFor();
  await until("the program has them all, by the ids they had", async () =>
    failed.every(({ id }) => took.includes(id)),
  );
  await dialog.getByRole("button", { name: "Fechar" }).last().press("Enter");
  await page.getByText("Nenhuma falha").waitFor();
  await page.context().close();
  await stage.query("delete from webhook_endpoints");
  erp.closeAllConnections();
  erp.close();
});

test("a title is written in its place: Esc leaves it as it was, Enter saves it, and the story tells it", async () => {
  const address = "tel:+5511900000084";
  await stage.customerSays("+5511900000084", "Meu boleto não chegou");
  const found = () =>
    stage.query<{ id: string; title: string | null }>(
      "select id, title from conversations where address = $1",
      [address],
    );
  await until("it is routed", async () => (await found()).length > 0);
  const [{ id } = { id: "" }] = await found();
  const page = await stage.open("fernanda", `/inbox/${id}?peek=true`);
  const press = () => page.getByTitle("Mudar título").press("Enter");
  const field = page.getByRole("textbox", { name: "Título" });
  await press();
  await field.fill("Outra coisa");
  await field.press("Escape");
  await field.waitFor({ state: "detached" });
  expect(page.url()).toContain(id);
  await press();
  await field.fill("Boleto de março");
  await field.press("Enter");
  const title = page.getByTitle("Mudar título").filter({ hasText: "Boleto de março" });
  await title.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "conversation-title");
  expect((await found())[0]?.title).toBe("Boleto de março");
  await page.getByText("mudou o título", { exact: false }).first().waitFor();
  await page.context().close();
});

test("nothing typed is lost unasked: in a dialog that is closed, on a page of a channel that is left", async () => {
  const page = await stage.open("gustavo", "/settings/quick-replies");
  await page.getByRole("button", { name: "Nova resposta" }).first().press("Enter");
  const dialog = page.getByRole("dialog");
  const name = dialog.getByRole("textbox", { name: "Nome" });
  await name.fill("Horário");
  const question = page.getByRole("alertdialog", { name: "Sair sem salvar?" });
  await name.press("Escape");
  await question.getByRole("button", { name: "Continuar editando" }).first().press("Enter");
  await question.waitFor({ state: "detached" });
  expect(await name.inputValue()).toBe("Horário");
  await name.press("Escape");
  await question.getByRole("button", { name: "Descartar" }).press("Enter");
  await dialog.waitFor({ state: "detached" });

  await page.goto(`/settings/channels/sms/${stage.inboxId}`);
  const channel = page.getByRole("textbox", { name: "Nome do canal" });
  await channel.fill("SMS da loja");
  await page.getByRole("link", { name: "Auditoria" }).first().press("Enter");
  await question.getByRole("button", { name: "Salvar" }).press("Enter");
  await page.waitForURL(/\/settings\/audit/);
  const [kept] = await stage.query<{ name: string }>("select name from inboxes where id = $1", [
    stage.inboxId,
  ]);
  expect(kept?.name).toBe("SMS da loja");
  await page.context().close();
});

test("from the board: a state is set and told, a conversation is given to somebody else, the team is told", async () => {
  const ana = await stage.open("ana", "/inbox");
  await stage.customerSays("+5511900000083", "Alguém pode me ajudar?");
  const address = "tel:+5511900000083";
  const owner = async () =>
    (
      await stage.query<{ name: string | null }>(
        `select a.name from conversations c left join agents a on a.id = c.assignee_id
         where c.address = $1`,
        [address],
      )
    )[0]?.name;
  await until("it waits", async () => (await owner()) === null);
  const [{ id } = { id: "" }] = await stage.query<{ id: string }>(
    "select id from conversations where address = $1",
    [address],
  );
  await stage.api("ana").post(`/conversations/${id}/claim`, {});
  await until("Ana has it", async () => (await owner()) === "Ana Souza");

  const page = await stage.open("fernanda", "/");
  await page.getByRole("heading", { name: "Painel ao vivo" }).waitFor();
  await page.getByRole("row").filter({ hasText: "Ana Souza" }).press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "Reatribuir" }).press("Enter");
  const dialog = page.getByRole("dialog").filter({ hasText: "Está com Ana Souza" });
  await dialog.getByRole("combobox").fill("Bruno");
  await page.getByRole("option", { name: "Bruno", exact: false }).waitFor();
  await dialog.getByRole("combobox").press("Enter");
  await dialog.getByRole("textbox", { name: "Nota", exact: false }).fill("A Ana saiu para almoçar");
  await dialog.getByRole("button", { name: "Reatribuir" }).press("Enter");
  await until("Bruno has it", async () => (await owner()) === "Bruno Lima");
  await drawer.getByRole("button", { name: "Fechar" }).first().press("Enter");

  await page.getByRole("button", { name: "Avisar a equipe" }).press("Enter");
  const words = page.getByRole("dialog");
  await words.getByRole("textbox", { name: "Mensagem" }).fill("Reunião às 15h na sala 2");
  await words.getByRole("button", { name: "Avisar" }).press("Enter");
  await ana.getByText("Reunião às 15h na sala 2").first().waitFor();
  await ana.getByRole("button", { name: "Entendi" }).press("Enter");
  await ana.getByRole("region", { name: "Avisos da supervisão" }).waitFor({ state: "detached" });
  await ana.reload();
  await ana.getByRole("main").waitFor();
  expect(await ana.getByText("Reunião às 15h na sala 2").count()).toBe(0);
  await page.context().close();
  await ana.context().close();
});
