import fc from "fast-check";
import { chooseWay } from "./choose-way.ts";

const MILLION = 1_000_000;

test.each([
  ["a word nobody says", { looked: 30_000, hits: 0, answers: 0 }, false, "words"],
  ["a word that is seldom said", { looked: 30_000, hits: 9, answers: 9 }, false, "words"],
  [
    "a word of every other message, seen by few",
    { looked: 30_000, hits: 15_000, answers: 19 },
    true,
    "conversations",
  ],
  [
    "a word of every other message where hardly anything was said",
    { looked: 30_000, hits: 15_000, answers: 0 },
    true,
    "conversations",
  ],
  [
    "the same of one author, who may be anywhere",
    { looked: 30_000, hits: 300, answers: 0 },
    false,
    "words",
  ],
])("%s is looked for the cheapest way", (_, look, isNarrowed, kind) => {
  expect(chooseWay(look, { wanted: 20, total: MILLION, isNarrowed }).kind).toBe(kind);
});

test("going on with the newest is going to end: each time at least as many are looked at as are missing", () => {
  const count = fc.nat({ max: 30_000 });
  fc.assert(
    fc.property(
      count,
      count,
      fc.integer({ min: 1, max: 51 }),
      fc.boolean(),
      (a, b, wanted, isNarrowed) => {
        const look = { looked: 30_000, hits: Math.max(a, b), answers: Math.min(a, b, wanted - 1) };
        const way = chooseWay(look, { wanted, total: MILLION, isNarrowed });
        if (way.kind === "newest") expect(way.look).toBeGreaterThanOrEqual(wanted);
        if (!isNarrowed) expect(way.kind).not.toBe("conversations");
      },
    ),
  );
});
