/** Languages that a form speaks; the first is said to whoever speaks none of them. */
export const FORM_LOCALES = ["pt-BR", "en", "es"] as const;
export type FormLocale = (typeof FORM_LOCALES)[number];

/** The language of ours that is nearest to a browser's or a page's (BCP 47). */
export function formLocaleOf(tag: string | undefined): FormLocale {
  const language = tag?.slice(0, 2).toLowerCase();
  return FORM_LOCALES.find((one) => one.slice(0, 2) === language) ?? "pt-BR";
}

/** What an admin wrote, in the languages they wrote it in. */
export type FormWords = { readonly [Locale in FormLocale]?: string | undefined };

/** What every form may ask once, under its kind's own name. */
export const OWN_KINDS = ["name", "email", "phone", "subject", "message"] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** What an admin adds, as often as they need. */
export const ADDED_KINDS = ["text", "choice", "checkbox"] as const;
export type FormFieldKind = OwnKind | (typeof ADDED_KINDS)[number];

/** A form that asks more is not filled in. */
export const FORM_FIELDS_MAX = 20;
/** More is a list to search, not to choose from. */
export const FORM_OPTIONS_MAX = 30;

export interface FormField {
  /** Name of what is typed; of what every form may ask it is the kind. */
  readonly key: string;
  readonly kind: FormFieldKind;
  readonly required: boolean;
  /** Absent: the kind's own word, in every language. */
  readonly label?: FormWords | undefined;
  readonly hint?: FormWords | undefined;
  /** Of a choice. */
  readonly options?: readonly FormOption[] | undefined;
}

export interface FormOption {
  readonly id: string;
  readonly label: FormWords;
}

/** What a form asks: its fields in order, and what is agreed to. */
export interface FormShape {
  readonly fields: readonly FormField[];
  /** Must be ticked to send; absent: nothing is asked. */
  readonly consent?: FormWords | undefined;
}

/** Longest text of each kind, in UTF-16 units: an address of RFC 5321, a mail's subject, a long letter. */
export const TYPED_LENGTH_MAX: Readonly<Record<FormFieldKind, number>> = {
  name: 120,
  email: 254,
  phone: 32,
  subject: 250,
  message: 10_000,
  text: 1_000,
  choice: 64,
  checkbox: 8,
};

/** Words in a language, else in the first that was written in. */
export function formWords(words: FormWords | undefined, locale: FormLocale): string | undefined {
  const found = [locale, ...FORM_LOCALES]
    .map((tag) => words?.[tag]?.trim())
    .find((text) => text !== undefined && text !== "");
  return found;
}

const OWN_LABELS: Readonly<Record<OwnKind, Readonly<Record<FormLocale, string>>>> = {
  name: { "pt-BR": "Nome", en: "Name", es: "Nombre" },
  email: { "pt-BR": "E-mail", en: "E-mail", es: "Correo electrónico" },
  phone: { "pt-BR": "Telefone", en: "Phone", es: "Teléfono" },
  subject: { "pt-BR": "Assunto", en: "Subject", es: "Asunto" },
  message: { "pt-BR": "Mensagem", en: "Message", es: "Mensaje" },
};

/** What a field is called on the page and in what agents read. */
export function formLabel(field: Pick<FormField, "key" | "kind" | "label">, locale: FormLocale) {
  const own = OWN_KINDS.find((kind) => kind === field.kind);
  return formWords(field.label, locale) ?? (own ? OWN_LABELS[own][locale] : field.key);
}

/** Asked where an admin chose nothing: few questions are answered by more people. */
export const USUAL_FIELDS: readonly FormField[] = [
  { key: "name", kind: "name", required: false },
  { key: "email", kind: "email", required: true },
  { key: "subject", kind: "subject", required: false },
  { key: "message", kind: "message", required: true },
];

export type ShapeMistake =
  | "needs-email"
  | "needs-message"
  | "key-twice"
  | "kind-twice"
  | "needs-label"
  | "needs-options"
  | "option-twice";

/**
 * What is wrong with a form beside the shape of its parts, and at which field. It always asks, and
 * requires, an address to answer to and what the matter is: a form has no way back of its own.
 */
export function mistakesInShape({
  fields,
}: FormShape): readonly { readonly at: number; readonly because: ShapeMistake }[] {
  const found: { at: number; because: ShapeMistake }[] = [];
  const required = (kind: OwnKind) => fields.some((field) => field.kind === kind && field.required);
  if (!required("email")) found.push({ at: 0, because: "needs-email" });
  if (!required("message")) found.push({ at: 0, because: "needs-message" });
  for (const [at, field] of fields.entries()) {
    const before = fields.slice(0, at);
    const isOwn = OWN_KINDS.some((kind) => kind === field.kind);
    if (before.some(({ key }) => key === field.key)) found.push({ at, because: "key-twice" });
    else if (isOwn && field.key !== field.kind) found.push({ at, because: "kind-twice" });
    if (!isOwn && OWN_KINDS.some((kind) => kind === field.key)) {
      found.push({ at, because: "key-twice" });
    }
    if (!isOwn && formWords(field.label, "pt-BR") === undefined) {
      found.push({ at, because: "needs-label" });
    }
    if (field.kind !== "choice") continue;
    const ids = (field.options ?? []).map(({ id }) => id);
    if (ids.length === 0) found.push({ at, because: "needs-options" });
    if (new Set(ids).size < ids.length) found.push({ at, because: "option-twice" });
  }
  return found;
}
