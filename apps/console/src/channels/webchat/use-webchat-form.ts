import { useState } from "react";
import type { Mistakes, Settings } from "../inbox-page/mistakes.ts";
import { mistakesInWebchat, type WebchatForm, webchatFormOf } from "./webchat-settings.ts";

export interface EditedWebchat {
  readonly form: WebchatForm;
  /** Told once the form was sent. */
  readonly mistakes: Mistakes<WebchatForm>;
  readonly isChecked: boolean;
  readonly change: (part: Partial<WebchatForm>) => void;
  /** From now on mistakes are told. @returns whether there are none */
  readonly check: () => boolean;
}

/** What is made of a chat's settings before they are saved; the preview shows it as it is typed. */
export function useWebchatForm(start: Settings, inboxId?: string): EditedWebchat {
  const [form, setForm] = useState<WebchatForm>(() => webchatFormOf(start, inboxId));
  const [isChecked, setChecked] = useState(false);
  const mistakes = mistakesInWebchat(form);
  return {
    form,
    isChecked,
    mistakes: isChecked ? mistakes : {},
    change: (part) => setForm((held) => ({ ...held, ...part })),
    check: () => {
      setChecked(true);
      return Object.keys(mistakes).length === 0;
    },
  };
}
