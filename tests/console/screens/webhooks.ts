import { randomUUID } from "node:crypto";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

/** One that does well, one that is off because nothing got through, and what they were told. */
async function prepare(stage: ConsoleStage): Promise<void> {
  await stage.query("delete from webhook_endpoints");
  const add = async (name: string, url: string) => {
    const body = { name, url, events: ["message.received", "conversation.resolved"] };
    const made = await stage.api("gustavo").post("/webhooks", body);
    return (made as { webhook: { id: string } }).webhook.id;
  };
  const erp = await add("ERP da loja", "https://erp.example/circuito/eventos");
  const bi = await add("BI", "https://bi.example/ganchos");
  await stage.query(
    `update webhook_endpoints set off = 'nothing-got-through', off_at = now(),
       failing_since = now() - interval '72 hours' where id = $1`,
    [bi],
  );
  const told = (endpointId: string, state: string, status: number, answer: string) =>
    stage.query(
      `insert into webhook_deliveries
         (id, endpoint_id, event, event_key, payload, state, since, ended_at, attempts, answer, history)
       values ($1, $2, 'message.received', $1::uuid::text, $3, $4, now(), now(), 1, $5, $6::jsonb)`,
      [
        randomUUID(),
        endpointId,
        JSON.stringify({ type: "message.received", data: { message: { text: "Oi" } } }),
        state,
        answer,
        JSON.stringify([
          { at: Date.now(), status, because: status === 200 ? null : "status", ms: 34 },
        ]),
      ],
    );
  for (let i = 0; i < 3; i++) await told(erp, "delivered", 200, "ok");
  await told(erp, "failed", 401, "assinatura desconhecida");
  await told(bi, "failed", 503, "");
}

export const WEBHOOK_SCREENS: readonly Screen[] = [
  {
    name: "webhooks-empty",
    who: "gustavo",
    path: "/settings/webhooks",
    prepare: async (stage) => void (await stage.query("delete from webhook_endpoints")),
    reach: (page) => page.getByText("Crie um webhook").waitFor(),
  },
  {
    name: "webhooks",
    who: "gustavo",
    path: "/settings/webhooks",
    prepare,
    reach: (page) => page.getByRole("row", { name: /ERP da loja/ }).waitFor(),
  },
  {
    name: "webhook-new",
    who: "gustavo",
    path: "/settings/webhooks/new",
    async reach(page) {
      await page.getByLabel("Endereço (URL)").fill("erp");
      await page.getByRole("button", { name: "Criar webhook" }).press("Enter");
      await page.getByText("Dê um nome.").first().waitFor();
      await page.getByText("Cliente escreveu").first().waitFor();
    },
  },
  {
    name: "webhook-delivery",
    who: "gustavo",
    path: "/settings/webhooks",
    prepare,
    async reach(page) {
      await page.getByRole("row", { name: /ERP da loja/ }).press("Enter");
      await page
        .getByRole("row", { name: "Cliente escreveu" })
        .filter({ hasText: "Falhou" })
        .press("Enter");
      await page.getByRole("dialog").getByText("assinatura desconhecida").waitFor();
    },
  },
  {
    name: "webhook-off",
    who: "gustavo",
    path: "/settings/webhooks",
    prepare,
    async reach(page) {
      await page.getByRole("row", { name: /BI/ }).press("Enter");
      await page.getByText("nenhuma entrega foi aceita por 72 horas").waitFor();
      await page
        .getByRole("row", { name: "Cliente escreveu" })
        .filter({ hasText: "Falhou" })
        .waitFor();
    },
  },
];
