import writeXlsxFile from "write-excel-file/node";
import type { Cell, TableFile } from "./table-file.ts";

/** Words are cells of text, whatever they begin with: a workbook computes none of them (B-77). */
export async function xlsxBytes({ columns, rows }: TableFile): Promise<Buffer> {
  const sheet = [columns.map((name) => ({ value: name, fontWeight: "bold" as const }))];
  const body: ReturnType<typeof cellOf>[][] = [];
  for await (const row of rows) body.push(row.map(cellOf));
  return writeXlsxFile([...sheet, ...body]).toBuffer();
}

function cellOf(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === "number") return { value: cell, type: Number };
  if (cell instanceof Date) return { value: cell, type: Date, format: "yyyy-mm-dd hh:mm:ss" };
  return { value: cell, type: String };
}
