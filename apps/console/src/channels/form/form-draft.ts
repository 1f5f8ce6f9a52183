import {
  ADDED_KINDS,
  FORM_LOCALES,
  type FormFieldKind,
  type FormLocale,
  OWN_KINDS,
  USUAL_FIELDS,
} from "@circuito/protocol/form-text";
import type { Mistake, Settings } from "../inbox-page/mistakes.ts";
import { siteOrigin } from "../webchat/site-origin.ts";

export type Words = Readonly<Record<FormLocale, string>>;
export const FIELD_KINDS = [...OWN_KINDS, ...ADDED_KINDS] as const;

/** Asked and required in every form: what to answer, and where to. */
export const isNeeded = (kind: FormFieldKind): boolean => kind === "email" || kind === "message";
export const isAdded = (kind: FormFieldKind): boolean => ADDED_KINDS.some((one) => one === kind);

export interface DraftOption {
  readonly id: string;
  readonly label: Words;
}

export interface DraftField {
  /** Lasting; the first key of one that was added here. */
  readonly key: string;
  readonly kind: FormFieldKind;
  readonly required: boolean;
  readonly label: Words;
  readonly hint: Words;
  readonly options: readonly DraftOption[];
}

/** A form's settings as an admin edits them. */
export interface FormDraft {
  readonly answersIn: string;
  readonly title: Words;
  readonly intro: Words;
  readonly thanks: Words;
  /** Empty: nothing is to be agreed to. */
  readonly consent: Words;
  readonly fields: readonly DraftField[];
  readonly takesFiles: boolean;
  /** One a line. */
  readonly allowedOrigins: string;
}

export const NO_WORDS: Words = { "pt-BR": "", en: "", es: "" };

const field = (kind: FormFieldKind, required = false): DraftField => ({
  key: kind,
  kind,
  required,
  label: NO_WORDS,
  hint: NO_WORDS,
  options: [],
});

export function formDraftOf(settings: Settings): FormDraft {
  const fields = Array.isArray(settings.fields) ? settings.fields.flatMap(fieldOf) : [];
  const { answersIn, allowedOrigins } = settings;
  return {
    answersIn: typeof answersIn === "string" ? answersIn : "",
    title: wordsOf(settings.title),
    intro: wordsOf(settings.intro),
    thanks: wordsOf(settings.thanks),
    consent: wordsOf(settings.consent),
    fields:
      fields.length > 0 ? fields : USUAL_FIELDS.map(({ kind, required }) => field(kind, required)),
    takesFiles: settings.takesFiles === true,
    allowedOrigins: Array.isArray(allowedOrigins) ? allowedOrigins.join("\n") : "",
  };
}

function fieldOf(value: unknown): readonly DraftField[] {
  const { key, kind, required, label, hint, options } = recordOf(value);
  const known = FIELD_KINDS.find((one) => one === kind);
  if (known === undefined || typeof key !== "string") return [];
  return [
    {
      key,
      kind: known,
      required: required === true,
      label: wordsOf(label),
      hint: wordsOf(hint),
      options: (Array.isArray(options) ? options : []).flatMap((one: unknown) => {
        const { id, label: words } = recordOf(one);
        return typeof id === "string" ? [{ id, label: wordsOf(words) }] : [];
      }),
    },
  ];
}

export function wordsOf(value: unknown): Words {
  const words = recordOf(value);
  const of = (locale: FormLocale) => {
    const text = words[locale];
    return typeof text === "string" ? text : "";
  };
  return { "pt-BR": of("pt-BR"), en: of("en"), es: of("es") };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export type FormMistakes = Readonly<Partial<Record<"answersIn" | "allowedOrigins", Mistake>>> & {
  /** By the field's key. */
  readonly fields: Readonly<Record<string, "needs-label" | "needs-options">>;
};

/** What the server would refuse. */
export function mistakesInForm(draft: FormDraft): FormMistakes {
  const fields = draft.fields.flatMap((one): [string, "needs-label" | "needs-options"][] => {
    if (!isAdded(one.kind)) return [];
    if (one.label["pt-BR"].trim() === "") return [[one.key, "needs-label"]];
    const isEmpty = one.kind === "choice" && one.options.length === 0;
    return isEmpty ? [[one.key, "needs-options"]] : [];
  });
  const isWrong = linesOf(draft.allowedOrigins).some((line) => siteOrigin(line) === undefined);
  return {
    fields: Object.fromEntries(fields),
    ...(draft.answersIn === "" && { answersIn: "required" }),
    ...(isWrong && { allowedOrigins: "format" }),
  };
}

export function isWithoutMistake(mistakes: FormMistakes): boolean {
  return (
    Object.keys(mistakes.fields).length === 0 &&
    mistakes.answersIn === undefined &&
    mistakes.allowedOrigins === undefined
  );
}

/** What the form does not show stays as it was. */
export function formSettingsOf(draft: FormDraft, before: Settings = {}): Settings {
  const { consent: _, ...others } = before;
  const origins = linesOf(draft.allowedOrigins).flatMap((line) => siteOrigin(line) ?? []);
  return {
    ...others,
    answersIn: draft.answersIn,
    title: writtenIn(draft.title),
    intro: writtenIn(draft.intro),
    thanks: writtenIn(draft.thanks),
    ...(isWritten(draft.consent) && { consent: writtenIn(draft.consent) }),
    fields: draft.fields.map(({ key, kind, required, label, hint, options }) => ({
      key,
      kind,
      required: required || isNeeded(kind),
      ...(isWritten(label) && { label: writtenIn(label) }),
      ...(isWritten(hint) && { hint: writtenIn(hint) }),
      ...(kind === "choice" && {
        options: options.map((one) => ({ id: one.id, label: writtenIn(one.label) })),
      }),
    })),
    takesFiles: draft.takesFiles,
    allowedOrigins: [...new Set(origins)],
  };
}

export const isWritten = (words: Words) =>
  FORM_LOCALES.some((locale) => words[locale].trim() !== "");

export const writtenIn = (words: Words) =>
  Object.fromEntries(
    FORM_LOCALES.flatMap((locale) => {
      const text = words[locale].trim();
      return text === "" ? [] : [[locale, text]];
    }),
  );

const linesOf = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);

/** The kinds that may still be added. */
export function addableKinds({ fields }: FormDraft): readonly FormFieldKind[] {
  return FIELD_KINDS.filter((kind) => isAdded(kind) || fields.every((one) => one.kind !== kind));
}

/** Keys of added fields are never given twice, so that links which fill them in keep their meaning. */
export function addedField({ fields }: FormDraft, kind: FormFieldKind): DraftField {
  if (!isAdded(kind)) return field(kind);
  const taken = new Set(fields.map(({ key }) => key));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return { ...field(kind), key: `${kind}-${number}` };
}

/** A choice's options as lines in one language. */
export function optionLines(options: readonly DraftOption[], locale: FormLocale): string {
  return options.map(({ label }) => label[locale]).join("\n");
}

/**
 * Options after their lines were edited. In Portuguese lines are options: one that is still there keeps
 * its id wherever it moved, one that was only reworded keeps it by its place. In the other languages each
 * line is the word of the option beside it.
 */
export function optionsOf(
  before: readonly DraftOption[],
  text: string,
  locale: FormLocale,
): readonly DraftOption[] {
  const lines = text.split("\n");
  if (locale !== "pt-BR") {
    return before.map((one, at) => ({
      ...one,
      label: { ...one.label, [locale]: lines[at] ?? "" },
    }));
  }
  const kept = lines.map((line) => before.find(({ label }) => label["pt-BR"] === line));
  const used = new Set(kept.flatMap((one) => one?.id ?? []));
  let number = 1;
  const newId = () => {
    while (used.has(`o-${number}`) || before.some(({ id }) => id === `o-${number}`)) number += 1;
    used.add(`o-${number}`);
    return `o-${number}`;
  };
  const given = new Set<string>();
  return lines.flatMap((line, at): DraftOption[] => {
    const same = kept[at];
    const there = before[at];
    const reworded = there && !used.has(there.id) ? there : undefined;
    const one = same && !given.has(same.id) ? same : reworded;
    const id = one && !given.has(one.id) ? one.id : newId();
    given.add(id);
    return [{ id, label: { ...(one?.label ?? NO_WORDS), "pt-BR": line } }];
  });
}

/** Lines that say nothing are no options. */
export function withoutEmptyOptions(draft: FormDraft): FormDraft {
  const fields = draft.fields.map((one) => ({
    ...one,
    options: one.options.filter(({ label }) => label["pt-BR"].trim() !== ""),
  }));
  return { ...draft, fields };
}
