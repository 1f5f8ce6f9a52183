import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import { join } from "node:path";
import type { SendErrorKind, WebhookRequest } from "@circuito/connector";
import {
  describeConnector,
  OpenConnector,
  type ProviderConduct,
  type ProviderFailure,
  type Signing,
  WEBHOOK_URL,
} from "@circuito/connector/testing";
import { sms } from "./sms.ts";

const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const PATH = new URL(WEBHOOK_URL).pathname;
const FORM = "application/x-www-form-urlencoded; charset=utf-8";

/** As Twilio signs, written from its documentation and apart from the code under test. */
function signature(url: string, body: Uint8Array, token = TOKEN): string {
  const fields = [...new URLSearchParams(Buffer.from(body).toString())].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const text = url + fields.flat().join("");
  return createHmac("sha1", token).update(text).digest("base64");
}

function request(body: Uint8Array, { webhookUrl }: Pick<Signing, "webhookUrl">): WebhookRequest {
  const headers = { "content-type": FORM, "x-twilio-signature": signature(webhookUrl, body) };
  return { method: "POST", url: PATH, headers, body };
}

function signedAs(honest: WebhookRequest, value: string | undefined): WebhookRequest {
  return { ...honest, headers: { ...honest.headers, "x-twilio-signature": value } };
}

const form = (fields: Record<string, string>): Uint8Array =>
  Buffer.from(new URLSearchParams({ AccountSid: ACCOUNT, ...fields }).toString());
const customer = { From: "+14155550123", To: "+14155550100" };

const problem = (status: number, code: number): ProviderConduct => ({
  status,
  body: JSON.stringify({ code, message: "x", more_info: "", status }),
});
const coded = (code: number, kind: SendErrorKind, status = 400): ProviderFailure => ({
  name: String(code),
  conduct: problem(status, code),
  kind,
  providerCode: String(code),
});

const harness = {
  name: "sms, Twilio",
  definition: sms,
  settings: (url: string) => ({
    provider: "twilio",
    accountSid: ACCOUNT,
    authToken: TOKEN,
    from: "+14155550100",
    apiBaseUrl: url,
  }),
  webhook: {
    fixtures: join(import.meta.dirname, "fixtures/twilio"),
    request,
    forgeries: {
      "no signature": (honest: WebhookRequest) => signedAs(honest, undefined),
      "another account's token": (honest: WebhookRequest) =>
        signedAs(honest, signature(WEBHOOK_URL, honest.body, "f".repeat(32))),
      "B-46: http instead of https": (honest: WebhookRequest) =>
        signedAs(honest, signature(WEBHOOK_URL.replace("https", "http"), honest.body)),
      "B-46: another port": (honest: WebhookRequest) =>
        signedAs(honest, signature(WEBHOOK_URL.replace(".com/", ".com:8443/"), honest.body)),
      "B-46: the caller's own host": (honest: WebhookRequest) => ({
        ...signedAs(honest, signature(`https://evil.example${PATH}`, honest.body)),
        headers: {
          "content-type": FORM,
          host: "evil.example",
          "x-forwarded-host": "evil.example",
          "x-forwarded-proto": "https",
          "x-twilio-signature": signature(`https://evil.example${PATH}`, honest.body),
        },
      }),
      "B-46: a query that was not signed": (honest: WebhookRequest) => ({
        ...honest,
        url: `${PATH}?a=1`,
      }),
      "B-53: hexadecimal": (honest: WebhookRequest) =>
        signedAs(
          honest,
          Buffer.from(signature(WEBHOOK_URL, honest.body), "base64").toString("hex"),
        ),
      "B-53: lower case": (honest: WebhookRequest) =>
        signedAs(honest, signature(WEBHOOK_URL, honest.body).toLowerCase()),
      "B-53: the beginning of a signature": (honest: WebhookRequest) =>
        signedAs(honest, signature(WEBHOOK_URL, honest.body).slice(0, 8)),
    },
    staleAfterMs: undefined,
    message: ({ id, text }: { id: string; text: string }) =>
      form({ ...customer, MessageSid: id, Body: text }),
    own: () => form({ From: "+14155550100", MessageSid: "SM9", Body: "our words" }),
    receipt: (of: string, status: string) => form({ MessageSid: of, MessageStatus: status }),
  },
  media: { url: (url: string) => `${url}/2010-04-01/Accounts/${ACCOUNT}/Messages/MM1/Media/ME1` },
  sending: {
    to: "tel:+14155550123",
    nowhere: "sender:MYBANK",
    carriesMedia: true,
    provider: {
      accepts: (sid: string) => ({ status: 201, body: JSON.stringify({ sid, status: "queued" }) }),
      read: ({ body }: { body: string }) => {
        const fields = new URLSearchParams(body);
        return { to: fields.get("To") ?? "", text: fields.get("Body") ?? "" };
      },
      failures: [
        coded(21610, "opted-out"),
        coded(21211, "unreachable-address"),
        coded(21614, "unreachable-address"),
        coded(21612, "unreachable-address"),
        coded(20003, "credentials", 401),
        coded(20404, "credentials", 404),
        coded(20429, "retry", 429),
        coded(21611, "retry", 429),
        coded(21617, "unsupported"),
        coded(21408, "rejected"),
        coded(63016, "outside-window"),
        coded(99999, "rejected"),
        coded(20500, "retry", 500),
        { name: "401 without words", conduct: { status: 401 }, kind: "credentials" },
        {
          name: "429 with Retry-After",
          conduct: { status: 429, headers: { "retry-after": "3" } },
          kind: "retry",
          afterMs: 3_000,
        },
        { name: "503", conduct: { status: 503 }, kind: "retry" },
        { name: "502 of a proxy", conduct: { status: 502, body: "<html>" }, kind: "unknown" },
        { name: "504 of a proxy", conduct: { status: 504 }, kind: "unknown" },
        { name: "accepted without a sid", conduct: { status: 201, body: "{}" }, kind: "unknown" },
        {
          name: "failed at once, 30007",
          conduct: {
            status: 201,
            body: JSON.stringify({ sid: "SM1", status: "failed", error_code: 30007 }),
          },
          kind: "rejected",
          providerCode: "30007",
        },
      ],
    },
  },
} as const;

describeConnector(harness);

describe("Twilio", () => {
  const open = () => OpenConnector.open(harness, "http://127.0.0.1:9");
  const body = harness.webhook.message({ id: "SM77", text: "olá" });

  test("the answer is an empty TwiML document", async () => {
    const one = open();
    const response = await one.call(request(body, one.signing));
    expect(response).toMatchObject({ status: 200, headers: { "content-type": /xml/ } });
    expect(response.body).toMatch(/<Response\/>$/);
  });

  test("the example of Twilio's documentation has the signature it says", () => {
    const example = Buffer.from(
      new URLSearchParams({
        CallSid: "CA1234567890ABCDE",
        Caller: "+14158675310",
        Digits: "1234",
        From: "+14158675310",
        To: "+18005551212",
      }).toString(),
    );
    const url = "https://example.com/myapp.php?foo=1&bar=2";
    expect(signature(url, example, "12345")).toBe("L/OH5YylLD5NRKLltdqwSvS0BnU=");
  });

  test("B-46: a query that Twilio signed is part of the address, in its order", async () => {
    const one = open();
    const url = `${PATH}?b=2&a=1`;
    const signed = signature(`${WEBHOOK_URL}?b=2&a=1`, body);
    const honest = { ...signedAs(request(body, one.signing), signed), url };
    expect((await one.call(honest)).status).toBe(200);
    const reordered = { ...honest, url: `${PATH}?a=1&b=2` };
    expect((await one.call(reordered)).status).toBe(403);
  });

  test("an address signed with its standard port is the same address", async () => {
    const one = open();
    const signed = signature(WEBHOOK_URL.replace(".com/", ".com:443/"), body);
    expect((await one.call(signedAs(request(body, one.signing), signed))).status).toBe(200);
  });

  test("B-46: JSON is covered by its hash, and refused once altered", async () => {
    const one = open();
    const text = JSON.stringify({
      AccountSid: ACCOUNT,
      MessageSid: "SM5",
      Body: "ol\u00e1 👋",
      ...customer,
    });
    const hash = createHash("sha256").update(text).digest("hex");
    const query = `?bodySHA256=${hash}`;
    const headers = {
      "content-type": "application/json",
      "x-twilio-signature": signature(WEBHOOK_URL + query, Buffer.alloc(0)),
    };
    const honest = { method: "POST", url: PATH + query, headers, body: Buffer.from(text) };
    expect((await one.call({ ...honest, body: Buffer.from(`${text} `) })).status).toBe(403);
    expect((await one.call({ ...honest, url: PATH })).status).toBe(403);
    expect(one.host.rows).toEqual([]);
    expect((await one.call(honest)).status).toBe(200);
    expect(one.host.rows).toMatchObject([{ externalId: "SM5", text: "olá 👋" }]);
  });

  test.each([
    ["duplicated keys", "From=%2B14155550123&From=x&MessageSid=1"],
    ["From[]", "From[]=x&MessageSid=1"],
    ["From[a]", "From%5Ba%5D=x&MessageSid=1"],
    ["five thousand fields", Array.from({ length: 5_000 }, (_, i) => `k${i}=1`).join("&")],
  ])("B-47: %s is a bad request, even signed", async (_, text) => {
    const one = open();
    const response = await one.call(request(Buffer.from(text), one.signing));
    expect(response.status).toBe(400);
    expect(one.host.rows).toEqual([]);
  });

  test.each([
    "https://attacker.example/x.jpg",
    "https://api.twilio.com.attacker.example/x.jpg",
    "https://api.twilio.com@attacker.example/x.jpg",
    "https://user:pass@api.twilio.com/x.jpg",
    "https://api.twilio.com:8443/x.jpg",
    "http://api.twilio.com/x.jpg",
    "file:///etc/passwd",
    "//api.twilio.com/x.jpg",
  ])("B-48: a file at %s is noted and not fetched", async (url) => {
    const one = open();
    const mms = form({ ...customer, MessageSid: "MM1", NumMedia: "1", MediaUrl0: url });
    await one.call(request(mms, one.signing));
    expect(one.host.rows).toMatchObject([{ media: [], placeholder: /not fetched/ }]);
  });

  test("a message of another account is parked, not delivered to this one", async () => {
    const one = open();
    const other = form({ ...customer, AccountSid: `AC${"9".repeat(32)}`, MessageSid: "SM1" });
    expect((await one.call(request(other, one.signing))).status).toBe(200);
    expect(one.host.rows).toMatchObject([{ kind: "malformed", error: "of another account" }]);
  });

  test("either a number or a messaging service must be given", () => {
    const { from: _, ...rest } = harness.settings("https://api.twilio.com");
    expect(sms.settings.safeParse(rest).success).toBe(false);
    const service = { ...rest, messagingServiceSid: `MG${"0".repeat(32)}` };
    expect(sms.settings.safeParse(service).success).toBe(true);
  });
});
