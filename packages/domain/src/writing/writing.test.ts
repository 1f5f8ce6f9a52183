import fc from "fast-check";
import {
  fillQuickReply,
  fitOf,
  foldWords,
  hasUnfilled,
  SEND_LATER_MAX_MS,
  sendTimeOf,
  smsPartsOf,
  unknownVariables,
  wordsOf,
} from "./index.ts";

const facts = {
  customerName: "Marina Costa",
  protocol: "270115-0000000A",
  agentName: "Carla Dias",
  company: "Loja Ipê",
};
const filled = (body: string) => wordsOf(fillQuickReply(body, facts));

test("what is known is put in, and what is not stays for the writer to see", () => {
  expect(filled("Olá {{cliente.primeiro_nome}}, aqui é {{ atendente.nome }} da {{empresa}}.")).toBe(
    "Olá Marina, aqui é Carla Dias da Loja Ipê.",
  );
  const pieces = fillQuickReply("Fila {{fila}}: {{nada}}", facts);
  expect(pieces.filter(({ kind }) => kind === "missing").map(({ text }) => text)).toEqual([
    "{{fila}}",
    "{{nada}}",
  ]);
  expect(unknownVariables("{{fila}} {{nada}}")).toEqual(["nada"]);
  expect([hasUnfilled("Oi {{ fila }}"), hasUnfilled("Oi {{nada}}")]).toEqual([true, false]);
});

test("a customer's name is never read as a variable", () => {
  const called = { ...facts, customerName: "{{protocolo}}" };
  expect(wordsOf(fillQuickReply("Oi {{cliente.nome}}", called))).toBe("Oi {{protocolo}}");
});

test("words without variables come out as they went in", () => {
  fc.assert(
    fc.property(fc.string(), (body) => {
      fc.pre(!body.includes("{{"));
      expect(filled(body)).toBe(body);
    }),
  );
});

test("accents and case make no difference, and every word has to be there", () => {
  expect(foldWords("Ação Já")).toBe("acao ja");
  const reply = { name: "Segunda via de boleto", body: "Segue a segunda via, é só pagar." };
  expect(fitOf("é so", reply)).toBeGreaterThan(0);
  expect(fitOf("boleto xyz", reply)).toBe(0);
  expect(fitOf("seg", reply)).toBeGreaterThan(fitOf("bole", reply));
  expect(fitOf("bole", reply)).toBeGreaterThan(fitOf("pagar", reply));
});

test.each([
  ["", 0, 0, 160],
  ["a".repeat(160), 1, 160, 160],
  ["a".repeat(161), 2, 8, 153],
  ["€".repeat(80), 1, 160, 160],
  ["ã", 1, 1, 70],
  ["ç".repeat(70), 1, 70, 70],
  ["ç".repeat(71), 2, 4, 67],
  ["é", 1, 1, 160],
  ["😀".repeat(34), 1, 68, 70],
])("%j is %i parts, %i of %i", (text, parts, used, room) => {
  expect(smsPartsOf(text)).toMatchObject({ parts, used, room });
});

test("more words are never fewer parts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (one, more) => {
      expect(smsPartsOf(one + more).parts).toBeGreaterThanOrEqual(smsPartsOf(one).parts);
    }),
  );
});

test("a reply is held for seconds, or sent at an instant that is to come", () => {
  expect(sendTimeOf({ afterSeconds: 8 }, 1_000)).toBe(9_000);
  expect(sendTimeOf({ sendAt: 2_000 }, 1_000)).toBe(2_000);
  expect(sendTimeOf({ sendAt: 1_000 }, 1_000)).toBeUndefined();
  expect(sendTimeOf({ sendAt: SEND_LATER_MAX_MS + 1_001 }, 1_000)).toBeUndefined();
});
