import { telAddress } from "../address.ts";
import { isWritableAddress } from "../email/answer/answer-recipients.ts";
import { cleanSubject } from "../email/answer/answer-subject.ts";
import { cleanName, strictAddress } from "../email/mail-address.ts";
import { cutText } from "../words.ts";
import {
  type FormField,
  type FormLocale,
  type FormShape,
  formLabel,
  formWords,
  TYPED_LENGTH_MAX,
} from "./form-fields.ts";

/** The name under which consent is ticked; no field may be called so. */
export const CONSENT_KEY = "consent";
/** What a ticked box sends. */
export const TICKED = "on";

export type TypedMistake =
  | "required"
  | "bad-address"
  | "bad-phone"
  | "not-an-option"
  | "too-long"
  | "not-agreed";

export interface FormMistake {
  readonly key: string;
  readonly because: TypedMistake;
}

/** What somebody typed, held against the form. Of nothing in it is it known that it is true. */
export interface ReadForm {
  readonly email: string;
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly subject: string | undefined;
  readonly message: string;
  /** The other answers, as they are told to agents; in the form's order. */
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
  /** The words that were agreed to. */
  readonly agreedTo: string | undefined;
}

export type FormReading =
  | { readonly kind: "read"; readonly form: ReadForm }
  /** In the form's order; at least one. */
  | { readonly kind: "mistakes"; readonly mistakes: readonly FormMistake[] };

/**
 * Reads what was typed into a form. What the form does not ask is not looked at.
 * @param typed by the fields' keys; a box that is not ticked is not there
 */
export function readForm(
  shape: FormShape,
  typed: ReadonlyMap<string, string>,
  locale: FormLocale,
): FormReading {
  const mistakes: FormMistake[] = [];
  for (const field of shape.fields) {
    const because = mistakeInTyped(field, typedOf(field, typed));
    if (because) mistakes.push({ key: field.key, because });
  }
  const consent = formWords(shape.consent, locale);
  if (consent !== undefined && typed.get(CONSENT_KEY) !== TICKED) {
    mistakes.push({ key: CONSENT_KEY, because: "not-agreed" });
  }
  if (mistakes.length > 0) return { kind: "mistakes", mistakes };
  const said = (kind: FormField["kind"]) => {
    const field = shape.fields.find((one) => one.kind === kind);
    return (field && typedOf(field, typed)) || undefined;
  };
  const name = said("name");
  const subject = said("subject");
  return {
    kind: "read",
    form: {
      email: strictAddress(said("email") ?? "") ?? "",
      name: name && (cleanName(name) || undefined),
      phone: said("phone"),
      subject: subject && (cleanSubject(subject) || undefined),
      message: said("message") ?? "",
      answers: shape.fields.flatMap((field) => answerOf(field, typedOf(field, typed), locale)),
      agreedTo: consent,
    },
  };
}

/** What is shown again in a page that came back: never longer than the field takes. */
export function typedOf(field: FormField, typed: ReadonlyMap<string, string>): string {
  const value = typed.get(field.key) ?? "";
  return field.kind === "checkbox" && value !== TICKED
    ? ""
    : cutText(value, TYPED_LENGTH_MAX[field.kind] + 1).trim();
}

/** Something that shows: white space, controls and invisible characters are no answer. */
const VISIBLE = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** As people write numbers: digits, and what they group them by. */
const PHONE = /^\+?[\d\s().-]{7,}$/;

/** What is wrong with one answer, whatever form asked for it. */
export function mistakeInTyped(
  field: Pick<FormField, "kind" | "required" | "options">,
  value: string,
): Exclude<TypedMistake, "not-agreed"> | undefined {
  if (!VISIBLE.test(value)) return field.required ? "required" : undefined;
  if (value.length > TYPED_LENGTH_MAX[field.kind]) return "too-long";
  switch (field.kind) {
    case "email": {
      const address = strictAddress(value);
      // A domain without a dot is a machine of somebody's own network.
      const isReal = address?.slice(address.lastIndexOf("@")).includes(".") ?? false;
      return address && isReal && isWritableAddress(address) ? undefined : "bad-address";
    }
    case "phone":
      return PHONE.test(value) || telAddress(value) ? undefined : "bad-phone";
    case "choice":
      return field.options?.some(({ id }) => id === value) ? undefined : "not-an-option";
    case "name":
    case "subject":
    case "message":
    case "text":
    case "checkbox":
      return undefined;
  }
}

function answerOf(field: FormField, value: string, locale: FormLocale) {
  const label = formLabel(field, locale);
  if (value === "") return [];
  switch (field.kind) {
    case "text":
      return [{ label, answer: value }];
    case "choice": {
      const chosen = field.options?.find(({ id }) => id === value);
      return chosen ? [{ label, answer: formWords(chosen.label, locale) ?? chosen.id }] : [];
    }
    case "checkbox":
      return [{ label, answer: "✓" }];
    case "phone":
      return [{ label, answer: value }];
    case "name":
    case "email":
    case "subject":
    case "message":
      return [];
  }
}
