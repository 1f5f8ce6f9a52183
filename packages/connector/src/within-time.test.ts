import { withinTime } from "./within-time.ts";

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")));
  });

test("work that is done in time gives its result, and nothing of it stays behind", async () => {
  const patience = new AbortController();
  expect(await withinTime(1_000, patience.signal, async () => 7)).toBe(7);
});

test("silence ends when the time is over, though nobody else holds the signal", async () => {
  const never = new AbortController().signal;
  const waiting = withinTime(50, never, untilAborted);
  // What could be collected is collected: the signal must be held by whoever counts the time.
  for (let i = 0; i < 20; i++) Array.from({ length: 100_000 }, () => ({}));
  globalThis.gc?.();
  await expect(waiting).rejects.toThrow("aborted");
});

test("whoever loses patience first ends it", async () => {
  const patience = new AbortController();
  const waiting = withinTime(60_000, patience.signal, untilAborted);
  patience.abort();
  await expect(waiting).rejects.toThrow("aborted");
  await expect(withinTime(60_000, patience.signal, async (s) => s.aborted)).resolves.toBe(true);
});
