import type { PreChatMistake } from "@circuito/protocol/pre-chat-text";
import { useState } from "react";
import type { Settings } from "../../inbox-page/mistakes.ts";
import { mistakesInDraft, type PreChatDraft, preChatDraftOf } from "./pre-chat-draft.ts";

export interface EditedPreChat {
  readonly draft: PreChatDraft;
  /** By the field's key; told once it was sent. */
  readonly mistakes: Readonly<Record<string, PreChatMistake>>;
  readonly change: (part: Partial<PreChatDraft>) => void;
  /** From now on mistakes are told. @returns whether there are none */
  readonly check: () => boolean;
}

/** What is made of the form before it is saved; the preview shows it as it is typed. */
export function usePreChat(start: Settings): EditedPreChat {
  const [draft, setDraft] = useState(() => preChatDraftOf(start));
  const [isChecked, setChecked] = useState(false);
  const mistakes = mistakesInDraft(draft);
  return {
    draft,
    mistakes: isChecked ? mistakes : {},
    change: (part) => setDraft((held) => ({ ...held, ...part })),
    check: () => {
      setChecked(true);
      return Object.keys(mistakes).length === 0;
    },
  };
}
