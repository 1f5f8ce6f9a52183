import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signWebhook, type WebhookRequest } from "@circuito/connector";
import { describeConnector, OpenConnector, type Signing } from "@circuito/connector/testing";
import { loopback } from "./loopback.ts";
import { normalize } from "./normalize.ts";

const SECRET = `whsec_${Buffer.alloc(24, "loopback").toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(24, "stranger").toString("base64")}`;

function request(body: Uint8Array, { now }: Signing, secret = SECRET): WebhookRequest {
  const headers = signWebhook(secret, { id: "msg_1", at: now, body });
  return { method: "POST", url: "/webhooks/x", headers, body };
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const without = (honest: WebhookRequest, name: string): WebhookRequest => ({
  ...honest,
  headers: { ...honest.headers, [name]: undefined },
});

const harness = {
  name: "loopback",
  definition: loopback,
  settings: (url: string) => ({ secret: SECRET, ownName: "circuito", deliverTo: `${url}/in` }),
  webhook: {
    fixtures: join(import.meta.dirname, "fixtures"),
    request,
    forgeries: {
      "no signature": (honest: WebhookRequest) => without(honest, "webhook-signature"),
      "no timestamp": (honest: WebhookRequest) => without(honest, "webhook-timestamp"),
      "a stranger's signature": ({ body }: WebhookRequest) =>
        request(body, { now: Date.UTC(2026, 0, 5, 12), webhookUrl: "" }, OTHER),
    },
    staleAfterMs: 5 * 60_000,
    message: ({ id, text }: { id: string; text: string }) => json({ id, text, from: "ana" }),
    own: () => json({ id: "own-1", from: "circuito", text: "our words" }),
    receipt: (of: string, status: string) => json({ of, status }),
  },
  sending: {
    to: "loopback:ana",
    nowhere: "tel:+5511999990000",
    carriesMedia: false,
    provider: {
      accepts: () => ({ status: 204 }),
      receiptId: (_: string, messageId: string) => messageId,
      read: ({ body }: { body: string }) => {
        const { to, text } = JSON.parse(body);
        return { to, text };
      },
      failures: [
        { name: "401", conduct: { status: 401 }, kind: "credentials", providerCode: "401" },
        { name: "403", conduct: { status: 403 }, kind: "credentials" },
        { name: "404", conduct: { status: 404 }, kind: "credentials" },
        { name: "410", conduct: { status: 410 }, kind: "unreachable-address" },
        { name: "400", conduct: { status: 400 }, kind: "rejected" },
        { name: "500", conduct: { status: 500 }, kind: "retry" },
        {
          name: "429 with Retry-After",
          conduct: { status: 429, headers: { "retry-after": "7" } },
          kind: "retry",
          afterMs: 7_000,
        },
      ],
    },
  },
} as const;

describeConnector(harness);

test("the example of the README is read as it says", () => {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(normalize(Buffer.from(example), "circuito")).toMatchObject([
    { kind: "message", externalId: "m-1", fromName: "Ana Souza" },
    { kind: "receipt", status: "read" },
  ]);
});

test("without an address to deliver to, an answer has arrived once it is written", async () => {
  const settings = () => ({ secret: SECRET });
  const one = OpenConnector.open({ ...harness, settings }, "http://127.0.0.1:9");
  const message = one.message("loopback:ana", "olá");
  expect(await one.trySend(message)).toEqual({ externalId: message.id });
});
