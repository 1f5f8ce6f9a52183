import { segments } from "./segments.ts";

test.each([
  ["no text", "", "gsm-7", 1, 160],
  ["160 letters", "a".repeat(160), "gsm-7", 1, 0],
  ["161 letters", "a".repeat(161), "gsm-7", 2, 145],
  ["1,530 letters", "a".repeat(1_530), "gsm-7", 10, 0],
  ["80 euro signs", "€".repeat(80), "gsm-7", 1, 0],
  ["70 letters outside the alphabet", "ã".repeat(70), "ucs-2", 1, 0],
  ["71 letters outside the alphabet", "ã".repeat(71), "ucs-2", 2, 63],
  ["35 emoji", "😀".repeat(35), "ucs-2", 1, 0],
])("%s", (_, text, encoding, count, free) => {
  expect(segments(text)).toEqual({ encoding, count, free });
});

test("B-54: an extension character is not torn between two parts", () => {
  // 152 letters leave one septet, too little for €: it opens the second part.
  expect(segments(`${"a".repeat(152)}€${"a".repeat(20)}`).free).toBe(153 - 22);
});

test("B-54: a surrogate pair is not torn between two parts", () => {
  // 33 pairs are 66 units; the 34th does not fit into 67.
  expect(segments("😀".repeat(36))).toEqual({ encoding: "ucs-2", count: 2, free: 67 - 6 });
});
