import { useEffect, useRef } from "react";
import { create } from "zustand";
import { useScreenKeys } from "./use-screen-keys.ts";

/** What the editor on screen holds and nobody saved yet. */
export interface Unsaved {
  /** @returns whether it is kept now; if it is not, the editor says why */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
}

/** One editor is on screen at a time. */
export const useUnsavedNow = create<{ readonly unsaved: Unsaved | null }>(() => ({
  unsaved: null,
}));

/** Before the tab's title while something is not saved. */
const MARK = "* ";

/**
 * Of every editor: Ctrl+S saves, the tab's title shows that something is to be saved, and whoever leaves
 * with it is asked (see `LeaveGuard`).
 */
export function useUnsaved(isDirty: boolean, editor: Unsaved): void {
  const latest = useRef(editor);
  latest.current = editor;
  useScreenKeys({
    save: () => {
      if (isDirty) void latest.current.save();
    },
  });
  useEffect(() => {
    if (!isDirty) return;
    const unsaved: Unsaved = {
      save: () => latest.current.save(),
      discard: () => latest.current.discard(),
    };
    useUnsavedNow.setState({ unsaved });
    document.title = MARK + document.title;
    return () => {
      useUnsavedNow.setState({ unsaved: null });
      if (document.title.startsWith(MARK)) document.title = document.title.slice(MARK.length);
    };
  }, [isDirty]);
}
