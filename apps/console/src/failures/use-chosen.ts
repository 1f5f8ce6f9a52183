import { useState } from "react";

/** What is ticked, of what is still there. */
export function useChosen(items: readonly { readonly id: string }[]) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const ids = new Set(items.map(({ id }) => id).filter((id) => ticked.has(id)));
  return {
    ids,
    has: (id: string) => ids.has(id),
    set(id: string, isChosen: boolean) {
      const next = new Set(ticked);
      if (isChosen) next.add(id);
      else next.delete(id);
      setTicked(next);
    },
  };
}
