import fc from "fast-check";
import { type Formatted, parseFormatting, withoutMarks } from "./whatsapp-format.ts";

/** Short notation: `b(…)`, `i(…)`, `s(…)`, `m(…)`. */
const shown = (parts: readonly Formatted[]): string =>
  parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "mono") return `m(${part.text})`;
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
  for (const piece of ["*a ", "_a ", "`", "*_~", "```x ", "*a\n"]) {
    parseFormatting(piece.repeat(long / piece.length));
  }
  // Squared, it would take minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
