import { Buffer } from "node:buffer";
import { digestFromBase64, digestFromHex } from "./signature.ts";
import { signWebhook, verifyWebhook, WEBHOOK_TOLERANCE_MS } from "./standard-webhooks.ts";

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const NOW = Date.UTC(2026, 0, 5, 12);
const BODY = '{"text":"ol\\u00e1 👋", "b":1,"a":2}\n';
const signed = (secret = SECRET, at = NOW) => signWebhook(secret, { id: "msg_1", at, body: BODY });

function check(headers: Record<string, string | undefined>, expected: string, body = BODY): void {
  const verdict = verifyWebhook([SECRET], { headers, body: Buffer.from(body) }, NOW);
  expect(verdict.ok ? "ok" : verdict.because).toBe(expected);
}

test("a signature over the raw bytes is accepted: emoji, escapes, key order, trailing newline", () => {
  check(signed(), "ok");
});

test("the example of the specification's reference library verifies", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const body = '{"test": 2432232314}';
  const at = 1614265330_000;
  const headers = signWebhook(secret, { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body });
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("a body that was parsed and written again is refused", () => {
  check(signed(), "wrong", JSON.stringify(JSON.parse(BODY)));
});

test.each(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)(
  "a request without %s is refused",
  (name) => check({ ...signed(), [name]: undefined }, "missing"),
);

test("five minutes old or early is the limit", () => {
  check(signed(SECRET, NOW - WEBHOOK_TOLERANCE_MS), "ok");
  check(signed(SECRET, NOW - WEBHOOK_TOLERANCE_MS - 1000), "stale");
  check(signed(SECRET, NOW + WEBHOOK_TOLERANCE_MS + 1000), "stale");
});

test("a timestamp that was changed after signing is refused", () => {
  check({ ...signed(SECRET, NOW - 60_000), "webhook-timestamp": String(NOW / 1000) }, "wrong");
});

test("several signatures are tried, so that a secret can be rotated", () => {
  const both = `${signed(OTHER)["webhook-signature"]} ${signed()["webhook-signature"]}`;
  check({ ...signed(), "webhook-signature": both }, "ok");
  const request = { headers: signed(OTHER), body: Buffer.from(BODY) };
  expect(verifyWebhook([SECRET, OTHER], request, NOW).ok).toBe(true);
  expect(verifyWebhook([SECRET], request, NOW).ok).toBe(false);
});

test("B-53: only the documented form of a signature is read", () => {
  const base64 = signed()["webhook-signature"].slice(3);
  const hex = Buffer.from(base64, "base64").toString("hex");
  for (const form of [
    base64,
    `v1,${hex}`,
    `v1,${base64.slice(0, -1)}`,
    `v1,${base64}=`,
    `V1,${base64}`,
    `v1,${base64.toLowerCase()}`,
    `v1a,${base64}`,
    "v1,",
    "",
  ]) {
    const verdict = verifyWebhook(
      [SECRET],
      { headers: { ...signed(), "webhook-signature": form }, body: Buffer.from(BODY) },
      NOW,
    );
    expect(verdict.ok).toBe(false);
  }
});

test("digests have one length and one spelling", () => {
  expect(digestFromHex("AB".repeat(32), "sha256")).toHaveLength(32);
  expect(digestFromHex(`aB${"ab".repeat(31)}`, "sha256")).toBeUndefined();
  expect(digestFromHex("ab".repeat(31), "sha256")).toBeUndefined();
  expect(digestFromBase64(Buffer.alloc(20).toString("base64"), "sha1")).toHaveLength(20);
  expect(digestFromBase64(`${Buffer.alloc(20).toString("base64")} `, "sha1")).toBeUndefined();
});
