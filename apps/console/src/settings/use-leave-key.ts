import { useEffect, useRef } from "react";

/** What Escape closes before it leaves a page. */
const OPEN = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Escape leads out of a page, unless it closes or empties something on it. */
export function useLeaveKey(leave: (() => void) | undefined): void {
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    let isFree = false;
    // Before anything has closed by the same key.
    const look = () => {
      isFree = document.querySelector(OPEN) === null;
    };
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || !isFree) return;
      latest.current?.();
    };
    addEventListener("keydown", look, true);
    addEventListener("keydown", listen);
    return () => {
      removeEventListener("keydown", look, true);
      removeEventListener("keydown", listen);
    };
  }, []);
}
