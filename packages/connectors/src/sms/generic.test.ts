import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signWebhook, type WebhookRequest } from "@circuito/connector";
import { describeConnector, OpenConnector, type Signing } from "@circuito/connector/testing";
import { sms } from "./sms.ts";

const SECRET = `whsec_${Buffer.alloc(32, "generic-now").toString("base64")}`;
const PREVIOUS = `whsec_${Buffer.alloc(32, "generic-before").toString("base64")}`;
const STRANGER = `whsec_${Buffer.alloc(32, "stranger").toString("base64")}`;
const NOW = Date.UTC(2026, 0, 5, 12);

function request(body: Uint8Array, { now }: Pick<Signing, "now">, secret = SECRET): WebhookRequest {
  const headers = signWebhook(secret, { id: "msg_1", at: now, body });
  return { method: "POST", url: "/webhooks/x", headers, body };
}
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const withHeader = (honest: WebhookRequest, name: string, value?: string): WebhookRequest => ({
  ...honest,
  headers: { ...honest.headers, [name]: value },
});

const harness = {
  name: "sms, generic",
  definition: sms,
  settings: (url: string) => ({
    provider: "generic",
    secret: SECRET,
    previousSecret: PREVIOUS,
    from: "+14155550100",
    sendUrl: `${url}/messages`,
  }),
  webhook: {
    fixtures: join(import.meta.dirname, "fixtures/generic"),
    request,
    forgeries: {
      "no signature": (honest: WebhookRequest) => withHeader(honest, "webhook-signature"),
      "no id": (honest: WebhookRequest) => withHeader(honest, "webhook-id"),
      "another id": (honest: WebhookRequest) => withHeader(honest, "webhook-id", "msg_2"),
      "a stranger's signature": ({ body }: WebhookRequest) => request(body, { now: NOW }, STRANGER),
      "a signature of the future": ({ body }: WebhookRequest) =>
        request(body, { now: NOW + 6 * 60_000 }),
    },
    staleAfterMs: 5 * 60_000,
    message: ({ id, text }: { id: string; text: string }) =>
      json({ id, text, from: "+14155550123" }),
    own: () => json({ id: "own-1", from: "+14155550100", text: "our words" }),
    receipt: (of: string, status: string) => json({ receipts: [{ of, status }] }),
  },
  media: { url: (url: string) => `${url}/files/1` },
  sending: {
    to: "tel:+14155550123",
    nowhere: "sender:MYBANK",
    carriesMedia: true,
    provider: {
      accepts: (id: string) => ({ status: 200, body: JSON.stringify({ id }) }),
      read: ({ body }: { body: string }) => {
        const { to, text } = JSON.parse(body);
        return { to, text };
      },
      failures: [
        { name: "401", conduct: { status: 401 }, kind: "credentials", providerCode: "401" },
        { name: "403", conduct: { status: 403 }, kind: "credentials" },
        { name: "404", conduct: { status: 404 }, kind: "credentials" },
        { name: "410", conduct: { status: 410 }, kind: "unreachable-address" },
        { name: "451", conduct: { status: 451 }, kind: "opted-out" },
        { name: "400", conduct: { status: 400 }, kind: "rejected" },
        { name: "408", conduct: { status: 408 }, kind: "retry" },
        { name: "500", conduct: { status: 500 }, kind: "retry" },
        { name: "503 until a date", kind: "retry", afterMs: 30_000, conduct: later(30_000) },
        { name: "429 for a week", kind: "retry", afterMs: 60 * 60_000, conduct: wait("604800") },
      ],
    },
  },
} as const;

function wait(seconds: string) {
  return { status: 429, headers: { "retry-after": seconds } };
}
function later(ms: number) {
  return { status: 503, headers: { "retry-after": new Date(NOW + ms).toUTCString() } };
}

describeConnector(harness);

describe("generic SMS", () => {
  const open = () => OpenConnector.open(harness, "http://127.0.0.1:9");

  test("the example of the README is read as it says", async () => {
    const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const one = open();
    await one.call(request(Buffer.from(example), one.signing));
    expect(one.host.rows).toMatchObject([
      { kind: "message", text: "Olá!", media: [{ mimeType: "image/jpeg" }] },
      { kind: "receipt", status: "delivered" },
    ]);
  });

  test("the secret before this one still opens the door", async () => {
    const one = open();
    const body = harness.webhook.message({ id: "rotated", text: "olá" });
    expect((await one.call(request(body, one.signing, PREVIOUS))).status).toBe(204);
  });

  test("B-52: the same nonce twice inside the window changes nothing", async () => {
    const one = open();
    const honest = request(harness.webhook.message({ id: "n-1", text: "olá" }), one.signing);
    expect((await one.call(honest)).status).toBe(204);
    expect((await one.call(honest)).status).toBe(204);
    expect(one.host.rows).toHaveLength(1);
  });

  test("B-52: a request older than five minutes is called stale", async () => {
    const one = open();
    const honest = request(harness.webhook.message({ id: "n-1", text: "olá" }), one.signing);
    one.host.advance(5 * 60_000 + 1_000);
    const response = await one.call(honest);
    expect(response.status).toBe(401);
    expect(JSON.parse(response.body ?? "").code).toBe("stale");
  });

  test.each([
    ["alphanumeric", "MYBANK", "sender:MYBANK"],
    ["a short code", "27800", "sender:27800"],
    ["a plus alone", "+", "sender:+"],
    ["with spaces", "+1 415 555 0123", "tel:+14155550123"],
    ["forty digits", "1".repeat(40), `sender:${"1".repeat(40)}`],
  ])("B-49: a sender that is %s is kept as what it is", async (_, from, address) => {
    const one = open();
    await one.call(request(json({ id: "1", from, text: "olá" }), one.signing));
    expect(one.host.rows).toMatchObject([{ kind: "message", from: address }]);
  });

  test("B-49: a message without a sender is parked with its bytes", async () => {
    const one = open();
    const body = json({ id: "1", from: "\u200b ", text: "olá" });
    expect((await one.call(request(body, one.signing))).status).toBe(204);
    expect(one.host.rows).toMatchObject([{ kind: "malformed", error: "no sender" }]);
  });

  test.each([
    ["empty", ""],
    ["only emoji", "👍🏽👍🏽"],
    ["ten concatenated parts", "a".repeat(1_530)],
  ])("B-56: a body that is %s is stored", async (_, text) => {
    const one = open();
    await one.call(request(harness.webhook.message({ id: "1", text }), one.signing));
    expect(one.host.rows).toMatchObject([{ kind: "message", text }]);
  });

  test("a sender's id used again for other words is kept, not dropped", async () => {
    const one = open();
    for (const text of ["primeira", "segunda"]) {
      await one.call(request(harness.webhook.message({ id: "same", text }), one.signing));
    }
    expect(one.host.rows).toMatchObject([{ text: "primeira" }, { text: "segunda" }]);
  });

  test("files at plain http or in odd schemes are not taken", async () => {
    const one = open();
    const media = [{ url: "http://169.254.169.254/latest/meta-data" }];
    const body = json({ id: "1", from: "+14155550123", text: "x", media });
    await one.call(request(body, one.signing));
    expect(one.host.rows).toMatchObject([{ kind: "malformed" }]);
  });

  test("more than a thousand elements are refused as too large", async () => {
    const one = open();
    const batch = Array.from({ length: 1_001 }, (_, i) => ({ id: `${i}`, from: "x", text: "" }));
    expect((await one.call(request(json(batch), one.signing))).status).toBe(413);
    expect(one.host.rows).toEqual([]);
  });
});
