import { useState } from "react";
import { useUnsaved } from "./unsaved.ts";

/**
 * Of a form with a button of its own: whoever leaves the page with something typed in it is asked.
 * @param held what stands in its fields now
 * @param keep resolves to what is kept, secrets emptied again, or to `undefined` if it is not
 * @returns saves it; resolves to whether it is kept now
 */
export function useUnsavedForm<T extends object>(
  held: T,
  keep: () => Promise<T | undefined>,
): () => Promise<boolean> {
  const [base, setBase] = useState(held);
  async function save(): Promise<boolean> {
    const kept = await keep();
    if (kept === undefined) return false;
    setBase(kept);
    return true;
  }
  const isDirty = JSON.stringify(held) !== JSON.stringify(base);
  useUnsaved(isDirty, { save, discard: () => setBase(held) });
  return save;
}
