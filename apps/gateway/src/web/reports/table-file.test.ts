import { type Cell, csvLine, fileAnswer } from "./table-file.ts";

test.each<[string, Cell[], "pt-BR" | "en" | "es", string]>([
  ["numbers and words", ["Ana", 1.5, null], "en", "Ana,1.5,\r\n"],
  ["what Portuguese spreadsheets read", ["Ana", 1.5, null], "pt-BR", "Ana;1,5;\r\n"],
  ["Spanish as English", ["Ana", 1.5], "es", "Ana,1.5\r\n"],
  ["an instant", [new Date(0)], "pt-BR", "1970-01-01T00:00:00.000Z\r\n"],
  ["what splits, in either", ["a;b", "c,d"], "pt-BR", '"a;b";"c,d"\r\n'],
  ["quotes and lines", ['a"b', "c\nd"], "en", '"a""b","c\nd"\r\n'],
  ["formulas as text", ["=1+1", "+1", "-1", "@a", "\ta"], "en", "'=1+1,'+1,'-1,'@a,'\ta\r\n"],
  ["a negative number as a number", [-1.5], "pt-BR", "-1,5\r\n"],
])("writes %s", (_what, cells, language, line) => {
  expect(csvLine(cells, language)).toBe(line);
});

test("a file of CSV says by its first mark that it is UTF-8", async () => {
  const { fileName, parts } = fileAnswer(
    { name: "motivos", columns: ["Motivo", "n"], rows: [["Cobrança", 2]] },
    "csv",
    "pt-BR",
  );
  let whole = "";
  for await (const part of parts) whole += part;
  expect([fileName, whole]).toEqual(["motivos.csv", "\uFEFFMotivo;n\r\nCobrança;2\r\n"]);
});
