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

/**
 * Source: RFC 4180; and OWASP's CSV injection (bad input B-77): text that begins as a formula gets an
 * apostrophe before it, which spreadsheets do not show.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Excel takes a file for UTF-8 by this mark alone. */
const BYTE_ORDER_MARK = "\uFEFF";

export async function* csvParts({ columns, rows }: TableFile): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(columns);
  for await (const row of rows) yield csvLine(row);
}

const MIME_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A table in the format that was asked for. */
export function fileAnswer(table: TableFile, format: FileFormat): FileAnswer {
  return {
    fileName: `${table.name}.${format}`,
    mimeType: MIME_TYPES[format],
    parts: format === "csv" ? csvParts(table) : xlsxParts(table),
  };
}

async function* xlsxParts(table: TableFile): AsyncIterable<Uint8Array> {
  // Of no use to anybody who asks for CSV.
  const { xlsxBytes } = await import("./xlsx.ts");
  yield await xlsxBytes(table);
}
