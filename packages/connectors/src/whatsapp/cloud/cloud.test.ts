import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import {
  jsonSlices,
  type SendErrorKind,
  WEBHOOK_BODY_MAX_BYTES,
  type WebhookRequest,
} from "@circuito/connector";
import {
  describeConnector,
  OpenConnector,
  type ProviderCall,
  type ProviderFailure,
  WEBHOOK_URL,
} from "@circuito/connector/testing";
import { whatsapp } from "../whatsapp.ts";
import { hubSignatureHolds } from "./webhook.ts";

const APP_SECRET = "0123456789abcdef0123456789abcdef";
const VERIFY_TOKEN = "a verify token of ours";
const ACCESS_TOKEN = "EAAG-not-a-real-token-0000000000";
const PHONE_NUMBER_ID = "100000000000001";
const PATH = new URL(WEBHOOK_URL).pathname;

/** As Meta signs, written from its documentation and apart from the code under test. */
function signature(body: Uint8Array, secret = APP_SECRET, algorithm = "sha256"): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

function request(body: Uint8Array): WebhookRequest {
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature(body) };
  return { method: "POST", url: PATH, headers, body };
}

function signedAs(honest: WebhookRequest, value: string | undefined): WebhookRequest {
  return { ...honest, headers: { ...honest.headers, "x-hub-signature-256": value } };
}

const metadata = { display_phone_number: "551155500100", phone_number_id: PHONE_NUMBER_ID };
const contacts = [{ profile: { name: "Ana Souza" }, wa_id: "5511955500123" }];

function hook(value: Record<string, unknown>, field = "messages"): Uint8Array {
  const own = { messaging_product: "whatsapp", metadata, ...value };
  const entry = [{ id: "200000000000002", changes: [{ field, value: own }] }];
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
}

const text = (id: string, body: string) => ({
  from: "5511955500123",
  id,
  timestamp: "1767614340",
  type: "text",
  text: { body },
});

/** Meta's envelope is written anew around the parts of it that an element needs. */
function slices(raw: Uint8Array): Uint8Array[] {
  const within = (slice: string | undefined, name: string | 0): string => {
    const parts = jsonSlices(slice ?? "null");
    if (name === 0) return parts.kind === "array" ? (parts.items[0] ?? "") : "";
    return parts.kind === "object" ? (parts.fields.get(name) ?? "") : "";
  };
  const entry = within(within(Buffer.from(raw).toString(), "entry"), 0);
  const change = within(within(entry, "changes"), 0);
  const value = within(change, "value");
  const lists = ["messages", "message_echoes", "statuses", "errors", "contacts"];
  const items = lists.map((list) => within(within(value, list), 0));
  const own = items.some((item) => item !== "") ? [...items, within(value, "metadata")] : [change];
  return own.filter((slice) => slice !== "").map((slice) => Buffer.from(slice));
}

const coded = (
  code: number,
  kind: SendErrorKind,
  { status = 400, ...more }: { status?: number; afterMs?: number } = {},
): ProviderFailure => ({
  name: String(code),
  conduct: {
    status,
    body: JSON.stringify({ error: { message: "x", type: "OAuthException", code } }),
  },
  kind,
  providerCode: String(code),
  ...more,
});

const harness = {
  name: "whatsapp, Cloud API",
  definition: whatsapp,
  settings: (url: string) => ({
    transport: "cloud",
    phoneNumberId: PHONE_NUMBER_ID,
    wabaId: "200000000000002",
    accessToken: ACCESS_TOKEN,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    graphBaseUrl: url,
  }),
  webhook: {
    fixtures: join(import.meta.dirname, "../fixtures/cloud"),
    request,
    slices,
    forgeries: {
      "B-31: no signature": (honest: WebhookRequest) => signedAs(honest, undefined),
      "B-31: another app's secret": (honest: WebhookRequest) =>
        signedAs(honest, signature(honest.body, "f".repeat(32))),
      "B-31: the SHA-1 of older days alone": (honest: WebhookRequest) => ({
        ...honest,
        headers: { "x-hub-signature": signature(honest.body, APP_SECRET, "sha1") },
      }),
      "B-31: the SHA-1 in the place of the SHA-256": (honest: WebhookRequest) =>
        signedAs(honest, signature(honest.body, APP_SECRET, "sha1")),
      "B-53: no scheme": (honest: WebhookRequest) =>
        signedAs(honest, signature(honest.body).slice("sha256=".length)),
      "B-53: Base64": (honest: WebhookRequest) =>
        signedAs(
          honest,
          `sha256=${createHmac("sha256", APP_SECRET).update(honest.body).digest("base64")}`,
        ),
      "B-53: the beginning of a signature": (honest: WebhookRequest) =>
        signedAs(honest, signature(honest.body).slice(0, 15)),
      "B-53: two signatures": (honest: WebhookRequest) =>
        signedAs(honest, `${signature(honest.body)}, ${signature(honest.body)}`),
    },
    staleAfterMs: undefined,
    message: (words: { id: string; text: string }) =>
      hook({ contacts, messages: [text(words.id, words.text)] }),
    own: () => {
      const echo = { ...text("wamid.OWN", "our words"), from: "551155500100", to: "5511955500123" };
      return hook({ contacts, message_echoes: [echo] }, "smb_message_echoes");
    },
    receipt: (of: string, status: string) =>
      hook({ statuses: [{ id: of, status, timestamp: "1767614340", recipient_id: "1" }] }),
  },
  media: { url: (url: string) => `${url}/files/1` },
  sending: {
    to: "tel:+5511955500123",
    nowhere: "wa-group:Y2FwaV9ncm91cDox",
    carriesMedia: true,
    carriedBytes: (calls: readonly ProviderCall[]) => {
      const upload = calls.findLast(({ path }) => path.endsWith("/media"));
      return upload?.body.includes("PNG") === true && (calls.at(-1)?.body.includes("900") ?? false);
    },
    provider: {
      accepts: (id: string) => ({
        status: 200,
        body: JSON.stringify({ id: "900", messages: [{ id, message_status: "accepted" }] }),
      }),
      read: ({ body }: { body: string }) => {
        const { to, text: words } = JSON.parse(body);
        return { to: `+${to}`, text: words.body };
      },
      failures: [
        coded(131047, "outside-window"),
        coded(131026, "unreachable-address"),
        coded(130429, "retry"),
        coded(131056, "retry"),
        coded(131000, "retry", { status: 500 }),
        coded(131048, "rejected"),
        coded(131051, "unsupported"),
        coded(132001, "rejected", { status: 404 }),
        coded(190, "credentials", { status: 401 }),
        coded(131031, "credentials", { status: 403 }),
        { name: "401 without words", conduct: { status: 401 }, kind: "credentials" },
        {
          name: "429 with Retry-After",
          conduct: { status: 429, headers: { "retry-after": "3" } },
          kind: "retry",
          afterMs: 3_000,
        },
        { name: "502 of a proxy", conduct: { status: 502, body: "<html>" }, kind: "unknown" },
        { name: "taken without an id", conduct: { status: 200, body: "{}" }, kind: "unknown" },
      ],
    },
  },
} as const;

describeConnector(harness);

const open = () => OpenConnector.open(harness, "http://127.0.0.1:9");

describe("the handshake of the Cloud API (B-32)", () => {
  const asked = (changes: Record<string, string | undefined> = {}): WebhookRequest => {
    const query = new URLSearchParams();
    const fields: Record<string, string | undefined> = {
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": VERIFY_TOKEN,
      ...changes,
    };
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) query.set(name, value);
    }
    return { method: "GET", url: `${PATH}?${query}`, headers: {}, body: Buffer.alloc(0) };
  };

  test.each(["1158201444", "a.b_c-D", "x".repeat(256)])("%s comes back as text", async (word) => {
    expect(await open().call(asked({ "hub.challenge": word }))).toEqual({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: word,
    });
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["another token", { "hub.verify_token": "somebody else's token" }],
    ["the beginning of the token", { "hub.verify_token": VERIFY_TOKEN.slice(0, -1) }],
    ["no token", { "hub.verify_token": undefined }],
    ["another mode", { "hub.mode": "unsubscribe" }],
    ["no mode", { "hub.mode": undefined }],
    ["no challenge", { "hub.challenge": undefined }],
    ["an empty challenge", { "hub.challenge": "" }],
    ["HTML as a challenge", { "hub.challenge": "<script>alert(1)</script>" }],
    ["a header in a challenge", { "hub.challenge": "1\r\nset-cookie: a=b" }],
    ["a challenge of 257 characters", { "hub.challenge": "x".repeat(257) }],
  ])("%s is refused, and nothing of it comes back", async (_, changes) => {
    const one = open();
    const answer = await one.call(asked(changes));
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body ?? "")).toEqual({
      code: "signature-invalid",
      message: "not the verify token of this inbox",
    });
    expect(one.leaks()).toEqual([]);
  });

  test("a request without a query is refused", async () => {
    expect((await open().call({ ...asked(), url: PATH })).status).toBe(403);
  });
});

describe("signatures of the Cloud API (B-31)", () => {
  // Computed apart from this code, by another tool.
  test.each([
    ["secret", "test", "0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914"],
    [
      "app-secret",
      '{"object":"whatsapp_business_account","entry":[]}',
      "d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f",
    ],
  ])("of %s over %s is the known one", (secret, body, digest) => {
    expect(hubSignatureHolds(secret, `sha256=${digest}`, Buffer.from(body))).toBe(true);
    expect(hubSignatureHolds(secret, `sha256=${digest}`, Buffer.from(`${body} `))).toBe(false);
  });

  test("missing is 401, wrong is 403", async () => {
    const honest = request(hook({}));
    expect((await open().call(signedAs(honest, undefined))).status).toBe(401);
    expect((await open().call(signedAs(honest, signature(honest.body, "x")))).status).toBe(403);
  });

  test("the bytes as they came count: escaped as Meta escapes, and not as we would", async () => {
    const escaped = hook({ contacts, messages: [text("wamid.1", "ol\u00e1 \u{1f44b}")] })
      .toString()
      .replace(/[^ -~]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const one = open();
    const honest = request(Buffer.from(escaped));
    expect((await one.call(honest)).status).toBe(200);
    expect(one.host.rows).toMatchObject([{ text: "ol\u00e1 \u{1f44b}" }]);
    const again = Buffer.from(JSON.stringify(JSON.parse(escaped)));
    expect((await open().call({ ...honest, body: again })).status).toBe(403);
  });
});

test("B-34: what is for another number is kept, is no message, and is said aloud", async () => {
  const one = open();
  const value = { metadata: { phone_number_id: "999999" }, messages: [text("wamid.1", "olá")] };
  expect((await one.call(request(hook(value)))).status).toBe(200);
  expect(one.host.rows).toMatchObject([{ kind: "malformed", error: /^unknown_account/ }]);
  expect(one.host.outputs.filter((line) => line.startsWith("error"))).toHaveLength(1);
});

test("B-36: a body of three megabytes is taken", async () => {
  const one = open();
  const [before, after] = hook({ contacts, messages: [text("wamid.1", "@")] })
    .toString()
    .split("@");
  const room = WEBHOOK_BODY_MAX_BYTES - `${before}${after}`.length;
  const body = Buffer.from(`${before}${"a".repeat(room)}${after}`);
  expect(body.byteLength).toBe(WEBHOOK_BODY_MAX_BYTES);
  expect((await one.call(request(body))).status).toBe(200);
  expect(one.host.rows).toMatchObject([{ kind: "message", text: "a".repeat(room) }]);
});
