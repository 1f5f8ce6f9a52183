import { gather } from "./gather.ts";

test("what comes while others are worked on is done together, and each has its own answer", async () => {
  const worked: string[][] = [];
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const ask = gather<string, string>(async (all) => {
    worked.push([...all]);
    if (worked.length === 1) await held;
    return all.map((one) => one.toUpperCase());
  });
  const first = ask("a");
  // A turn later the first is under way.
  await new Promise((resolve) => setImmediate(resolve));
  const rest = [ask("b"), ask("c"), ask("b")];
  expect(worked).toEqual([["a"]]);
  release();
  expect(await Promise.all([first, ...rest])).toEqual(["A", "B", "C", "B"]);
  expect(worked).toEqual([["a"], ["b", "c", "b"]]);
});

test("all that come in one turn are one", async () => {
  const worked: number[] = [];
  const ask = gather<number, number>(async (all) => {
    worked.push(all.length);
    return all;
  });
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => ask(n)));
  expect(worked).toEqual([1_000]);
});

test("what fails fails for all that came together, and for nobody after them", async () => {
  let isAway = true;
  const ask = gather<number, number>(async (all) => {
    if (isAway) throw new Error("away");
    return all;
  });
  const failed = await Promise.allSettled([ask(1), ask(2)]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isAway = false;
  expect(await ask(3)).toBe(3);
});
