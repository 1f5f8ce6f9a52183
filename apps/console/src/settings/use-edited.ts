import { useEffect, useState } from "react";
import { t } from "../i18n/translate.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { adminErrorText } from "./admin-error.ts";

export interface Edited<T> {
  readonly draft: T;
  readonly change: (part: Partial<T>) => void;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** Why it was not saved, in words. */
  readonly error: string | undefined;
  readonly save: () => void;
  readonly discard: () => void;
}

/**
 * What somebody makes of something before it is saved. A newer state of it takes the draft's place only
 * while nothing was changed; leaving the page with something changed is asked about by the browser.
 * @param save resolves once it is kept
 */
export function useEdited<T extends object>(
  saved: T,
  save: (draft: T) => Promise<unknown>,
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
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  async function keep(): Promise<void> {
    setSaving(true);
    setError(undefined);
    try {
      await save(draft);
      setBase(draft);
    } catch (problem) {
      setError(adminErrorText(problem));
    } finally {
      setSaving(false);
    }
  }

  return {
    draft,
    change: (part) => {
      setError(undefined);
      setDraft((held) => ({ ...held, ...part }));
    },
    isDirty,
    isSaving,
    error: error ?? (isDirty && !isOnline ? t("problem.needsConnection") : undefined),
    save: () => void keep(),
    discard: () => {
      setError(undefined);
      setDraft(base);
    },
  };
}

const isOther = (a: object, b: object) => a !== b && JSON.stringify(a) !== JSON.stringify(b);
