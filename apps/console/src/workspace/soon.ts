/** Runs `action` once, `delayMs` after the first of many calls. */
export function soon(action: () => void, delayMs: number): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      action();
    }, delayMs);
  };
}
