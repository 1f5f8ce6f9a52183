import { useState } from "react";
import type { Settings } from "../inbox-page/mistakes.ts";
import {
  type FormDraft,
  type FormMistakes,
  formDraftOf,
  isWithoutMistake,
  mistakesInForm,
  withoutEmptyOptions,
} from "./form-draft.ts";

export interface EditedForm {
  readonly draft: FormDraft;
  /** Told once it was sent. */
  readonly mistakes: FormMistakes;
  readonly isChecked: boolean;
  readonly change: (part: Partial<FormDraft>) => void;
  /** From now on mistakes are told. @returns what is to be saved, if there are none */
  readonly check: () => FormDraft | undefined;
}

const NO_MISTAKES: FormMistakes = { fields: {} };

/** What is made of a form before it is saved; the preview shows it as it is typed. */
export function useFormDraft(start: Settings): EditedForm {
  const [draft, setDraft] = useState<FormDraft>(() => formDraftOf(start));
  const [isChecked, setChecked] = useState(false);
  const whole = withoutEmptyOptions(draft);
  const mistakes = mistakesInForm(whole);
  return {
    draft,
    isChecked,
    mistakes: isChecked ? mistakes : NO_MISTAKES,
    change: (part) => setDraft((held) => ({ ...held, ...part })),
    check: () => {
      setChecked(true);
      return isWithoutMistake(mistakes) ? whole : undefined;
    },
  };
}
