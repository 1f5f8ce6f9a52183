import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { ProblemLine } from "./problem.tsx";

export interface EditorFootProps {
  /** Something was changed and is not saved. */
  readonly isDirty: boolean;
  readonly isSaving?: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly saveLabel: string;
  readonly discardLabel: string;
  /** Beside the buttons while something is not saved: "Alterações não salvas". */
  readonly dirtyText: string;
  /** What went wrong with saving, in words. */
  readonly error?: string | undefined;
  /** At the start: what else can be done with what is edited. */
  readonly more?: ReactNode;
  readonly saveKeys?: readonly string[] | undefined;
}

/** The foot of an editor: it stays in view, and says whether anything is still to be saved. */
export function EditorFoot(props: EditorFootProps) {
  const { isDirty, isSaving = false, onSave, onDiscard, error, more, saveKeys } = props;
  return (
    <footer className="sticky bottom-0 z-10 -mx-6 mt-auto flex flex-wrap items-center gap-2 border-t border-line-subtle bg-surface px-6 py-3 min-[900px]:mx-0 min-[900px]:px-0">
      {more}
      {error === undefined ? (
        <p role="status" className="min-w-0 grow text-right text-12 text-fg-2">
          {isDirty && props.dirtyText}
        </p>
      ) : (
        <ProblemLine className="min-w-0 grow text-right">{error}</ProblemLine>
      )}
      {/* Where the words leave no room they stay together, at the end. */}
      <span className="ms-auto flex flex-none gap-2">
        <Button variant="ghost" isDisabled={!isDirty || isSaving} onPress={onDiscard}>
          {props.discardLabel}
        </Button>
        <Button
          variant="primary"
          isDisabled={!isDirty}
          isPending={isSaving}
          keys={saveKeys}
          onPress={onSave}
        >
          {props.saveLabel}
        </Button>
      </span>
    </footer>
  );
}
