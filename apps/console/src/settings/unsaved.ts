import { watchForRefusal } from "@circuito/ui";
import { useCallback, useEffect, useRef } from "react";
import { create } from "zustand";
import { useScreenKeys } from "./use-screen-keys.ts";

/** What the editor on screen holds and nobody saved yet. */
export interface Unsaved {
  /** @returns whether it is kept now; if it is not, the editor says why */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
}

/** Before the tab's title while something is not saved. */
const MARK = "* ";

/** Editors on screen that hold something: one, or several forms of one page. */
export const useUnsavedNow = create<{ readonly editors: readonly Unsaved[] }>(() => ({
  editors: [],
}));

const isMarked = () => document.title.startsWith(MARK);

function hold(editor: Unsaved): void {
  useUnsavedNow.setState(({ editors }) => ({ editors: [...editors, editor] }));
  if (!isMarked()) document.title = MARK + document.title;
}

function letGo(editor: Unsaved): void {
  useUnsavedNow.setState(({ editors }) => ({ editors: editors.filter((one) => one !== editor) }));
  if (useUnsavedNow.getState().editors.length === 0 && isMarked()) {
    document.title = document.title.slice(MARK.length);
  }
}

/**
 * Of every editor: Ctrl+S saves, the tab's title shows that something is to be saved, and whoever leaves
 * with it is asked (see `LeaveGuard`).
 */
export function useUnsaved(isDirty: boolean, editor: Unsaved): void {
  const latest = useRef(editor);
  latest.current = editor;
  const save = useCallback(async () => {
    const isKept = await latest.current.save();
    if (!isKept) watchForRefusal();
    return isKept;
  }, []);
  useScreenKeys({
    save: () => {
      if (isDirty) void save();
    },
  });
  useEffect(() => {
    if (!isDirty) return;
    const unsaved: Unsaved = {
      save,
      discard: () => latest.current.discard(),
    };
    hold(unsaved);
    return () => letGo(unsaved);
  }, [isDirty, save]);
}
