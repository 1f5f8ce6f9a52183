import type { FigureLanguage } from "@circuito/protocol/figure-text";

/** A table to download: its first row names the columns. */
export interface TableFile {
  /** Without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

/** Null: nothing was measured. Instants are dates, so that spreadsheets know them. */
export type Cell = string | number | Date | null;

export type FileFormat = "csv" | "xlsx";

/** What a route that answers a file gives. */
export interface FileAnswer {
  readonly fileName: string;
  readonly mimeType: string;
  readonly parts: AsyncIterable<string | Uint8Array>;
}

/** A cell that a spreadsheet would take for a formula: what a customer wrote must not compute. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",;\r\n]/;

/** Spreadsheets in Portuguese split at semicolons, and take a point in a number for one of thousands. */
const isOfCommas = (language: FigureLanguage): boolean => language === "pt-BR";

/**
 * Source: RFC 4180; and OWASP's CSV injection (bad input B-77): text that begins as a formula gets an
 * apostrophe before it, which spreadsheets do not show.
 */
export function csvLine(cells: readonly Cell[], language: FigureLanguage): string {
  const line = cells.map((cell) => csvCell(cell, language));
  return `${line.join(isOfCommas(language) ? ";" : ",")}\r\n`;
}

function csvCell(cell: Cell, language: FigureLanguage): string {
  if (cell === null) return "";
  if (typeof cell === "number") {
    return isOfCommas(language) ? String(cell).replace(".", ",") : String(cell);
  }
  if (cell instanceof Date) return cell.toISOString();
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Excel takes a file for UTF-8 by this mark alone. */
const BYTE_ORDER_MARK = "\uFEFF";

async function* csvParts(
  { columns, rows }: TableFile,
  language: FigureLanguage,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(columns, language);
  for await (const row of rows) yield csvLine(row, language);
}

const MIME_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A table in the format that was asked for. */
export function fileAnswer(
  table: TableFile,
  format: FileFormat,
  language: FigureLanguage,
): FileAnswer {
  return {
    fileName: `${table.name}.${format}`,
    mimeType: MIME_TYPES[format],
    parts: format === "csv" ? csvParts(table, language) : xlsxParts(table),
  };
}

async function* xlsxParts(table: TableFile): AsyncIterable<Uint8Array> {
  // Of no use to anybody who asks for CSV.
  const { xlsxBytes } = await import("./xlsx.ts");
  yield await xlsxBytes(table);
}
