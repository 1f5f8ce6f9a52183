import { useEffect, useState } from "react";

/** Between two keys of somebody who types; the server is asked once they pause. */
const TYPING_PAUSE_MS = 250;

/**
 * What stands in a search field: at once what was typed, and told once they pause.
 * @param said what was told last, by the field or by the address
 */
export function useTyped(said: string, tell: (typed: string) => void) {
  const [typed, setTyped] = useState(said);
  useEffect(() => setTyped(said), [said]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a pause in typing tells
  useEffect(() => {
    if (typed === said) return;
    const timer = setTimeout(() => tell(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}
