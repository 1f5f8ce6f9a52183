import { type BatchProgress, runBatch } from "./run-batch.ts";

const items = Array.from({ length: 60 }, (_, n) => n);
const of = (signal = new AbortController().signal) => {
  const told: BatchProgress[] = [];
  return { told, options: { onProgress: (p: BatchProgress) => told.push(p), signal, pauseMs: 0 } };
};

test("goes chunk by chunk, and tells how far it is and what became of each", async () => {
  const { told, options } = of();
  const chunks: number[] = [];
  const end = await runBatch(
    items,
    async (chunk) => {
      chunks.push(chunk.length);
      return chunk.map((n) => ({ outcome: n % 2 === 0 ? "released" : "own-copy" }));
    },
    options,
  );
  expect(chunks).toEqual([25, 25, 10]);
  expect(told.map(({ done }) => done)).toEqual([0, 25, 50, 60]);
  expect(end).toEqual({ done: 60, total: 60, outcomes: { released: 30, "own-copy": 30 } });
});

test("stopped, it does no further chunk, and says how far it came", async () => {
  const stop = new AbortController();
  const { options } = of(stop.signal);
  const end = await runBatch(
    items,
    async (chunk) => {
      stop.abort();
      return chunk.map(() => ({ outcome: "released" }));
    },
    options,
  );
  expect(end).toMatchObject({ done: 25, total: 60 });
});

test("a chunk that fails ends it, and what was done is known", async () => {
  const { told, options } = of();
  let calls = 0;
  const act = async (chunk: readonly number[]) => {
    calls += 1;
    if (calls === 2) throw new Error("away");
    return chunk.map(() => ({ outcome: "released" }));
  };
  await expect(runBatch(items, act, options)).rejects.toThrow("away");
  expect(told.at(-1)).toMatchObject({ done: 25 });
});
