import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { verifyWebhook } from "../../packages/lab/src/index.ts";
import {
  type WebhookDeliveryView,
  type WebhookView,
  webhookPayload,
} from "../../packages/protocol/src/index.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** With a kill of the gateway, and a first wait of five seconds before it tries again. */
jest.setTimeout(180_000);
const PATIENCE_MS = 45_000;

interface Came {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
}

let stage: ConsoleStage;
let receiver: Server;
let url: string;
let status = 200;
const came: Came[] = [];
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    came.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), status });
    response.writeHead(status).end(status === 200 ? "ok" : "agora não");
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/circuito`;
  stage = await startConsoleStage("webhooks");
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
  receiver.closeAllConnections();
  receiver.close();
});

async function until<T>(look: () => T | undefined): Promise<T> {
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > endsAt) throw new Error(`never came: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const payloadOf = ({ body }: Came) => webhookPayload.parse(JSON.parse(body));
const deliveredIn = (page: Page) =>
  page.getByRole("row", { name: "Cliente escreveu" }).filter({ hasText: "Entregue" });
const told = (type: string, of: number) =>
  until(() => came.find((one) => payloadOf(one).type === type && one.status === of));

/** The gateway has heard the answer, too: killed before, it would not know of it. */
async function isWrittenDown(status: number): Promise<void> {
  const api = stage.api("gustavo");
  const { items: webhooks } = (await api.get("/webhooks")) as { items: WebhookView[] };
  for (const endsAt = performance.now() + PATIENCE_MS; performance.now() < endsAt; ) {
    const { items } = (await api.get(`/webhooks/${webhooks[0]?.id}/deliveries`)) as {
      items: WebhookDeliveryView[];
    };
    if (items.some(({ last }) => last?.status === status)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no delivery was answered ${status}`);
}

test("an admin sets a webhook up; what a customer writes comes to it signed, over a refusal and a kill of the gateway", async () => {
  const page = await stage.open("gustavo", "/settings/webhooks/new");
  await page.getByLabel("Nome").fill("ERP da loja");
  await page.getByLabel("Endereço (URL)").fill(url);
  await page.getByRole("checkbox", { name: /Conversa aberta/ }).press(" ");
  await page.getByRole("button", { name: "Criar webhook" }).press("Enter");
  const secret = (await page.getByText(/^whsec_/).textContent()) ?? "";
  const isSigned = ({ headers, body }: Came) =>
    verifyWebhook(secret, headers, body, Date.now() / 1_000).kind;
  await page.getByRole("button", { name: "Já copiei" }).press("Enter");
  await page.getByText("Nada foi enviado ainda").waitFor();

  await page.getByRole("button", { name: "Enviar teste" }).press("Enter");
  await page.getByText(/^200 em \d+ ms$/).waitFor();
  expect(isSigned(await told("webhook.test", 200))).toBe("valid");

  await stage.customerSays("+5511900000077", "Vocês abrem hoje?");
  const received = await told("message.received", 200);
  expect(isSigned(received)).toBe("valid");
  expect(payloadOf(received).data).toMatchObject({
    conversation: { channel: "sms", contact: { address: "tel:+5511900000077" } },
    message: { direction: "inbound", text: "Vocês abrem hoje?" },
  });
  expect(isSigned(await told("conversation.created", 200))).toBe("valid");
  await deliveredIn(page).first().waitFor();
  expect(stage.troubles).toEqual([]);
  await page.context().close();

  status = 500;
  await stage.customerSays("+5511900000077", "Alô?");
  const refused = await told("message.received", 500);
  await isWrittenDown(500);
  await stage.gateway.kill();
  status = 200;
  await stage.gateway.start();
  const id = refused.headers["webhook-id"];
  const again = await until(() =>
    came.find((one) => one.headers["webhook-id"] === id && one.status === 200),
  );
  expect([isSigned(again), again.body]).toEqual(["valid", refused.body]);

  const later = await stage.open("gustavo", "/settings/webhooks");
  // By the pointer: a table that is drawn anew takes the focus back to its row, and a key with it.
  await later.getByRole("row", { name: /ERP da loja/ }).click();
  // Both, so that the newest is the one that was sent twice.
  await deliveredIn(later).nth(1).waitFor();
  await deliveredIn(later).first().click();
  const drawer = later.getByRole("dialog");
  await drawer.getByText(/^Respondeu 500 em \d+ ms$/).waitFor();
  await drawer.getByText(/"text": "Alô\?"/).waitFor();
  await later.context().close();
});
