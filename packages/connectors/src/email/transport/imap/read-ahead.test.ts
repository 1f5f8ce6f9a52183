import type { Fetched } from "./fetch-mail.ts";
import type { Batch } from "./plan-batches.ts";
import { readAhead } from "./read-ahead.ts";

const batches: readonly Batch[] = Array.from({ length: 10 }, (_, at) => ({
  uids: [at],
  mails: [],
  refused: [],
  gone: [],
}));

async function* planned(): AsyncGenerator<Batch, undefined> {
  yield* batches;
}

function work(change: Partial<Parameters<typeof readAhead>[1]> = {}) {
  const fetches: number[] = [];
  const reads: number[] = [];
  return {
    fetches,
    reads,
    work: {
      fetch: async ({ uids }: Batch): Promise<readonly Fetched[]> => {
        fetches.push(...uids);
        return uids.map((uid) => ({ kind: "vanished", uid }));
      },
      read: async (fetched: readonly Fetched[]) => {
        reads.push(fetched.length);
        return [];
      },
      isStopping: () => false,
      ...change,
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("batches come out in their order, each once", async () => {
  const { work: parts, fetches } = work();
  const taken: number[] = [];
  for await (const { batch } of readAhead(planned(), parts)) taken.push(...batch.uids);
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(fetches).toEqual(taken);
});

test("no more than four are in hand, however long a commit takes", async () => {
  const { work: parts, fetches } = work();
  for await (const { batch } of readAhead(planned(), parts)) {
    await settle();
    const [at = 0] = batch.uids;
    expect(fetches.length).toBeLessThanOrEqual(at + 4);
  }
});

test("an error comes when its batch's turn does, and nothing is asked for after it", async () => {
  const { work: parts, fetches } = work();
  const { fetch } = parts;
  const broken = {
    ...parts,
    fetch: async (batch: Batch) => {
      if (batch.uids[0] === 2) throw new Error("connection lost");
      return fetch(batch);
    },
  };
  const taken: number[] = [];
  const reading = (async () => {
    for await (const { batch } of readAhead(planned(), broken)) {
      await settle();
      taken.push(...batch.uids);
    }
  })();
  await expect(reading).rejects.toThrow("connection lost");
  expect(taken).toEqual([0, 1]);
  expect(fetches).toEqual([0, 1]);
});

test("told to stop, it gives out nothing more", async () => {
  let stopping = false;
  const { work: parts } = work({ isStopping: () => stopping });
  const taken: number[] = [];
  for await (const { batch } of readAhead(planned(), parts)) {
    taken.push(...batch.uids);
    stopping = batch.uids[0] === 1;
  }
  expect(taken).toEqual([0, 1]);
});

test("what breaks while more is planned comes after the batches before it", async () => {
  async function* broken(): AsyncGenerator<Batch, undefined> {
    yield* batches.slice(0, 2);
    throw new Error("connection lost");
  }
  const taken: number[] = [];
  const reading = (async () => {
    for await (const { batch } of readAhead(broken(), work().work)) taken.push(...batch.uids);
  })();
  await expect(reading).rejects.toThrow("connection lost");
  expect(taken).toEqual([0, 1]);
});
