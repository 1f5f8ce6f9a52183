/** One line of the form. */
export interface AttributeRow {
  readonly id: number;
  readonly key: string;
  readonly value: string;
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

/** What the form changed: a line without a value, or that is gone, takes its attribute away. */
export function attributeChanges(
  before: Readonly<Record<string, string>>,
  rows: readonly AttributeRow[],
): Readonly<Record<string, string | null>> {
  const after: Record<string, string> = {};
  for (const { key, value } of rows) {
    const name = attributeName(key);
    if (name !== "" && value.trim() !== "") after[name] = value.trim();
  }
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}
