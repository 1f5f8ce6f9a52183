import { useEffect, useRef } from "react";

interface ScreenKeys {
  /** Ctrl+S. */
  readonly save?: (() => void) | undefined;
  /** Ctrl+Enter: what is tried out, or the next step. */
  readonly tryOut?: (() => void) | undefined;
}

/** The keys of a whole screen, wherever focus is; not while a dialog asks something. */
export function useScreenKeys(keys: ScreenKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      const act = { s: latest.current.save, Enter: latest.current.tryOut }[event.key];
      if (act === undefined || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }
    // Before rows and fields take them: Ctrl+Enter in a list is the screen's.
    addEventListener("keydown", listen, true);
    return () => removeEventListener("keydown", listen, true);
  }, []);
}
