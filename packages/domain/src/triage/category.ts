import type { Urgency } from "../desk/desk-conversation.ts";
import type { CategoryId, QueueId } from "../ids.ts";
import { cnpjText, cpfText, isCnpj, isCpf } from "./brazilian-numbers.ts";

/** What a field of a category takes. `order`: a number of an order as the shop writes it. */
export const FIELD_KINDS = ["text", "number", "date", "choice", "cpf", "cnpj", "order"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** From when on a field must be filled in. */
export const FIELD_NEEDS = ["never", "direct", "resolve"] as const;
export type FieldNeed = (typeof FIELD_NEEDS)[number];

export interface CategoryField {
  /** Names its value for good; the label may change. */
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly need: FieldNeed;
  /** Of a `choice`. */
  readonly choices?: readonly string[];
}

/** What a customer's problem is about (motivo). Two levels: one with a parent has no children. */
export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly parentId: CategoryId | undefined;
  /** Where such problems usually go. */
  readonly queueId: QueueId | undefined;
  readonly urgency: Urgency | undefined;
  readonly slaPolicyId: string | undefined;
  readonly fields: readonly CategoryField[];
  /** No more offered; what was registered under it keeps it. */
  readonly isArchived: boolean;
}

/** Values of fields by their keys, in the form in which they are kept. */
export type FieldValues = Readonly<Record<string, string>>;

export interface FieldMistake {
  readonly because: "field-missing" | "field-unreadable" | "no-such-field";
  readonly key: string;
}

/** An order's number: short enough to be one, and nothing but what shops put into one. */
const ORDER_NUMBER = /^[0-9A-Z][0-9A-Z./_-]{0,39}$/;
/** A field is a fact and no story. */
export const FIELD_VALUE_LENGTH_MAX = 500;

/**
 * A typed value in the form in which it is kept: digits of a CPF without dots, `2026-11-27`, `1234.5`.
 * @returns `undefined` where it is not of the field's kind
 */
export function readFieldValue(field: CategoryField, typed: string): string | undefined {
  const text = typed.trim();
  if (text === "" || text.length > FIELD_VALUE_LENGTH_MAX) return undefined;
  switch (field.kind) {
    case "text":
      return text;
    case "number":
      return readNumber(text);
    case "date":
      return isDate(text) ? text : undefined;
    case "choice":
      return field.choices?.includes(text) ? text : undefined;
    case "cpf": {
      const digits = text.replace(/[.\s-]/g, "");
      return isCpf(digits) ? digits : undefined;
    }
    case "cnpj": {
      const characters = text.replace(/[./\s-]/g, "").toUpperCase();
      return isCnpj(characters) ? characters : undefined;
    }
    case "order": {
      const number = text.replace(/^#\s*|\s/g, "").toUpperCase();
      return ORDER_NUMBER.test(number) ? number : undefined;
    }
  }
}

/** A kept value as people read it. Dates and numbers are the reader's language's to write. */
export function fieldValueText(kind: FieldKind, value: string): string {
  if (kind === "cpf") return cpfText(value);
  return kind === "cnpj" ? cnpjText(value) : value;
}

/** What was filled in, as it is kept, or what is wrong with it. */
export type ReadFields = { readonly values: FieldValues } | { readonly mistake: FieldMistake };

/**
 * Reads what was filled in, and holds it against what the category asks for at this moment.
 * @param typed values by key; empty ones count as not given
 */
export function readFields(
  fields: readonly CategoryField[],
  typed: FieldValues,
  at: Exclude<FieldNeed, "never">,
): ReadFields {
  const read = readTypedFields(fields, typed);
  const missing = "values" in read ? missingField(fields, read.values, at) : undefined;
  return missing ? { mistake: { because: "field-missing", key: missing.key } } : read;
}

/**
 * Reads what was filled in so far, whatever is missing.
 * @param typed values by key; empty ones count as not given
 */
export function readTypedFields(fields: readonly CategoryField[], typed: FieldValues): ReadFields {
  const values: Record<string, string> = {};
  for (const [key, text] of Object.entries(typed)) {
    if (text.trim() === "") continue;
    const field = fields.find((one) => one.key === key);
    if (!field) return { mistake: { because: "no-such-field", key } };
    const value = readFieldValue(field, text);
    if (value === undefined) return { mistake: { because: "field-unreadable", key } };
    values[key] = value;
  }
  return { values };
}

/** The first field that should be there at this moment and is not. */
export function missingField(
  fields: readonly CategoryField[],
  values: FieldValues,
  at: Exclude<FieldNeed, "never">,
): CategoryField | undefined {
  // What is needed to direct is needed to resolve, too.
  return fields.find(
    ({ key, need }) =>
      (need === "direct" || (need === "resolve" && at === "resolve")) && !(key in values),
  );
}

/**
 * What is missing before a conversation may be solved. Of what nobody directed nobody had to register anything:
 * what is needed to direct is not asked for then.
 */
export function missingToEnd<Field extends Pick<CategoryField, "key" | "need">>(
  fields: readonly Field[],
  values: FieldValues,
  isDirected: boolean,
): readonly Field[] {
  return fields.filter(
    ({ key, need }) =>
      (need === "resolve" || (need === "direct" && isDirected)) && !(key in values),
  );
}

/** `1.234,5` of Brazil and `1234.5` are the same number. */
function readNumber(text: string): string | undefined {
  const plain = text.includes(",") ? text.replaceAll(".", "").replace(",", ".") : text;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? String(Number(plain)) : undefined;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
