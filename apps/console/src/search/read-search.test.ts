import { protocolIn, readPeriod, readSearch, withoutOperators } from "./read-search.ts";

const kinds = (text: string) =>
  readSearch(text).operators.map(({ kind, value }) => `${kind} ${value}`);

test("operators are read out of the words, in any of the three languages", () => {
  expect(readSearch('boleto de:marina fila:"Suporte N2" vencido com:anexo').words).toBe(
    "boleto vencido",
  );
  expect(kinds('de:marina fila:"Suporte N2" com:anexo has:file período:7d')).toEqual([
    "author marina",
    "queue Suporte N2",
    "file anexo",
    "file file",
    "period 7d",
  ]);
});

test("a word with a colon that is no operator stays a word", () => {
  expect(readSearch("erro: 500 http://x com:pressa")).toEqual({
    words: "erro: 500 http://x com:pressa",
    operators: [],
  });
});

test("an operator is taken out again as it was typed", () => {
  const text = 'boleto fila:"Suporte N2" vencido';
  expect(withoutOperators(text, readSearch(text).operators)).toBe("boleto vencido");
});

test.each([
  ["261126-ABCDEFG1", "261126-ABCDEFG1"],
  [" 261126abcdefg1 ", "261126ABCDEFG1"],
  ["261126-ABCDEFG1 boleto", null],
  ["boleto", null],
])("%s is a protocol number: %s", (text, read) => {
  expect(protocolIn(text)).toBe(read);
});

const now = new Date(2026, 3, 18, 15, 30).getTime();
const day = (month: number, date: number) => new Date(2026, month, date).toISOString();

test.each([
  ["hoje", { since: day(3, 18) }],
  ["ontem", { since: day(3, 17), until: day(3, 18) }],
  ["2026-04", { since: day(3, 1), until: day(4, 1) }],
  ["2026-04-10", { since: day(3, 10), until: day(3, 11) }],
  ["2026-03-30..2026-04-02", { since: day(2, 30), until: day(3, 3) }],
  ["7d", { since: new Date(now - 7 * 86_400_000).toISOString() }],
  ["depois", undefined],
  ["2026-99", undefined],
])("%s is a period", (text, read) => {
  expect(readPeriod(text, now)).toEqual(read);
});
