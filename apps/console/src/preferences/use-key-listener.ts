import { useEffect, useRef } from "react";
import { pressed } from "../shell/shortcuts.ts";

/** As long as the second key of a sequence may take. */
const SEQUENCE_TIMEOUT_MS = 1_500;
const BARE_MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead"]);

/**
 * While it listens, the next key is nobody else's: it is told instead of done. `g` waits for a second
 * key. @param tell the key as the map writes it; `undefined` for Escape
 */
export function useKeyListener(
  isListening: boolean,
  tell: (key: string | undefined) => void,
): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!isListening) return undefined;
    let prefix = "";
    let waiting: ReturnType<typeof setTimeout> | undefined;
    function listen(event: KeyboardEvent): void {
      event.preventDefault();
      event.stopImmediatePropagation();
      // AltGr types letters on many keyboards: with Alt nothing is ever a shortcut.
      if (BARE_MODIFIERS.has(event.key) || event.altKey || event.isComposing) return;
      clearTimeout(waiting);
      const key = pressed(event);
      if (key === "g" && prefix === "") {
        prefix = "g ";
        waiting = setTimeout(() => latest.current("g"), SEQUENCE_TIMEOUT_MS);
        return;
      }
      latest.current(key === "Escape" ? undefined : `${prefix}${key}`);
    }
    addEventListener("keydown", listen, { capture: true });
    return () => {
      clearTimeout(waiting);
      removeEventListener("keydown", listen, { capture: true });
    };
  }, [isListening]);
}
