/** One line of the form. */
export interface AttributeRow {
  readonly id: number;
  readonly key: string;
  readonly value: string;
  /** What stands there, as far as it is shown: left empty, the value stays. */
  readonly kept?: string;
  /** Added in the form: it is written next. */
  readonly isNew?: boolean;
}

/** As people write a list. */
export function segmentsIn(text: string): readonly string[] {
  return text
    .split(/[,;\n]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "");
}

/** As a program would call it: "Número do cliente" is `numero_do_cliente`. */
export function attributeName(written: string): string {
  return written.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase().replace(/\s+/g, "_");
}

/** What the form changed: a line that is gone, or a new one without a value, is no attribute. */
export function attributeChanges(
  before: Readonly<Record<string, string>>,
  rows: readonly AttributeRow[],
): Readonly<Record<string, string | null>> {
  const after: Record<string, string> = {};
  const kept = new Set(rows.flatMap((row) => (row.kept === undefined ? [] : row.key)));
  for (const { key, value } of rows) {
    const name = attributeName(key);
    if (name !== "" && value.trim() !== "") after[name] = value.trim();
  }
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name) && !kept.has(name));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}
