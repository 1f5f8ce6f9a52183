import fc from "fast-check";
import { findExcerpt } from "./find-excerpt.ts";
import { questionWords, searchWords } from "./search-words.ts";

test.each([
  ["Ligações", "ligacao"],
  ["boletos", "Boleto"],
  ["PRAZOS", "prazo"],
  ["papéis", "papel"],
  ["cartões", "cartao"],
  ["devoluciones", "devolucione"],
  ["lençóis", "lencol"],
  ["ordens", "ordem"],
  ["vezes", "vez"],
])("%s is found by %s", (said, asked) => {
  expect(searchWords(`sobre ${said}, por favor`)).toEqual(
    expect.arrayContaining([...questionWords(asked)]),
  );
});

test("numbers and protocols are kept as they are", () => {
  expect(searchWords("NF 4552s de 12/05")).toEqual(["nf", "4552s", "de", "12", "05"]);
});

test("a text is always found by its own words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const kept = searchWords(text);
      for (const word of questionWords(text)) expect(kept).toContain(word);
    }),
  );
});

test("an excerpt begins near the first hit and marks every hit in it", () => {
  const text = `${"bom dia ".repeat(40)}o Boletô venceu; mandem outro boleto`;
  const { text: shown, marks } = findExcerpt(text, questionWords("boletos"));
  expect(shown.startsWith("…")).toBe(true);
  expect(marks.map(([begin, end]) => shown.slice(begin, end))).toEqual(["Boletô", "boleto"]);
});

test("the beginning of a word is marked where it was asked for as one", () => {
  const { text, marks } = findExcerpt("Cancelamento do pedido", questionWords("cance"), true);
  expect(marks.map(([begin, end]) => text.slice(begin, end))).toEqual(["Cancelamento"]);
});

test("marks lie within the text, in order, whatever the text is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string(), (said, asked) => {
      const { text, marks } = findExcerpt(said, questionWords(asked), true);
      let last = 0;
      for (const [begin, end] of marks) {
        expect(begin).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }),
  );
});
