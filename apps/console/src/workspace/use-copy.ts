import { useT } from "../i18n/translate.ts";
import { useWorkspace } from "./workspace-context.ts";

/** To the clipboard, and said that it is there. */
export function useCopy(): (text: string, done?: string) => Promise<void> {
  const t = useT();
  const { toasts } = useWorkspace();
  return async (text, done = t("done.copied")) => {
    await navigator.clipboard.writeText(text);
    toasts.add({ text: done });
  };
}
