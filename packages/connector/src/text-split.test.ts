import fc from "fast-check";
import { splitText } from "./text-split.ts";

const FAMILY = "👩‍👩‍👧‍👦";

test("pieces are within the limit, in order, and give the text again", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 600 }),
      fc.integer({ min: 20, max: 200 }),
      (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(max);
      },
    ),
  );
});

test("no piece holds half an emoji, half a letter or half a surrogate pair", () => {
  for (const text of [FAMILY.repeat(40), "e\u0301".repeat(200), "😀".repeat(200)]) {
    const whole = new Set(Array.from(new Intl.Segmenter().segment(text), (g) => g.segment));
    for (const piece of splitText(text, 67)) {
      for (const { segment } of new Intl.Segmenter().segment(piece)) {
        expect(whole).toContain(segment);
      }
    }
  }
});

test("a line break is the best place to cut, then a space", () => {
  expect(splitText("um dois\ntrês", 10)).toEqual(["um dois\n", "três"]);
  expect(splitText("aaaa bbbb cccc", 11)).toEqual(["aaaa bbbb ", "cccc"]);
});

test("marks piled higher than the limit are cut between code points rather than never", () => {
  const pieces = splitText(`z${"\u0301".repeat(500)}`, 40);
  expect(pieces.every((piece) => piece.length <= 40)).toBe(true);
  expect(pieces.join("")).toHaveLength(501);
});

test("a long text is split in linear time", () => {
  const pieces = splitText("x".repeat(1_000_000), 1_600);
  expect(pieces).toHaveLength(625);
});
