import fc from "fast-check";
import { readScore, SURVEY_KINDS, scoresOf } from "../index.ts";

const read = (text: string, kind: "csat" | "ces" | "nps" = "csat") => readScore(kind, text);

test.each([
  ["5", 5, "number"],
  [" 4 ", 4, "number"],
  ["５", 5, "number"],
  ["3️⃣", 3, "number"],
  ["*4*", 4, "number"],
  ["nota 5", 5, "number"],
  ["Nota: 5!", 5, "number"],
  ["minha nota é 2", 2, "number"],
  ["dou nota 3", 3, "number"],
  ["mi nota es 3", 3, "number"],
  ["I give it a 4", 4, "number"],
  ["5/5", 5, "number"],
  ["4 de 5", 4, "number"],
  ["4 out of 5", 4, "number"],
  ["5 estrelas", 5, "number"],
  ["cinco", 5, "words"],
  ["Três", 3, "words"],
  ["four stars", 4, "words"],
  ["cuatro", 4, "words"],
  ["⭐⭐⭐⭐", 4, "words"],
  ["⭐️ ⭐️ ⭐️", 3, "words"],
  ["★★☆☆☆", 2, "words"],
])("%j is a score of 1 to 5: %i, by its %s", (text, score, by) => {
  expect(read(text)).toEqual({ score, by });
});

test.each([
  ["5, ótimo atendimento", 5, "ótimo atendimento"],
  ["2. Demorou demais.", 2, "Demorou demais."],
  ["nota 1 - ninguém resolveu", 1, "ninguém resolveu"],
  ["4\n\nSó faltou avisar antes", 4, "Só faltou avisar antes"],
  ["⭐⭐⭐⭐⭐! Ana foi muito gentil", 5, "Ana foi muito gentil"],
])("%j is a score with its reasons", (text, score, comment) => {
  expect(read(text)).toMatchObject({ score, comment });
});

test.each([
  ["0"],
  ["6"],
  ["11"],
  ["99999"],
  ["nota 10"],
  ["-1"],
  ["4,5"],
  ["4.5"],
  ["10/10"],
  ["dez"],
])("%j is meant as a score, and is none of 1 to 5", (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  [""],
  ["   "],
  ["obrigado"],
  ["5?"],
  ["nota 5, mas quando chega meu pedido?"],
  ["2 caixas chegaram quebradas"],
  ["2, 3 e 4 não chegaram"],
  ["um, o produto não veio"],
  ["meu pedido é o 5"],
  ["R$ 5"],
  ["5 5"],
  ["5 a 10 dias"],
  ["11 98888-7777"],
  ["2026-11-27"],
  ["9".repeat(200)],
])("%j is a message like any other", (text) => {
  expect(read(text)).toBeUndefined();
});

test("stars are of five: for other scales they say nothing", () => {
  expect(read("⭐⭐⭐⭐⭐", "nps")).toBeUndefined();
  expect(read("⭐⭐⭐⭐⭐⭐")).toBeUndefined();
});

test("nought and ten are scores where the scale has them", () => {
  expect(read("0", "nps")).toMatchObject({ score: 0 });
  expect(read("🔟", "nps")).toMatchObject({ score: 10 });
  expect(read("dez", "nps")).toMatchObject({ score: 10 });
  expect(read("10/10", "nps")).toMatchObject({ score: 10 });
  expect(read("7", "ces")).toMatchObject({ score: 7 });
});

test("whatever is written, what is read is of the scale, or is no score", () => {
  const written = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.tuple(fc.constantFrom("nota ", "", "dou "), fc.nat(12), fc.string()).map((t) => t.join("")),
  );
  fc.assert(
    fc.property(fc.constantFrom(...SURVEY_KINDS), written, (kind, text) => {
      const reading = readScore(kind, text);
      if (reading) {
        expect(scoresOf(kind)).toContain(reading.score);
        expect(text).not.toContain("?");
      }
    }),
  );
});
