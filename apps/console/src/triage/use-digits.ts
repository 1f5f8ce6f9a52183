import { useEffect, useRef } from "react";
import { usePreferences } from "../workspace/preferences.ts";

/** Keys 1 to 9 while nothing is written and no dialog is open: they choose what has that number. */
export function useDigits(onDigit: (digit: number) => void): void {
  const latest = useRef(onDigit);
  latest.current = onDigit;
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!/^[1-9]$/.test(event.key) || !usePreferences.getState().hasLetterShortcuts) return;
      const { target } = event;
      const isWriting =
        target instanceof HTMLElement &&
        target.matches("input:not([type=radio]):not([type=checkbox]), textarea, [contenteditable]");
      if (isWriting || document.querySelector("[role=dialog], [role=menu]") !== null) return;
      event.preventDefault();
      latest.current(Number(event.key));
    }
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
