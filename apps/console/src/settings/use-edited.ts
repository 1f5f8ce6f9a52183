import { useState } from "react";
import { t } from "../i18n/translate.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { adminErrorText, becauseOf } from "./admin-error.ts";
import { useUnsaved } from "./unsaved.ts";

export interface Edited<T> {
  readonly draft: T;
  readonly change: (part: Partial<T>) => void;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** Somebody tried to save what is not right yet: from now on its fields say what is wrong. */
  readonly isTried: boolean;
  /** Of a field: why the server refuses it, in words, if it does for one of these reasons. */
  readonly refusedAt: (...because: readonly string[]) => string | undefined;
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
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<string>();
  const [because, setBecause] = useState<string>();
  const isOnline = useIsOnline();
  const isDirty = isOther(draft, base);
  if (isOther(saved, base) && !isDirty) {
    setBase(saved);
    setDraft(saved);
  }

  async function keep(): Promise<boolean> {
    const mistake = mistakeIn(draft);
    setError(mistake);
    setBecause(undefined);
    setTried(mistake !== undefined);
    if (mistake !== undefined) return false;
    setSaving(true);
    try {
      await save(draft);
      setBase(draft);
      return true;
    } catch (problem) {
      setError(adminErrorText(problem));
      setBecause(becauseOf(problem));
      return false;
    } finally {
      setSaving(false);
    }
  }

  function discard(): void {
    setError(undefined);
    setTried(false);
    setDraft(base);
  }

  useUnsaved(isDirty, { save: keep, discard });

  return {
    draft,
    change: (part) => {
      setError(undefined);
      setBecause(undefined);
      setDraft((held) => ({ ...held, ...part }));
    },
    isDirty,
    isSaving,
    isTried,
    refusedAt: (...fields) =>
      because !== undefined && fields.includes(because) ? error : undefined,
    error: error ?? (isDirty && !isOnline ? t("problem.needsConnection") : undefined),
    save: keep,
    discard,
  };
}

const isOther = (a: object, b: object) => a !== b && JSON.stringify(a) !== JSON.stringify(b);
