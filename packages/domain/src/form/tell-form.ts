import type { FormLocale } from "./form-fields.ts";
import type { ReadForm } from "./read-form.ts";

const AGREED: Readonly<Record<FormLocale, string>> = {
  "pt-BR": "Concordou com",
  en: "Agreed to",
  es: "Aceptó",
};
/** Where nobody wrote a subject, answers are written under this. */
const NO_SUBJECT: Readonly<Record<FormLocale, string>> = {
  "pt-BR": "Sua mensagem",
  en: "Your message",
  es: "Su mensaje",
};

/** What agents read of a form, and what rules look for words in: the matter, then the other answers. */
export function formText(
  { message, answers, agreedTo }: Pick<ReadForm, "message" | "answers" | "agreedTo">,
  locale: FormLocale,
): string {
  const lines = answers.map(({ label, answer }) => `${label}: ${answer}`);
  // What was agreed to is kept with when and by whom, in the words that stood there.
  if (agreedTo !== undefined) lines.push(`${AGREED[locale]}: ${agreedTo}`);
  return lines.length === 0 ? message : `${message}\n\n${lines.join("\n")}`;
}

export function formSubject({ subject }: Pick<ReadForm, "subject">, locale: FormLocale): string {
  return subject ?? NO_SUBJECT[locale];
}
