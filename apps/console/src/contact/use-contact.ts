import type { AgentEvent, ContactView } from "@circuito/protocol";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { t } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Nobody tells of what goes on elsewhere: it is looked at again. */
const ELSEWHERE_STALE_MS = 60_000;

export function useContact(id: string | undefined) {
  return useQuery({
    queryKey: ["contact", id],
    queryFn: () => api.getContact(id ?? ""),
    enabled: id !== undefined,
  });
}

export function useSuggestions(id: string) {
  return useQuery({
    queryKey: ["suggestions", id],
    queryFn: async () => (await api.listSuggestions(id)).items,
  });
}

export function useElsewhere(conversationId: string) {
  return useQuery({
    queryKey: ["elsewhere", conversationId],
    queryFn: async () => (await api.listElsewhere(conversationId)).items,
    staleTime: ELSEWHERE_STALE_MS,
    refetchInterval: ELSEWHERE_STALE_MS,
  });
}

/** Lines of the story after which what is known of a customer is asked for again. */
const NEWS: ReadonlySet<string> = new Set([
  "person-merged",
  "person-separated",
  "contact-changed",
  "address-shared",
  "writes-elsewhere",
]);

export function tellsOfContact(event: AgentEvent): boolean {
  return event.type === "activity.created" && NEWS.has(event.activity.kind);
}

const CONTACT_KEYS = [
  "contact",
  "contacts",
  "segments",
  "suggestions",
  "elsewhere",
  "past-conversations",
  "contact-timeline",
];

/** Whoever a contact is now, all that hangs on it is asked for again. */
export function refetchContacts(queries: QueryClient): void {
  for (const key of CONTACT_KEYS) {
    void queries.invalidateQueries({ queryKey: [key] });
  }
}

/** Verbs on a contact: each says what went wrong, and offers the way back where there is one. */
export function useContactVerbs(id: string) {
  const workspace = useWorkspace();
  const run = (call: () => Promise<ContactView>) => perform(workspace, call);
  return {
    async merge(otherId: string) {
      const merged = await run(() => api.mergeContacts(id, otherId));
      const merge = merged?.merges.find(({ contactId }) => contactId === otherId);
      if (merged === null) return;
      workspace.toasts.add({
        text: t("contact.merged"),
        tone: "ok",
        ...(merge && {
          action: {
            label: t("action.undo"),
            onAction: () => void run(() => api.unmergeContacts(merged.id, merge.id)),
          },
        }),
      });
    },
    async separate(mergeId: string) {
      const apart = await run(() => api.unmergeContacts(id, mergeId));
      if (apart !== null) workspace.toasts.add({ text: t("contact.separated"), tone: "ok" });
    },
    dismiss: (otherId: string) => run(() => api.dismissSuggestion(id, otherId)),
    share: (address: string, shared: boolean) => run(() => api.shareAddress(id, address, shared)),
  };
}

async function perform(
  workspace: Workspace,
  call: () => Promise<ContactView>,
): Promise<ContactView | null> {
  try {
    return await call();
  } catch (error) {
    workspace.toasts.add({ text: errorText(error), tone: "danger" });
    return null;
  } finally {
    refetchContacts(workspace.queries);
  }
}
