import {
  type FormLocale,
  type FormWords,
  formLabel,
  formWords,
  TYPED_LENGTH_MAX,
} from "../../form/form-fields.ts";

/** What may be asked once before a chat, under its kind's own name. */
export const PRE_CHAT_OWN_KINDS = ["name", "email", "phone", "document"] as const;
/** What may be asked as often as an admin needs. */
export const PRE_CHAT_ADDED_KINDS = ["text", "choice"] as const;
export const PRE_CHAT_KINDS = [...PRE_CHAT_OWN_KINDS, ...PRE_CHAT_ADDED_KINDS] as const;
export type PreChatKind = (typeof PRE_CHAT_KINDS)[number];

/** Whoever wants to talk does not fill in more. */
export const PRE_CHAT_FIELDS_MAX = 8;
/** More is a list to search, not to choose from. */
export const PRE_CHAT_OPTIONS_MAX = 20;
/** 11.222.333/0001-81, with room for the blanks of whoever pastes it. */
export const DOCUMENT_LENGTH_MAX = 32;

export interface PreChatField {
  /** Name of what is typed; of what is asked once it is the kind. */
  readonly key: string;
  readonly kind: PreChatKind;
  readonly required: boolean;
  /** Absent: the kind's own word, in every language. */
  readonly label?: FormWords | undefined;
  readonly hint?: FormWords | undefined;
  /** Of a choice. */
  readonly options?: readonly PreChatOption[] | undefined;
}

export interface PreChatOption {
  readonly id: string;
  readonly label: FormWords;
  /** Put on the conversation, and what rules know the choice by; absent: its id is. */
  readonly tag?: string | undefined;
}

/** What is asked before a visitor's first words. */
export interface PreChat {
  /** Whoever asks for data first must let people pass all the same (Decreto 11.034/2022, SAC). */
  readonly skippable: boolean;
  readonly title?: FormWords | undefined;
  readonly fields: readonly PreChatField[];
}

/** Longest text of each kind, UTF-16 units. */
export const preChatLengthMax = (kind: PreChatKind): number =>
  kind === "document" ? DOCUMENT_LENGTH_MAX : TYPED_LENGTH_MAX[kind];

/** What a field is called in the chat and in what agents read. */
export function preChatLabel(
  { key, kind, label }: Pick<PreChatField, "key" | "kind" | "label">,
  locale: FormLocale,
): string {
  if (kind === "document") return formWords(label, locale) ?? "CPF/CNPJ";
  return formLabel({ key, kind, label }, locale);
}

/** The attribute by which rules know what was chosen. */
export const preChatAttribute = (key: string): string => `chat-${key}`;

export type PreChatMistake =
  | "key-twice"
  | "wrong-key"
  | "needs-label"
  | "needs-options"
  | "option-twice";

/** What is wrong with a form beside the shape of its parts, and at which field. */
export function mistakesInPreChat({
  fields,
}: Pick<PreChat, "fields">): readonly { readonly at: number; readonly because: PreChatMistake }[] {
  return fields.flatMap((field, at) => {
    const because = mistakeAt(field, fields.slice(0, at));
    return because ? [{ at, because }] : [];
  });
}

function mistakeAt(
  { key, kind, label, options = [] }: PreChatField,
  before: readonly PreChatField[],
): PreChatMistake | undefined {
  const ownKinds: readonly string[] = PRE_CHAT_OWN_KINDS;
  if (before.some((one) => one.key === key)) return "key-twice";
  if (ownKinds.includes(kind) ? key !== kind : ownKinds.includes(key)) return "wrong-key";
  if (ownKinds.includes(kind)) return undefined;
  if (formWords(label, "pt-BR") === undefined) return "needs-label";
  if (kind !== "choice") return undefined;
  if (options.length === 0) return "needs-options";
  return new Set(options.map(({ id }) => id)).size < options.length ? "option-twice" : undefined;
}

/** What an admin is warned of: it is their decision, and in Brazil mostly not allowed to a SAC. */
export type PreChatWarning = "not-skippable" | "all-required";

export function warningsOfPreChat({ skippable, fields }: PreChat): readonly PreChatWarning[] {
  if (fields.length === 0) return [];
  return [
    ...(skippable ? [] : (["not-skippable"] as const)),
    ...(fields.every(({ required }) => required) ? (["all-required"] as const) : []),
  ];
}
