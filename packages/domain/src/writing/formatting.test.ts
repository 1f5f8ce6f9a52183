import fc from "fast-check";
import {
  type Formatted,
  parseFormatting,
  parseMailFormatting,
  withoutMarks,
} from "./formatting.ts";

/** Short notation: `b(…)`, `i(…)`, `s(…)`, `m(…)`, and `l(words→address)`. */
const shown = (parts: readonly Formatted[]): string =>
  parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "mono") return `m(${part.text})`;
      if (part.kind === "link") return `l(${part.text}→${part.href})`;
      return "parts" in part ? `${part.kind[0]}(${shown(part.parts)})` : "";
    })
    .join("");

test.each([
  ["oi *tudo* bem", "oi b(tudo) bem"],
  ["_um_ ~dois~", "i(um) s(dois)"],
  ["*negrito e _itálico_*", "b(negrito e i(itálico))"],
  ["```a * b\nc```", "m(a * b\nc)"],
  ["use `npm *x*`", "use m(npm *x*)"],
  ["(*assim*)!", "(b(assim))!"],
  ["*duas palavras*", "b(duas palavras)"],
  ["2*3*4", "2*3*4"],
  ["nome_de_arquivo_longo", "nome_de_arquivo_longo"],
  ["https://example.com/a_b_c", "https://example.com/a_b_c"],
  ["veja https://example.com/_a_/b e _isto_", "veja https://example.com/_a_/b e i(isto)"],
  ["*https://example.com/x*", "b(https://example.com/x)"],
  ["[aqui](https://example.com)", "[aqui](https://example.com)"],
  ["* item", "* item"],
  ["*sem fim", "*sem fim"],
  ["*outra\nlinha*", "*outra\nlinha*"],
  ["*espaço *", "*espaço *"],
  ["**", "**"],
  ["``````", "``````"],
  ["~", "~"],
  ["", ""],
])("%j reads as %j", (text, expected) => {
  expect(shown(parseFormatting(text))).toBe(expected);
});

test.each([
  ["[aqui](https://example.com/a?b=1)!", "l(aqui→https://example.com/a?b=1)!"],
  ["*veja [o _guia_](https://example.com)*", "b(veja l(o _guia_→https://example.com))"],
  ["[ana](mailto:ana@example.com)", "l(ana→mailto:ana@example.com)"],
  ["[x](javascript:alert(1))", "[x](javascript:alert(1))"],
  ['[x](https://a"onclick=b)', '[x](https://a"onclick=b)'],
  ["[](https://example.com)", "[](https://example.com)"],
  ["[1] (https://example.com)", "[1] (https://example.com)"],
  ["[[a](https://example.com)", "[l(a→https://example.com)"],
])("in a mail %j reads as %j", (text, expected) => {
  expect(shown(parseMailFormatting(text))).toBe(expected);
});

test("whatever is written, no character that is no mark is lost or added", () => {
  const bare = (text: string) => text.replaceAll(/[*_~`]/g, "");
  const text = fc.string({ unit: fc.constantFrom("*", "_", "~", "`", " ", "\n", "a", "é", "<") });
  fc.assert(
    fc.property(text, (written) => {
      expect(bare(withoutMarks(written))).toBe(bare(written));
    }),
  );
});

test("a text of nothing but marks without end takes no time", () => {
  const long = 65_536;
  const started = performance.now();
  for (const piece of ["*a ", "_a ", "`", "*_~", "```x ", "*a\n", "[a](", "[", "http://"]) {
    parseMailFormatting(piece.repeat(long / piece.length));
  }
  // Squared, it would take minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
