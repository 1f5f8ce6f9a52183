import { segmentOf } from "./contact-words.ts";

test.each([
  [" VIP ", "vip"],
  ["Plano  Ouro", "plano ouro"],
  ["São Paulo", "são paulo"],
  ["b2b", "b2b"],
  ["", undefined],
  ["<b>", undefined],
  ["-x", undefined],
  ["x".repeat(41), undefined],
])("%j is kept as %j", (words, segment) => {
  expect(segmentOf(words)).toBe(segment);
});
