import fc from "fast-check";
import { chooseWay, type NewestLook, type SearchQuestion } from "./choose-way.ts";

const MILLION = 1_000_000;

test.each<[string, NewestLook, Pick<SearchQuestion, "inPlaces" | "byAuthors">, string]>([
  ["a word nobody says", { looked: 30_000, hits: 0, answers: 0 }, {}, "words"],
  ["a word that is seldom said", { looked: 30_000, hits: 9, answers: 9 }, {}, "words"],
  [
    "a word of every other message, seen by few",
    { looked: 30_000, hits: 15_000, answers: 19 },
    { inPlaces: 1_300 },
    "conversations",
  ],
  [
    "a word of every other message where hardly anything was said",
    { looked: 30_000, hits: 15_000, answers: 0 },
    { inPlaces: 0 },
    "conversations",
  ],
  [
    "the same of one author, who may be anywhere",
    { looked: 30_000, hits: 300, answers: 0 },
    {},
    "words",
  ],
  [
    "a word of every other message of somebody who wrote little",
    { looked: 2_000, hits: 1_000, answers: 0 },
    { byAuthors: 500 },
    "authors",
  ],
  [
    "the same for whoever may see little: how seldom one writes says nothing of what was said",
    { looked: 2_000, hits: 1_000, answers: 0 },
    { inPlaces: 600, byAuthors: 5_000 },
    "authors",
  ],
  [
    "a word of every other message of who wrote more than is counted",
    { looked: 2_000, hits: 1_000, answers: 30 },
    { byAuthors: Number.POSITIVE_INFINITY },
    "newest",
  ],
  [
    "a seldom word of somebody who wrote much",
    { looked: 2_000, hits: 0, answers: 0 },
    { byAuthors: 20_000 },
    "words",
  ],
  [
    "a frequent word, of which the first look saw no answer by chance",
    { looked: 2_000, hits: 100, answers: 0 },
    { inPlaces: Number.POSITIVE_INFINITY },
    "stretch",
  ],
  [
    "a word of every other message, of which the first look saw no answer by chance",
    { looked: 2_000, hits: 1_000, answers: 0 },
    { inPlaces: Number.POSITIVE_INFINITY },
    "newest",
  ],
  [
    "a frequent word by an author whose answers were always going to come soon",
    { looked: 60_000, hits: 3_000, answers: 10 },
    { byAuthors: 4_000 },
    "authors",
  ],
  [
    "a frequent word of few conversations, one of which the first look happened to see a lot of",
    { looked: 2_000, hits: 200, answers: 15 },
    { inPlaces: 3_000 },
    "conversations",
  ],
  [
    "a very frequent word where a twentieth was said: its page is soon full, whatever the first look saw",
    { looked: 2_000, hits: 1_000, answers: 0 },
    { inPlaces: 50_000 },
    "newest",
  ],
])("%s is looked for the cheapest way", (_, look, asked, kind) => {
  expect(chooseWay(look, { wanted: 20, total: MILLION, ...asked }).kind).toBe(kind);
});

test("going on with the newest is going to end: each time at least as many are looked at as are missing", () => {
  const count = fc.nat({ max: 30_000 });
  fc.assert(
    fc.property(
      count,
      count,
      fc.integer({ min: 1, max: 51 }),
      fc.option(fc.oneof(count, fc.constant(Number.POSITIVE_INFINITY)), { nil: undefined }),
      (a, b, wanted, inPlaces) => {
        const look = { looked: 30_000, hits: Math.max(a, b), answers: Math.min(a, b, wanted - 1) };
        const way = chooseWay(look, { wanted, total: MILLION, inPlaces });
        if (way.kind === "newest") expect(way.look).toBeGreaterThanOrEqual(wanted);
        if (!Number.isFinite(inPlaces)) expect(way.kind).not.toBe("conversations");
      },
    ),
  );
});
