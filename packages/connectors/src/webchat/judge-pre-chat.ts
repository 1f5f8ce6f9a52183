import {
  formLocaleOf,
  type PreChat,
  type PreChatAnswers,
  type ReadPreChat,
  readPreChat,
} from "@circuito/domain";

/** What is made of what came, or did not come, with a visitor's first words. */
export type JudgedPreChat =
  | { readonly kind: "not-asked" }
  | { readonly kind: "skipped" }
  | { readonly kind: "answered"; readonly read: ReadPreChat }
  | { readonly kind: "refused"; readonly code: "form-required" | "form-invalid" };

/**
 * Judges the answers to a form again: a browser's word is nothing. Answers to a form that was taken away
 * meanwhile are left out, for the words are what counts.
 */
export function judgePreChat(
  form: PreChat | undefined,
  answers: PreChatAnswers | undefined,
  locale: string | undefined,
): JudgedPreChat {
  if (form === undefined || form.fields.length === 0) return { kind: "not-asked" };
  if (answers === undefined) {
    const mustAnswer = !form.skippable && form.fields.some(({ required }) => required);
    return mustAnswer ? { kind: "refused", code: "form-required" } : { kind: "skipped" };
  }
  const reading = readPreChat(form, answers, formLocaleOf(locale));
  return reading.kind === "read"
    ? { kind: "answered", read: reading.read }
    : { kind: "refused", code: "form-invalid" };
}
