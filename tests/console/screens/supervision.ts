import { until } from "../../../apps/console/harness/until.ts";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

/** What failed, for one cause each, and somebody who waits. */
export async function thingsGoWrong(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from ledger where state = 'parked'");
  if (length > 0) return;
  await stage.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state,
       reason, attempts, received_at)
     select $1, gen_random_uuid()::text, 'message', 100 + n, '\\x00',
       jsonb_build_object('kind', 'message', 'from', 'tel:+551190000' || (1000 + n),
         'text', 'Onde está meu pedido? Já faz uma semana.', 'media', '[]'::jsonb),
       case when n < 8 then 'parked' else 'suppressed' end,
       case when n < 8 then 'TypeError' else 'sender-rate' end, 5, now() - n * interval '47 minutes'
     from generate_series(1, 11) n`,
    [stage.inboxId],
  );
  await stage.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
     values ($1, 'evt-88', 'malformed', 9, '\\x00', '{}', 'parked', 'not JSON at position 12')`,
    [stage.inboxId],
  );
  await stage.query(
    `insert into ledger_payloads (ledger_id, received_at, bytes)
     select id, received_at, convert_to('{"from":"+55119","text":"Onde está meu pedido?"}', 'UTF8')
     from ledger where reason = 'TypeError'`,
  );
}

/** Two answers of ours: one that the provider refused, one of which nobody knows. */
async function sendsGoWrong(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from deliveries where status = 'unknown'");
  if (length > 0) return;
  const from = "+5511900000071";
  await stage.customerSays(from, "Consegue me mandar a segunda via?");
  await until(
    "the customer's words are routed",
    async () =>
      (await stage.query("select 1 from conversations where address = $1", [`tel:${from}`]))
        .length > 0,
  );
  for (const [status, error] of [
    ["unknown", "no answer within 30000 ms"],
    ["failed", "21211: not a valid number"],
  ]) {
    await stage.query(
      `with c as (
         update conversations set last_seq = last_seq + 1, last_public_seq = last_seq + 1
         where address = $1 returning id, inbox_id, last_seq),
       m as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
         select gen_random_uuid(), id, last_seq, last_seq - 1, 'outbound', 'Claro! Segue o boleto.'
         from c returning id, conversation_id, seq)
       insert into deliveries (message_id, conversation_id, inbox_id, seq, status, attempt, error)
       select m.id, m.conversation_id, c.inbox_id, m.seq, $2, 1, $3 from m, c`,
      [`tel:${from}`, status, error],
    );
  }
}

/** Two programs outside: one answers with errors, one was switched off for not answering at all. */
async function webhooksGoWrong(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from webhook_deliveries where state = 'failed'");
  if (length > 0) return;
  for (const [name, off, because, status, count] of [
    ["ERP da loja", null, "status", 503, 7],
    ["BI", "nothing-got-through", "timeout", null, 3],
  ]) {
    await stage.query(
      `with e as (
         insert into webhook_endpoints
           (id, name, url, events, secret, off, off_at, on_since, created_by, created_at)
         values (gen_random_uuid(), $1, 'https://erp.example/circuito', '{survey.answered}', 'x', $2,
           now(), now(), 'Gustavo Reis', now()) returning id)
       insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, state, since,
         attempts, history, created_at, ended_at)
       select gen_random_uuid(), e.id, 'message.received', n::text, '{}', 'failed', now(), 11,
         jsonb_build_array(jsonb_build_object('at', 0, 'because', $3::text, 'status', $4::int, 'ms', 84)),
         now() - interval '3 days', now() - n * interval '53 minutes'
       from e, generate_series(1, $5::int) n`,
      [name, off, because, status, count],
    );
  }
}

/** A director left two to others. */
async function somethingIsSkipped(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from triage_acts where kind = 'skipped'");
  if (length > 0) return;
  const from = "+5511900000073";
  await stage.customerSays(from, "Good morning, where is my refund?");
  await until(
    "the customer's words are routed",
    async () =>
      (await stage.query("select 1 from conversations where address = $1", [`tel:${from}`]))
        .length > 0,
  );
  await stage.query(
    `insert into triage_acts (id, agent_id, conversation_id, kind, queue_id, reason, words, at)
     select gen_random_uuid(), a.id, c.id, 'skipped', c.queue_id, s.reason, s.words,
       now() - s.minutes * interval '1 minute'
     from conversations c, agents a, (values ('not-my-language', null, 4),
       ('other', 'Pede o reembolso de outra loja; falta saber de qual.', 31)) s(reason, words, minutes)
     where c.address = $1 and a.name = 'Carla Mendes'`,
    [`tel:${from}`],
  );
}

export const SUPERVISION_SCREENS: readonly Screen[] = [
  {
    name: "board",
    who: "fernanda",
    path: "/live",
    prepare: (stage) => stage.customerSays("+5511900000072", "Alguém pode me ajudar?"),
    reach: async (page) => {
      await page.getByRole("list", { name: "Filas por risco" }).waitFor();
      await page.getByText("Ninguém disponível").first().waitFor();
    },
  },
  {
    name: "board-skips",
    who: "fernanda",
    path: "/live",
    prepare: somethingIsSkipped,
    async reach(page) {
      const skip = page.getByText("Carla Mendes pulou: Não falo este idioma");
      await skip.waitFor();
      await skip.scrollIntoViewIfNeeded();
    },
  },
  {
    name: "board-agent",
    who: "fernanda",
    path: "/live",
    reach: async (page) => {
      await page.getByText("Mostrar offline", { exact: false }).waitFor();
      await page.getByRole("switch").press(" ");
      await page.getByRole("row").filter({ hasText: "Ana" }).first().press("Enter");
      await page.getByRole("dialog").getByText("Nenhuma conversa agora").waitFor();
    },
  },
  {
    name: "board-announce",
    who: "fernanda",
    path: "/live",
    reach: async (page) => {
      await page.getByRole("button", { name: "Avisar a equipe" }).press("Enter");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "board-targets",
    who: "fernanda",
    path: "/live",
    reach: async (page) => {
      // Until the targets are known there is nothing to set.
      await page.getByText("meta ≤ 10").first().waitFor();
      await page.getByRole("button", { name: "Metas" }).press("Enter");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "board-wall",
    who: "fernanda",
    path: "/live?tv=1",
    reach: (page) => page.getByText("Esperando agora").waitFor(),
  },
  {
    name: "board-nothing",
    who: "fernanda",
    path: "/live?queue=0192ffff-0000-7000-8000-00000000ffff",
    reach: (page) => page.getByText("Nenhuma fila com este filtro").waitFor(),
  },
  {
    name: "board-not-yours",
    who: "ana",
    path: "/live",
    reach: (page) => page.getByText("Só a supervisão vê isto").waitFor(),
  },
  {
    name: "failures-inbound",
    who: "fernanda",
    path: "/failures",
    prepare: thingsGoWrong,
    reach: async (page) => {
      await page.getByRole("button", { name: "Defeito ao encaminhar" }).press("Enter");
      await page.getByText("Onde está meu pedido?").first().waitFor();
    },
  },
  {
    name: "failures-row",
    who: "fernanda",
    path: "/failures",
    prepare: thingsGoWrong,
    reach: async (page) => {
      await page.getByRole("button", { name: "Defeito ao encaminhar" }).press("Enter");
      await page
        .getByRole("button", { name: "Onde está meu pedido?", exact: false })
        .first()
        .press("Enter");
      await page.getByRole("dialog").getByText('"text"').waitFor();
    },
  },
  {
    name: "failures-release",
    who: "fernanda",
    path: "/failures",
    prepare: thingsGoWrong,
    reach: async (page) => {
      await page.getByRole("button", { name: "Defeito ao encaminhar" }).press("Enter");
      await page.getByRole("button", { name: "Reprocessar todas" }).press("Enter");
      await page.getByText("Abre uma conversa", { exact: false }).first().waitFor();
    },
  },
  {
    name: "failures-outbound",
    who: "fernanda",
    path: "/failures?tab=out",
    prepare: sendsGoWrong,
    reach: async (page) => {
      await page.getByRole("button", { name: "Em dúvida", exact: false }).press("Enter");
      await page.getByText("Claro! Segue o boleto.").first().waitFor();
    },
  },
  {
    name: "failures-webhooks",
    who: "fernanda",
    path: "/failures?tab=webhooks",
    prepare: webhooksGoWrong,
    reach: async (page) => {
      await page.getByRole("button", { name: "ERP da loja: respondeu 503" }).press("Enter");
      await page.getByText("Respondeu 503 em 84 ms").first().waitFor();
    },
  },
  {
    name: "failures-jobs-none",
    who: "fernanda",
    path: "/failures?tab=jobs",
    reach: (page) => page.getByText("Nenhuma falha").waitFor(),
  },
];
