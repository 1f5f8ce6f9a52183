import fc from "fast-check";
import { createGroupCommit, GroupCommitFull } from "./group-commit.ts";

/** A commit that ends when the test says so. */
function manualCommits<Item>() {
  const batches: { items: readonly Item[]; end: () => void; fail: (error: Error) => void }[] = [];
  const commit = (items: readonly Item[]) =>
    new Promise<readonly Item[]>((resolve, reject) => {
      batches.push({ items, end: () => resolve(items), fail: reject });
    });
  return { batches, commit };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what arrives while one commit runs goes into the next, together", async () => {
  const { batches, commit } = manualCommits<number>();
  const group = createGroupCommit({ commit, batchMax: 100, lanes: 1, waitingMax: 100 });
  const first = group.add(1);
  await turn();
  const rest = [2, 3, 4].map((item) => group.add(item));
  await turn();
  expect(batches.map((b) => b.items)).toEqual([[1]]);
  batches[0]?.end();
  await first;
  await turn();
  expect(batches.map((b) => b.items)).toEqual([[1], [2, 3, 4]]);
  batches[1]?.end();
  expect(await Promise.all(rest)).toEqual([2, 3, 4]);
  await group.idle();
});

test("a lane that rests between two commits takes together what comes meanwhile, and the first at once", async () => {
  const began: { readonly items: readonly number[]; readonly atMs: number }[] = [];
  const group = createGroupCommit<number, number>({
    commit: async (items) => {
      began.push({ items, atMs: performance.now() });
      return items;
    },
    ...{ batchMax: 100, lanes: 1, waitingMax: 100, restMs: 60 },
  });
  expect(await group.add(1)).toBe(1);
  // The commit is long over: without a rest each of these would have its own.
  const rest: Promise<number>[] = [];
  for (const item of [2, 3, 4]) {
    rest.push(group.add(item));
    await turn();
  }
  expect(await Promise.all(rest)).toEqual([2, 3, 4]);
  expect(began.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  const [first, second] = began;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(59);
  await group.idle();
});

test("a failed commit rejects its own items and no others", async () => {
  const { batches, commit } = manualCommits<number>();
  const group = createGroupCommit({ commit, batchMax: 1, lanes: 1, waitingMax: 100 });
  const [bad, good] = [group.add(1), group.add(2)];
  const failed = expect(bad).rejects.toThrow("no");
  await turn();
  batches[0]?.fail(new Error("no"));
  await failed;
  await turn();
  batches[1]?.end();
  expect(await good).toBe(2);
});

test("beyond what may wait, callers are refused at once and memory stays bounded", async () => {
  const { batches, commit } = manualCommits<number>();
  const group = createGroupCommit({ commit, batchMax: 10, lanes: 1, waitingMax: 2 });
  const running = group.add(0);
  await turn();
  const waiting = [group.add(1), group.add(2)];
  await expect(group.add(3)).rejects.toThrow(GroupCommitFull);
  batches[0]?.end();
  await running;
  await turn();
  batches[1]?.end();
  expect(await Promise.all(waiting)).toEqual([1, 2]);
});

test("however items come, each is committed once, in order, with its own result", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (pauses, batchMax) => {
        const committed: number[] = [];
        const group = createGroupCommit<number, string>({
          batchMax,
          lanes: 1,
          waitingMax: 1_000,
          commit: async (items) => {
            committed.push(...items);
            await turn();
            return items.map((item) => `${item}`);
          },
        });
        const results: Promise<string>[] = [];
        for (const [index, pause] of pauses.entries()) {
          results.push(group.add(index));
          for (let i = 0; i < pause; i++) await turn();
        }
        expect(await Promise.all(results)).toEqual(pauses.map((_, index) => `${index}`));
        expect(committed).toEqual(pauses.map((_, index) => index));
      },
    ),
    { numRuns: 40 },
  );
});
