import fc from "fast-check";
import { findExcerpt } from "./find-excerpt.ts";
import { questionForms, questionWords, searchWords, wordsToStem } from "./search-words.ts";

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
  const { text, marks } = findExcerpt("Cancelamento do pedido", [], ["cance"]);
  expect(marks.map(([begin, end]) => text.slice(begin, end))).toEqual(["Cancelamento"]);
});

test("what begins with a stem is marked, whatever its accents", () => {
  const { text, marks } = findExcerpt("Sem solução: solucionem, por favor", ["solucoe"], ["soluç"]);
  expect(marks.map(([begin, end]) => text.slice(begin, end))).toEqual(["solução", "solucionem"]);
});

test.each([
  ["Devolução", ["devolucao", "devolução"]],
  ["pagar PAGUEI", ["pagar", "paguei"]],
  ["pedido 4552s", ["pedido"]],
  ["¿Dónde está?", ["donde", "dónde", "esta", "está"]],
  ["½ 日本", ["日本"]],
])("dictionaries are asked for the forms of %s", (text, forms) => {
  expect(wordsToStem(text)).toEqual(forms);
});

test("a question's words come with their forms, in the same order as without", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (question) => {
      expect(questionForms(question).map(({ word }) => word)).toEqual(questionWords(question));
    }),
  );
});

test("marks lie within the text, in order, whatever the text is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string(), (said, asked) => {
      const { text, marks } = findExcerpt(said, questionWords(asked), [asked]);
      let last = 0;
      for (const [begin, end] of marks) {
        expect(begin).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }),
  );
});
