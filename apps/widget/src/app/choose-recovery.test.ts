import { backoffMs, chooseRecovery } from "./choose-recovery.ts";

test.each([
  ["unavailable", 9, { kind: "retry", forgetToken: false }],
  ["rate-limited", 9, { kind: "retry", forgetToken: false }],
  ["token-invalid", 0, { kind: "retry", forgetToken: true }],
  ["token-invalid", 1, { kind: "stop" }],
  ["identity-invalid", 0, { kind: "retry", forgetToken: false }],
  ["identity-invalid", 1, { kind: "stop" }],
  ["identity-required", 0, { kind: "stop" }],
  ["unknown-inbox", 0, { kind: "stop" }],
  ["origin-not-allowed", 0, { kind: "stop" }],
])("%s, refused %i times before, leads to %j", (code, attempt, expected) => {
  expect(chooseRecovery(code, attempt)).toEqual(expected);
});

test("waits double from half a second to ten, with up to half of it random", () => {
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, () => 1))).toEqual([
    500, 1000, 2000, 10_000,
  ]);
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, () => 0))).toEqual([
    250, 500, 1000, 5000,
  ]);
});
