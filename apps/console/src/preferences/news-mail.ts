import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { currentLocale, type Locale } from "../i18n/translate.ts";
import type { NewsKind } from "../notifications/notification-choices.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

interface NewsMail {
  readonly kinds: readonly NewsKind[];
  readonly language: Locale;
}

const KEY = ["news-mail"];

/** What one is told by mail while not connected: the server's to know, and so the same at every computer. */
export function useNewsMail() {
  const { queries, toasts } = useWorkspace();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => request<NewsMail>("GET", "/settings/news-mail", { signal }),
  });

  async function change(kind: NewsKind, isOn: boolean): Promise<void> {
    if (data === undefined) return;
    const others = data.kinds.filter((chosen) => chosen !== kind);
    // In the language that its reader has here.
    const body = { kinds: isOn ? [...others, kind] : others, language: currentLocale() };
    queries.setQueryData<NewsMail>(KEY, body);
    try {
      await request<NewsMail>("PUT", "/settings/news-mail", { body });
    } catch (error) {
      queries.setQueryData<NewsMail>(KEY, data);
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  }

  return { kinds: data?.kinds ?? [], isKnown: data !== undefined, change };
}
