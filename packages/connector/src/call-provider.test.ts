import { callProvider } from "./call-provider.ts";
import { type ProviderConduct, RecordingHost, standInProvider } from "./testing/index.ts";

async function ask(conduct: ProviderConduct) {
  await using provider = await standInProvider();
  provider.conduct(() => conduct);
  const init = { headers: {}, body: "x" };
  return await callProvider(new RecordingHost(), provider.url, init, new AbortController().signal);
}
const wait = (text: string) => ask({ status: 429, headers: { "retry-after": text } });

test.each([
  ["7", 7_000],
  ["0", 0],
  ["Mon, 05 Jan 2026 12:01:00 GMT", 60_000],
  ["Mon, 05 Jan 2026 11:00:00 GMT", 0],
  ["999999999", 3_600_000],
  ["soon", undefined],
  ["-5", undefined],
])("Retry-After: %s means %s ms", async (header, ms) => {
  expect((await wait(header)).retryAfterMs).toBe(ms);
});

test("an answer that does not end is read only so far", async () => {
  const answer = await ask({ status: 200, body: "x".repeat(1_000_000) });
  expect(answer.text.length).toBeLessThanOrEqual(64 * 1024);
  expect(answer.json).toBeUndefined();
});
