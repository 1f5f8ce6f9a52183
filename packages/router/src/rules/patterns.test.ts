import { matchesPattern, refusePattern } from "./patterns.ts";

test.each([
  ["pedido\\s*#?\\d{4,}", "sobre o Pedido #12345", true],
  ["^boleto", "BOLETO vencido", true],
  ["^boleto", "o boleto", false],
  ["(?i)nota\\s+fiscal", "NOTA  FISCAL", true],
  ["ã", "NÃO", true],
])("%s in %j: %s", (pattern, text, found) => {
  expect(matchesPattern(pattern, text)).toBe(found);
});

test.each([
  ["(aberto", /not in RE2 syntax: missing closing \)/],
  ["(?=x)", /not in RE2 syntax/],
  ["(a)\\1", /not in RE2 syntax: invalid escape sequence/],
  ["(x?){500}x{500}", /too large/],
  ["a*", /matches an empty message/],
])("%s is refused in a plain sentence", (pattern, sentence) => {
  expect(refusePattern(pattern)).toMatch(sentence);
  expect(matchesPattern(pattern, "aaaa")).toBe(false);
});

test("what makes other engines think for years takes a moment", async () => {
  // A backtracking engine would not end.
  await expect(() => matchesPattern("(a+)+$", `${"a".repeat(20_000)}!`)).toCostAtMost(500);
});
