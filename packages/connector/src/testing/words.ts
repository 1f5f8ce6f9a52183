import fc from "fast-check";

/** What people really write, and what has been mangled on the way before. */
const DIFFICULT = [
  "Olá! Não recebi o código — «ação» ½ €",
  "مرحبا، لم أستلم الرمز",
  "שלום \u202bאבג\u202c 123",
  "👩‍👩‍👧‍👦🏳️‍🌈 👍🏽 🇧🇷",
  "linha 1\nlinha 2\n\n\tfim",
  "e\u0301 + é, ﬁ, Ａ",
  "<img src=x onerror=\"alert(1)\"> {{7*7}} =cmd|'/C calc'!A0 & %41 +",
  "STOP",
];

/** Texts that show something, in any script, no longer than one SMS of ours. */
export const realWords: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...DIFFICULT),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 120 }),
  )
  .map((text) => `a${text}`)
  // JSON and forms cannot carry half a surrogate pair, so no provider sends one.
  .filter((text) => !/\p{Cs}/u.test(text));
