import { useState } from "react";
import { t } from "../i18n/translate.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { adminErrorText } from "./admin-error.ts";
import { useUnsaved } from "./unsaved.ts";

export interface Edited<T> {
  readonly draft: T;
  readonly change: (part: Partial<T>) => void;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** Why it was not saved, in words. */
  readonly error: string | undefined;
  /** @returns whether it is kept now */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
}

/**
 * What somebody makes of something before it is saved. A newer state of it takes the draft's place only
 * while nothing was changed; whoever leaves with something changed is asked.
 * @param save resolves once it is kept
 * @param mistakeIn what is wrong with it in words, before anybody is asked to keep it
 */
export function useEdited<T extends object>(
  saved: T,
  save: (draft: T) => Promise<unknown>,
  mistakeIn: (draft: T) => string | undefined = () => undefined,
): Edited<T> {
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState(saved);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<string>();
  const isOnline = useIsOnline();
  const isDirty = isOther(draft, base);
  if (isOther(saved, base) && !isDirty) {
    setBase(saved);
    setDraft(saved);
  }

  async function keep(): Promise<boolean> {
    const mistake = mistakeIn(draft);
    setError(mistake);
    if (mistake !== undefined) return false;
    setSaving(true);
    try {
      await save(draft);
      setBase(draft);
      return true;
    } catch (problem) {
      setError(adminErrorText(problem));
      return false;
    } finally {
      setSaving(false);
    }
  }

  function discard(): void {
    setError(undefined);
    setDraft(base);
  }

  useUnsaved(isDirty, { save: keep, discard });

  return {
    draft,
    change: (part) => {
      setError(undefined);
      setDraft((held) => ({ ...held, ...part }));
    },
    isDirty,
    isSaving,
    error: error ?? (isDirty && !isOnline ? t("problem.needsConnection") : undefined),
    save: keep,
    discard,
  };
}

const isOther = (a: object, b: object) => a !== b && JSON.stringify(a) !== JSON.stringify(b);
