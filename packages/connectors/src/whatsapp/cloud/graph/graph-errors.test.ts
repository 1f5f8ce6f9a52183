import type { ProviderAnswer, SendErrorKind } from "@circuito/connector";
import { graphError, graphWords } from "./graph-errors.ts";

function answer(status: number, json: unknown, retryAfterMs?: number): ProviderAnswer {
  return { status, json, text: JSON.stringify(json) ?? "", retryAfterMs };
}

function problem(code: number, details = "details of Meta's") {
  const error_data = { messaging_product: "whatsapp", details };
  return { error: { message: "a title", type: "OAuthException", code, error_data } };
}

const CODES: Readonly<Record<SendErrorKind, readonly number[]>> = {
  retry: [1, 2, 4, 80007, 130429, 131000, 131016, 131052, 131056, 131057],
  rejected: [
    33, 100, 130472, 131008, 131009, 131048, 131049, 131053, 131064, 132000, 132001, 132005, 132007,
    132008, 132012, 132015, 132016, 132068, 132069,
  ],
  "outside-window": [131047],
  "unreachable-address": [131021, 131026, 131030, 131050, 131062, 137000],
  unsupported: [131051],
  credentials: [0, 3, 10, 190, 200, 250, 299, 368, 130497, 131005, 131031, 131037, 131042, 131045],
  "opted-out": [],
  unknown: [],
};
const ROWS = Object.entries(CODES).flatMap(([kind, codes]) =>
  codes.map((code) => [code, kind] as const),
);

test.each(ROWS)("code %i is %s, whatever the HTTP status says", (code, kind) => {
  for (const status of [200, 400, 401, 403, 404, 429, 500, 503]) {
    expect(graphError(answer(status, problem(code)))).toMatchObject({
      name: "SendError",
      kind,
      providerCode: String(code),
      message: expect.stringContaining("details of Meta's"),
    });
  }
});

test.each([
  [400, "rejected"],
  [404, "rejected"],
  [500, "unknown"],
  [503, "unknown"],
] as const)("a code of no table with HTTP %i is %s", (status, kind) => {
  expect(graphError(answer(status, problem(999_999)))).toMatchObject({ kind });
});

test.each([
  [204, "unknown"],
  [302, "rejected"],
  [400, "rejected"],
  [401, "credentials"],
  [403, "credentials"],
  [404, "credentials"],
  [429, "retry"],
  [500, "unknown"],
  [502, "unknown"],
  [503, "unknown"],
  [504, "unknown"],
] as const)("HTTP %i without a word of Meta's is %s", (status, kind) => {
  for (const json of [
    undefined,
    null,
    "text",
    [],
    {},
    { error: "text" },
    { error: { code: "x" } },
  ]) {
    expect(graphError(answer(status, json))).toMatchObject({ kind, providerCode: String(status) });
  }
});

test("how long Meta asks to wait is kept", () => {
  expect(graphError(answer(429, problem(130429), 7_000))).toMatchObject({ afterMs: 7_000 });
});

test("Meta's details are one line, and not longer than a person reads", () => {
  const words = graphWords(100, `first\nsecond\u0000 ${"x ".repeat(1_000)}`);
  expect(words).toMatch(/^a parameter was refused: first second/);
  expect(words).not.toContain("\n");
  expect(words.length).toBeLessThan(250);
});

test("a token that Meta repeats is in no word of ours", () => {
  const token = `EAAG${"a1".repeat(40)}`;
  expect(graphWords(190, `Malformed access token ${token}`)).toBe(
    "the access token is over: Malformed access token …",
  );
});
