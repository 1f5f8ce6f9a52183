import { cleanText, isBlank } from "./clean-text.ts";

test("NUL and half surrogate pairs are made storable, pairs stay", () => {
  expect(cleanText("a\u0000b\ud800c\udc00 😀\r\nd\re")).toBe("a\u2400b\ufffdc\ufffd 😀\nd\ne");
});

test.each(["", " \n\t", "\u200b\u200d\ufeff", "\u2060\u00ad\u034f", "\u3164", "\u2800"])(
  "%j shows nothing",
  (text) => expect(isBlank(text)).toBe(true),
);

test.each(["a", "👨‍👩‍👧", "0", ".", "\u0301", "\u200ba"])("%j shows something", (text) =>
  expect(isBlank(text)).toBe(false),
);
