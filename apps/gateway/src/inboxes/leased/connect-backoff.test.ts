import { connectBackoffMs } from "./connect-backoff.ts";

const MINUTE = 60_000;

test("a lost connection is tried again after two seconds, then ever more slowly, up to five minutes", () => {
  const waits = [1, 2, 3, 13, 14, 50].map((failures) => connectBackoffMs("transient", failures, 0));
  expect(waits).toEqual([2_000, 3_000, 4_500, 259_493, 5 * MINUTE, 5 * MINUTE]);
});

test("no two mailboxes wait equally long", () => {
  expect(connectBackoffMs("transient", 3, 1)).toBe(connectBackoffMs("transient", 3, 0) / 2);
});

test("refused credentials are tried three times in fifteen minutes, then every half hour", () => {
  const waits = [1, 2, 3, 4, 9].map((failures) => connectBackoffMs("credentials", failures, 0.7));
  expect(waits).toEqual([5, 10, 30, 30, 30].map((minutes) => minutes * MINUTE));
});
