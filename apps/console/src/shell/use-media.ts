import { useSyncExternalStore } from "react";

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

/** One pane at a time: list, conversation, context. */
export const useIsStacked = () => useMedia("(max-width: 899.98px)");
/** The context pane has a column of its own. */
export const CONTEXT_COLUMN = "(min-width: 1280px)";
export const useHasContextColumn = () => useMedia(CONTEXT_COLUMN);
/** The navigation has room for words. */
export const useHasWideNav = () => useMedia("(min-width: 1440px)");
