import { shareWork } from "./share-work.ts";

test("what is asked for while it is made is made once, and anew once it is there", async () => {
  const made: string[] = [];
  const get = shareWork(async (key) => {
    made.push(key);
    return `${key} ${made.length}`;
  });
  expect(await Promise.all([get("a"), get("b"), get("a")])).toEqual(["a 1", "b 2", "a 1"]);
  expect(await get("a")).toBe("a 3");
});

test("what fails fails for all who wait, and is tried again for those who come later", async () => {
  let tries = 0;
  const get = shareWork(async () => {
    tries += 1;
    if (tries === 1) throw new Error("not this time");
    return tries;
  });
  const outcomes = await Promise.allSettled([get("a"), get("a")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await get("a")).toBe(2);
});
