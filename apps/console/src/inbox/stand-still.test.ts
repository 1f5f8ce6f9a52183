import { standStill } from "./stand-still.ts";

test.each<[string, string, string, string, number]>([
  ["nothing happened", "abc", "abc", "abc", 0],
  ["one came above and one between", "abc", "xaybc", "abc", 2],
  ["another page was fetched", "abc", "abcde", "abcde", 0],
  ["one came, and another page was fetched", "abc", "xabcde", "abcde", 1],
  ["the last one left, and another page was fetched", "abc", "abde", "abcde", 0],
  ["all of them left", "abc", "xyz", "abc", 3],
])("%s", (_what, held, fresh, ids, arrived) => {
  expect(standStill([...held], [...fresh])).toEqual({ ids: [...ids], arrived });
});
