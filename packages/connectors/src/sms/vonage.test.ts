import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import type { SendErrorKind, WebhookRequest } from "@circuito/connector";
import {
  describeConnector,
  OpenConnector,
  type ProviderConduct,
  type ProviderFailure,
  type Signing,
} from "@circuito/connector/testing";
import { sms } from "./sms.ts";

const SECRET = "vonage-signature-secret-0123456789";
const NOW = Date.UTC(2026, 0, 5, 12);

/** As Vonage signs, written from its documentation and apart from the code under test. */
function sig(fields: [string, string][], secret = SECRET, method = "sha256"): string {
  const text = [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, "_")}`)
    .join("");
  return createHmac(method, secret).update(text).digest("hex");
}

function signedForm(body: Uint8Array, now: number, secret = SECRET, method = "sha256"): string {
  const fields = [...new URLSearchParams(Buffer.from(body).toString())];
  fields.push(["timestamp", String(now / 1000)], ["nonce", "aaaaaaaa-bbbb"]);
  return `${Buffer.from(body)}&${new URLSearchParams([...fields.slice(-2), ["sig", sig(fields, secret, method)]])}`;
}

function request(body: Uint8Array, { now }: Pick<Signing, "now">): WebhookRequest {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", url: "/webhooks/x", headers, body: Buffer.from(signedForm(body, now)) };
}

function withSig(honest: WebhookRequest, change: (sig: string) => string): WebhookRequest {
  const fields = new URLSearchParams(Buffer.from(honest.body).toString());
  fields.set("sig", change(fields.get("sig") ?? ""));
  return { ...honest, body: Buffer.from(fields.toString()) };
}

const form = (fields: Record<string, string>): Uint8Array =>
  Buffer.from(new URLSearchParams(fields).toString());
const customer = { msisdn: "447700900001", to: "447700900100", type: "unicode" };

const answer = (...statuses: string[]): ProviderConduct => ({
  status: 200,
  body: JSON.stringify({
    "message-count": String(statuses.length),
    messages: statuses.map((status, i) =>
      status === "0" ? { status, "message-id": `part-${i}` } : { status, "error-text": "x" },
    ),
  }),
});
const coded = (code: string, kind: SendErrorKind): ProviderFailure => ({
  name: `status ${code}`,
  conduct: answer(code),
  kind,
  providerCode: code,
});

const harness = {
  name: "sms, Vonage",
  definition: sms,
  settings: (url: string) => ({
    provider: "vonage",
    apiKey: "abcd1234",
    signatureSecret: SECRET,
    signatureMethod: "sha256",
    from: "+447700900100",
    apiBaseUrl: url,
  }),
  webhook: {
    fixtures: join(import.meta.dirname, "fixtures/vonage"),
    request,
    forgeries: {
      "B-50: unsigned": (honest: WebhookRequest) => withSig(honest, () => ""),
      "B-50: an MD5 hash": (honest: WebhookRequest) =>
        withSig(honest, () => "d41d8cd98f00b204e9800998ecf8427e"),
      "a stranger's signature": ({ body }: WebhookRequest) => ({
        ...request(body, { now: NOW }),
        body: Buffer.from(signedForm(form({ ...customer, messageId: "1" }), NOW, "stranger")),
      }),
      "another method than the one agreed on": (honest: WebhookRequest) => ({
        ...honest,
        body: Buffer.from(signedForm(form({ ...customer, messageId: "1" }), NOW, SECRET, "sha512")),
      }),
      "B-53: Base64": (honest: WebhookRequest) =>
        withSig(honest, (hex) => Buffer.from(hex, "hex").toString("base64")),
      "B-53: mixed case": (honest: WebhookRequest) =>
        withSig(honest, (hex) => hex.slice(0, 32).toUpperCase() + hex.slice(32).toLowerCase()),
      "B-53: the beginning of a signature": (honest: WebhookRequest) =>
        withSig(honest, (hex) => hex.slice(0, 16)),
    },
    staleAfterMs: 25 * 60 * 60_000,
    message: ({ id, text }: { id: string; text: string }) =>
      form({ ...customer, messageId: id, text }),
    own: () => form({ ...customer, msisdn: "447700900100", messageId: "9", text: "our words" }),
    receipt: (of: string, status: string) =>
      form({ msisdn: "447700900001", messageId: "0B1", "client-ref": of, status }),
  },
  sending: {
    to: "tel:+447700900001",
    nowhere: "sender:MYBANK",
    carriesMedia: false,
    provider: {
      accepts: () => answer("0", "0"),
      receiptId: (_: string, messageId: string) => messageId,
      read: ({ body }: { body: string }) => {
        const fields = new URLSearchParams(body);
        return { to: `+${fields.get("to")}`, text: fields.get("text") ?? "" };
      },
      failures: [
        coded("1", "retry"),
        coded("3", "rejected"),
        coded("4", "credentials"),
        coded("5", "retry"),
        coded("6", "unreachable-address"),
        coded("7", "unreachable-address"),
        coded("9", "credentials"),
        coded("12", "unsupported"),
        coded("14", "credentials"),
        coded("77", "rejected"),
        { name: "only some parts taken", conduct: answer("0", "1"), kind: "unknown" },
        { name: "an answer without parts", conduct: { status: 200, body: "{}" }, kind: "unknown" },
        { name: "401", conduct: { status: 401 }, kind: "credentials" },
        { name: "503", conduct: { status: 503 }, kind: "retry" },
        { name: "502 of a proxy", conduct: { status: 502 }, kind: "unknown" },
        {
          name: "429 with Retry-After",
          conduct: { status: 429, headers: { "retry-after": "2" } },
          kind: "retry",
          afterMs: 2_000,
        },
      ],
    },
  },
} as const;

describeConnector(harness);

describe("Vonage", () => {
  const open = () => OpenConnector.open(harness, "http://127.0.0.1:9");

  test("B-50: a GET with its parameters in the address is taken, and they are never logged", async () => {
    const one = open();
    const query = signedForm(form({ ...customer, messageId: "G1", text: "segredo" }), NOW);
    const get = { method: "GET", url: `/webhooks/x?${query}`, headers: {}, body: Buffer.alloc(0) };
    expect((await one.call(get)).status).toBe(204);
    const tampered = { ...get, url: get.url.replace("segredo", "outra") };
    expect((await one.call(tampered)).status).toBe(403);
    expect(one.host.rows).toMatchObject([{ externalId: "G1", text: "segredo" }]);
    expect(one.host.outputs.join()).not.toMatch(/segredo|outra|447700900001/);
  });

  test("a JSON webhook carries the same parameters and the same signature", async () => {
    const one = open();
    const signed = signedForm(form({ ...customer, messageId: "J1", text: "olá 👋" }), NOW);
    const body = Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(signed))));
    const headers = { "content-type": "application/json" };
    const response = await one.call({ method: "POST", url: "/webhooks/x", headers, body });
    expect(response.status).toBe(204);
    expect(one.host.rows).toMatchObject([{ externalId: "J1", text: "olá 👋" }]);
  });

  test("an upper-case signature is one Vonage's libraries make", async () => {
    const one = open();
    const honest = request(form({ ...customer, messageId: "U1" }), one.signing);
    expect((await one.call(withSig(honest, (hex) => hex.toUpperCase()))).status).toBe(204);
  });

  test("S-25, B-50: MD5 and SHA-1 cannot be configured", () => {
    for (const signatureMethod of ["md5hash", "md5", "sha1", "none", undefined]) {
      const settings = { ...harness.settings("https://rest.nexmo.com"), signatureMethod };
      expect(sms.settings.safeParse(settings).success).toBe(false);
    }
  });

  test("B-51: parts of a long message are kept one by one, in whatever order, none twice", async () => {
    const one = open();
    const part = (n: string, text: string) =>
      form({
        ...customer,
        messageId: `P${n}`,
        text,
        concat: "true",
        "concat-ref": "17",
        "concat-total": "3",
        "concat-part": n,
      });
    for (const body of [part("2", "b"), part("1", "a"), part("2", "b")]) {
      await one.call(request(body, one.signing));
    }
    expect(one.host.rows).toMatchObject([
      { externalId: "P2", text: "b", placeholder: "part 2 of 3" },
      { externalId: "P1", text: "a", placeholder: "part 1 of 3" },
    ]);
  });

  test.each(["255", "256", "-1", "x"])(
    "B-51: part %s of a message is stored whatever it says",
    async (n) => {
      const one = open();
      const body = form({
        ...customer,
        messageId: "P1",
        text: "a",
        concat: "true",
        "concat-part": n,
        "concat-total": "3",
      });
      await one.call(request(body, one.signing));
      const expected = n === "255" ? "part 255 of 3" : "part of a longer message";
      expect(one.host.rows).toMatchObject([{ placeholder: expected }]);
    },
  );

  test.each([
    ["GSM extension characters", "€[]{}~|^\\"],
    ["surrogate pairs", "😀".repeat(40)],
  ])("B-54: %s arrive right", async (_, text) => {
    const one = open();
    await one.call(request(harness.webhook.message({ id: "T1", text }), one.signing));
    expect(one.host.rows).toMatchObject([{ text }]);
  });
});
